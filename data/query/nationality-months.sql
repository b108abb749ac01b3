-- Appointments processed of citizens of one territory ($1), beside all. Both are rounded
-- to 10, so the share lies between (n − 5) / (total + 5) and (n + 5) / (total − 5).
-- Grain: one month of the programme. Order: month. Months without a file stay empty.
WITH months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-01-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
)
SELECT $1 AS nationality,
  n.nationality_label,
  m.month,
  year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
  n.appointments,
  t.appointments AS total,
  CAST(n.appointments / t.appointments AS DOUBLE) AS share,
  CAST(greatest(n.appointments - 5, 0) / (t.appointments + 5) AS DOUBLE) AS share_low,
  CAST((n.appointments + 5) / (t.appointments - 5) AS DOUBLE) AS share_high,
  CASE WHEN n.status IS NOT NULL THEN n.status WHEN t.appointments IS NOT NULL THEN 'not_named' ELSE 'no_file_held' END AS status,
  true AS printed,
  n.release_id,
  n.locator
FROM months AS m
LEFT JOIN main.appointments_processed AS n ON n.period = 'month' AND n.month = m.month AND n.nationality = $1
LEFT JOIN main.appointments_processed AS t ON t.period = 'month' AND t.month = m.month AND t.nationality = 'total'
ORDER BY m.month
