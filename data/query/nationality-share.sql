-- Share of appointments processed, by calendar quarter: the four largest nationalities
-- by printed year totals, all others together.
-- Grain: one quarter and one group. Order: quarter, largest first, others last.
-- months says which months a quarter holds; January 2023 opened on the 12th.
WITH printed AS (
  SELECT * FROM main.appointments_processed WHERE nationality <> 'total' AND appointments IS NOT NULL
), size AS (
  SELECT nationality, sum(appointments) AS size FROM printed WHERE period = 'fiscal_year' GROUP BY nationality
), largest AS (
  SELECT nationality, row_number() OVER (ORDER BY size DESC, nationality) AS rank FROM size WHERE nationality <> 'other'
  ORDER BY rank LIMIT 4
), grouped AS (
  SELECT
    CAST(date_trunc('quarter', p.month) AS DATE) AS quarter,
    coalesce(l.rank, 5) AS rank,
    CASE WHEN l.rank IS NULL THEN 'others' ELSE p.nationality END AS nationality,
    CASE WHEN l.rank IS NULL THEN 'All others' ELSE p.nationality_label END AS nationality_label,
    p.month, p.appointments, p.release_id, p.locator
  FROM printed AS p LEFT JOIN largest AS l USING (nationality) WHERE p.period = 'month'
), quarters AS (
  SELECT quarter, count(DISTINCT month) AS months_held, min(month) AS first_month, max(month) AS last_month FROM grouped GROUP BY quarter
)
SELECT
  g.quarter,
  year(g.quarter) AS calendar_year,
  year(g.quarter + INTERVAL 3 MONTH) AS fiscal_year,
  CASE WHEN q.first_month = DATE '2023-01-01' THEN '12 ' ELSE '' END || strftime(q.first_month, '%B')
    || CASE WHEN q.last_month > q.first_month THEN ' to ' || strftime(q.last_month, '%B') ELSE '' END AS months,
  q.months_held = 3 AND q.first_month <> DATE '2023-01-01' AS whole_quarter,
  g.nationality,
  g.nationality_label,
  CAST(sum(g.appointments) AS BIGINT) AS appointments,
  CAST(sum(g.appointments) / sum(sum(g.appointments)) OVER (PARTITION BY g.quarter) AS DOUBLE) AS share,
  'reported' AS status,
  max(g.release_id) AS release_id,
  regexp_extract(min(g.locator), '^[^!]*!') || string_agg(regexp_replace(g.locator, '^[^!]*!', ''), ' ' ORDER BY g.month, g.locator) AS locator
FROM grouped AS g JOIN quarters AS q USING (quarter)
GROUP BY g.quarter, g.rank, g.nationality, g.nationality_label, q.months_held, q.first_month, q.last_month
ORDER BY g.quarter, g.rank
