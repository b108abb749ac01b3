-- Grain: one row. The ratio over the newest fiscal year, from its two printed totals,
-- and over all months drawn, from their sums.
WITH processed AS (
  SELECT * FROM main.appointments_processed WHERE nationality = 'total' AND appointments IS NOT NULL
), met AS (
  SELECT * FROM main.field_office_encounters WHERE field_office = 'total' AND encounters IS NOT NULL
), newest AS (
  SELECT p.fiscal_year, p.appointments, e.encounters FROM processed AS p JOIN met AS e USING (period, fiscal_year)
  WHERE p.period = 'fiscal_year' ORDER BY p.fiscal_year DESC LIMIT 1
), drawn AS (
  SELECT p.fiscal_year, p.month, p.appointments, e.encounters FROM processed AS p JOIN met AS e USING (period, month)
  WHERE p.period = 'month' AND p.month >= DATE '2023-06-01'
)
SELECT
  n.fiscal_year, n.appointments, n.encounters,
  CAST(n.appointments / n.encounters AS DOUBLE) AS ratio,
  (SELECT min(month) FROM drawn WHERE fiscal_year = n.fiscal_year) AS first_month,
  (SELECT max(month) FROM drawn WHERE fiscal_year = n.fiscal_year) AS last_month,
  (SELECT min(month) FROM drawn) AS drawn_from,
  (SELECT max(month) FROM drawn) AS drawn_to,
  (SELECT CAST(sum(appointments) / sum(encounters) AS DOUBLE) FROM drawn) AS drawn_ratio
FROM (SELECT 1 AS row) AS one LEFT JOIN newest AS n ON true
