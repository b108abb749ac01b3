-- Grain: one row. The four largest nationalities of the printed year totals together.
WITH size AS (
  SELECT nationality, sum(appointments) AS size FROM main.appointments_processed
  WHERE period = 'fiscal_year' AND appointments IS NOT NULL GROUP BY nationality
), largest AS (
  SELECT size FROM size WHERE nationality NOT IN ('total', 'other') ORDER BY size DESC, nationality LIMIT 4
)
SELECT
  count(*) AS countries,
  CAST(sum(size) AS BIGINT) AS appointments,
  CAST(sum(size) / (SELECT size FROM size WHERE nationality = 'total') AS DOUBLE) AS share
FROM largest
