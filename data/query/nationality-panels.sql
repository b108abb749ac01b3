-- Appointments processed, by month and nationality.
-- first_published: value in the oldest release held that states it; not for other,
-- which is another thing in each release.
-- Grain: one month of the programme and one of the nationalities that the newest release
-- names, or other. Order: largest nationality first, other last; then month.
WITH printed AS (
  SELECT * FROM main.appointments_processed WHERE nationality <> 'total'
), named AS (
  SELECT nationality, any_value(nationality_label) AS nationality_label,
    sum(appointments) FILTER (period = 'fiscal_year') AS size
  FROM printed GROUP BY nationality
), first AS (
  SELECT h.month, arg_min(h.appointments, r.ord) AS first_published, h.nationality
  FROM history.appointments_processed AS h JOIN main.releases AS r ON r.release_id = h.release_id
  WHERE h.period = 'month' AND h.appointments IS NOT NULL AND h.nationality <> 'other' GROUP BY h.month, h.nationality
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
  f.first_published,
  coalesce(p.status, 'no_file_held') AS status,
  p.release_id,
  p.locator
FROM named AS n CROSS JOIN months AS m
LEFT JOIN printed AS p ON p.period = 'month' AND p.month = m.month AND p.nationality = n.nationality
LEFT JOIN first AS f ON f.month = m.month AND f.nationality = n.nationality
ORDER BY n.nationality = 'other', n.size DESC, n.nationality, m.month
