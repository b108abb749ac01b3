-- Appointments processed for each encounter at southwest ports of entry, by month, from
-- the first whole month after the change of 12 May 2023.
-- Grain: one month. Order: month. A ratio of two printed tables, not a share. Both
-- figures are rounded to 10: low and high are the ratio's bounds from that rounding.
WITH months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-06-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
), processed AS (
  SELECT * FROM main.appointments_processed WHERE period = 'month' AND nationality = 'total'
), met AS (
  SELECT * FROM main.field_office_encounters WHERE period = 'month' AND field_office = 'total'
)
SELECT
  m.month,
  year(m.month) AS calendar_year,
  year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
  p.appointments,
  e.encounters,
  CAST(round(p.appointments / e.encounters, 4) AS DOUBLE) AS ratio,
  CAST(round((p.appointments - 5) / (e.encounters + 5), 4) AS DOUBLE) AS low,
  CAST(round((p.appointments + 5) / (e.encounters - 5), 4) AS DOUBLE) AS high,
  CASE WHEN p.appointments IS NULL THEN coalesce(p.status, 'no_file_held') ELSE coalesce(e.status, 'no_file_held') END AS status,
  coalesce(p.release_id, e.release_id) AS release_id,
  p.locator || ' ÷ ' || e.locator AS locator
FROM months AS m LEFT JOIN processed AS p USING (month) LEFT JOIN met AS e USING (month)
ORDER BY m.month
