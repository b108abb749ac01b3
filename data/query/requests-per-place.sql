-- Requests, or people who asked, for each place of a day.
-- Grain: one statement on a single day or a daily average, for the whole border. Order: day.
-- Places are those that the statement itself names (its note repeats them), else the level
-- in force on the day; either way a level of daily_capacity.
WITH asked AS (
  SELECT *, TRY_CAST(replace(regexp_extract(note, '([0-9][0-9,]*) (?:daily )?places', 1), ',', '') AS BIGINT) AS named
  FROM main.published_statements
  WHERE quantity = 'requests' AND NOT cumulative AND (per = 'day' OR period_start = period_end) AND place = 'border_wide' AND nationality = 'all'
), levels AS (
  SELECT * FROM main.daily_capacity WHERE port_id = 'all' AND per_day_low > 0
), matched AS (
  SELECT a.*, l.per_day_low AS places, l.source_id AS places_source_id,
    row_number() OVER (PARTITION BY a.statement_id ORDER BY l.effective_from) AS n
  FROM asked AS a LEFT JOIN levels AS l
  ON CASE WHEN a.named IS NULL THEN a.period_end BETWEEN l.effective_from AND coalesce(l.effective_to, a.period_end) ELSE l.per_day_low = a.named END
)
SELECT
  period_end AS day,
  period_end_precision AS day_precision,
  value AS requests,
  unit,
  qualifier,
  places,
  CASE WHEN places IS NULL THEN NULL WHEN named IS NULL THEN 'level_in_force' ELSE 'named_in_the_statement' END AS places_basis,
  CAST(round(value / places, 1) AS DOUBLE) AS per_place,
  CASE WHEN places IS NULL THEN 'not_available' ELSE status END AS status,
  note,
  source_id,
  places_source_id,
  confidence,
  release_id,
  locator
FROM matched WHERE n = 1
ORDER BY period_end, statement_id
