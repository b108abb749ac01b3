-- Grain: one row. The named nationality whose share of the printed year totals moved
-- most between the first and the last fiscal year, with the months that each year holds.
WITH years AS (
  SELECT fiscal_year, min(month) AS first_month, max(month) AS last_month FROM main.appointments_processed
  WHERE period = 'month' AND nationality = 'total' AND appointments IS NOT NULL GROUP BY fiscal_year
), shares AS (
  SELECT p.fiscal_year, p.nationality, p.nationality_label, p.appointments / t.appointments AS share
  FROM main.appointments_processed AS p
  JOIN main.appointments_processed AS t ON t.period = 'fiscal_year' AND t.fiscal_year = p.fiscal_year AND t.nationality = 'total'
  WHERE p.period = 'fiscal_year' AND p.nationality NOT IN ('total', 'other')
), moved AS (
  SELECT
    a.nationality,
    b.nationality_label,
    CAST(a.share AS DOUBLE) AS first_share,
    CAST(b.share AS DOUBLE) AS last_share,
    ya.first_month AS first_from,
    ya.last_month AS first_to,
    yb.first_month AS last_from,
    yb.last_month AS last_to
  FROM shares AS a JOIN shares AS b USING (nationality)
  JOIN years AS ya ON ya.fiscal_year = a.fiscal_year
  JOIN years AS yb ON yb.fiscal_year = b.fiscal_year
  WHERE a.fiscal_year < b.fiscal_year AND a.fiscal_year = (SELECT min(fiscal_year) FROM years) AND b.fiscal_year = (SELECT max(fiscal_year) FROM years)
  ORDER BY abs(b.share - a.share) DESC, a.nationality LIMIT 1
)
SELECT moved.* FROM (SELECT 1 AS row) AS one LEFT JOIN moved ON true
