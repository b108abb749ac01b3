-- Appointments processed, by month, all nationalities.
-- first_published: value in the oldest release held that states the month.
-- Grain: one month of the programme. Order: month. Months without a file stay empty.
-- extent: scheduling opened on 12 January 2023 and ended on 20 January 2025. definition:
-- until 12 May 2023 appointments were exceptions to Title 42 only.
WITH months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-01-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
), counted AS (
  SELECT * FROM main.appointments_processed WHERE period = 'month' AND nationality = 'total'
), first AS (
  SELECT h.month, arg_min(h.appointments, r.ord) AS first_published
  FROM history.appointments_processed AS h JOIN main.releases AS r ON r.release_id = h.release_id
  WHERE h.period = 'month' AND h.nationality = 'total' AND h.appointments IS NOT NULL GROUP BY h.month
)
SELECT
  m.month,
  year(m.month) AS calendar_year,
  year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
  c.appointments,
  f.first_published,
  coalesce(c.status, 'no_file_held') AS status,
  CASE WHEN m.month IN (DATE '2023-01-01', DATE '2025-01-01') THEN 'partial_month' ELSE 'whole_month' END AS extent,
  CASE WHEN last_day(m.month) < DATE '2023-05-12' THEN 'title_42_exceptions_only' WHEN m.month < DATE '2023-05-12' THEN 'mixed' ELSE 'all_appointments' END AS definition,
  c.release_id,
  c.locator
FROM months AS m LEFT JOIN counted AS c USING (month) LEFT JOIN first AS f USING (month)
ORDER BY m.month
