-- Places per day for the whole southwest border.
-- Grain: one level. Order: first day. No source states a level for the first weeks; the
-- 0 at the end stands for ended.
WITH levels AS (
  SELECT * FROM main.daily_capacity WHERE port_id = 'all' AND confidence <> 'low'
), open AS (
  SELECT DATE '2023-01-12' AS first_day, min(effective_from) AS first_level, min(release_id) AS release_id FROM levels
)
SELECT first_day AS from_date, CAST('day' AS VARCHAR) AS from_precision, CAST(first_level - 1 AS DATE) AS to_date, CAST(NULL AS BIGINT) AS per_day,
  'not_published' AS status, CAST(NULL AS VARCHAR) AS basis, 'no source states a level' AS note,
  CAST(NULL AS VARCHAR) AS source_id, CAST(NULL AS VARCHAR) AS confidence, release_id, CAST(NULL AS VARCHAR) AS locator
FROM open WHERE first_level > first_day
UNION ALL
SELECT effective_from, effective_from_precision, effective_to, per_day_low, status, basis, note, source_id, confidence, release_id, locator
FROM levels
ORDER BY from_date, locator
