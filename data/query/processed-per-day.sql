-- Appointments processed per day, by month, and the levels of places per day.
-- first_published: appointments in the oldest release held that states the month.
-- Grain: one month (series processed) or one level (series places). Order: series, date.
-- Scheduling opened on 12 January 2023, so that month has no rate. Until 12 May 2023
-- appointments were exceptions to Title 42 only. Months without a file stay empty.
WITH months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-01-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
), counted AS (
  SELECT * FROM main.appointments_processed WHERE period = 'month' AND nationality = 'total'
), first AS (
  SELECT h.month, arg_min(h.appointments, r.ord) AS first_published
  FROM history.appointments_processed AS h JOIN main.releases AS r ON r.release_id = h.release_id
  WHERE h.period = 'month' AND h.appointments IS NOT NULL AND h.nationality = 'total' GROUP BY h.month
)
SELECT
  m.month AS from_date,
  last_day(m.month) AS to_date,
  'processed' AS series,
  year(m.month) AS calendar_year,
  year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
  c.appointments,
  f.first_published,
  CAST(day(last_day(m.month)) AS BIGINT) AS days,
  CASE WHEN m.month <> DATE '2023-01-01' THEN CAST(round(c.appointments / day(last_day(m.month)), 2) AS DOUBLE) END AS per_day,
  CASE WHEN m.month = DATE '2023-01-01' AND c.appointments IS NOT NULL THEN 'partial_month' ELSE coalesce(c.status, 'no_file_held') END AS status,
  CASE WHEN last_day(m.month) < DATE '2023-05-12' THEN 'title_42_exceptions_only' WHEN m.month < DATE '2023-05-12' THEN 'mixed' ELSE 'all_appointments' END AS definition,
  CAST(NULL AS VARCHAR) AS basis,
  CAST(NULL AS VARCHAR) AS source_id,
  CAST(NULL AS VARCHAR) AS confidence,
  c.release_id,
  c.locator
FROM months AS m LEFT JOIN counted AS c USING (month) LEFT JOIN first AS f USING (month)
UNION ALL
SELECT effective_from, effective_to, 'places', NULL, NULL, NULL, NULL, NULL, CAST(per_day_low AS DOUBLE), status, NULL, basis, source_id, confidence, release_id, locator
FROM main.daily_capacity WHERE port_id = 'all' AND confidence <> 'low'
ORDER BY series DESC, from_date, locator
