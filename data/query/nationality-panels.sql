-- Appointments processed, by month and nationality.
-- Grain: one month of the programme and one of the nationalities that the newest release
-- names, or other. Order: largest nationality first, other last; then month.
WITH printed AS (
  SELECT * FROM main.appointments_processed WHERE nationality <> 'total'
), named AS (
  SELECT nationality, any_value(nationality_label) AS nationality_label,
    sum(appointments) FILTER (period = 'fiscal_year') AS size
  FROM printed GROUP BY nationality
), months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-01-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
)
SELECT
  m.month,
  year(m.month) AS calendar_year,
  year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
  n.nationality,
  n.nationality_label,
  p.appointments,
  coalesce(p.status, 'no_file_held') AS status,
  p.release_id,
  p.locator
FROM named AS n CROSS JOIN months AS m
LEFT JOIN printed AS p ON p.period = 'month' AND p.month = m.month AND p.nationality = n.nationality
ORDER BY n.nationality = 'other', n.size DESC, n.nationality, m.month
