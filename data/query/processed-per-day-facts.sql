-- Grain: one row. The whole months in which the newest announced level was in force,
-- and the appointments that were processed in them.
WITH level AS (
  SELECT per_day_low, effective_from, effective_to FROM main.daily_capacity
  WHERE port_id = 'all' AND basis = 'announced' AND per_day_low > 0 ORDER BY effective_from DESC LIMIT 1
), counted AS (
  SELECT a.month, a.appointments, day(last_day(a.month)) AS days FROM main.appointments_processed AS a, level AS l
  WHERE a.period = 'month' AND a.nationality = 'total' AND a.appointments IS NOT NULL
    AND a.month >= l.effective_from AND last_day(a.month) <= coalesce(l.effective_to, last_day(a.month))
)
SELECT
  min(month) AS first_month,
  max(month) AS last_month,
  CAST(sum(appointments) AS BIGINT) AS appointments,
  CAST(sum(days) AS BIGINT) AS days,
  CAST(sum(appointments) / sum(days) AS DOUBLE) AS per_day,
  (SELECT per_day_low FROM level) AS announced
FROM counted
