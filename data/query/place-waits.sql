-- Published waits at one place ($1), or towards one port ($2; the other is empty). Of
-- the reports of one statement (duplicate_group) the best rated stands for all. Of single
-- cases the month and the place only, never a day or a nationality (editorial.md, rule 8).
-- Grain: one published wait. Order: panel, month, wait.
WITH ranked AS (
  SELECT w.*, row_number() OVER (PARTITION BY coalesce(w.duplicate_group, w.wait_id)
      ORDER BY CASE w.confidence WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, w.wait_id) AS nth
  FROM main.wait_times AS w
)
SELECT
  CASE WHEN statistic IN ('mean', 'median', 'typical', 'share_within') THEN 'averages'
    WHEN statistic IN ('maximum', 'range') THEN 'maxima and ranges' ELSE 'single cases' END AS panel,
  CAST(date_trunc('month', observed) AS DATE) AS month,
  place, statistic, low, high, unit, share_percent, days_low, days_high, still_waiting, clock_start, longer_than_programme,
  population, confidence, evidence, source_id, wait_id, release_id
FROM ranked
WHERE nth = 1 AND (place = $1 OR port_id = $2)
ORDER BY panel, month, wait_id
