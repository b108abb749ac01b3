-- Grain: one row. The sum of the printed year totals (not of the months, which are
-- rounded apart), and calendar years as sums of months.
WITH counted AS (
  SELECT * FROM main.appointments_processed WHERE nationality = 'total' AND appointments IS NOT NULL
)
SELECT
  CAST(sum(appointments) FILTER (period = 'fiscal_year') AS BIGINT) AS total,
  min(month) AS first_month,
  max(month) AS last_month,
  CAST(sum(appointments) FILTER (period = 'fiscal_year' AND fiscal_year = 2023) AS BIGINT) AS fy2023,
  CAST(sum(appointments) FILTER (period = 'fiscal_year' AND fiscal_year = 2024) AS BIGINT) AS fy2024,
  count(month) FILTER (fiscal_year = 2023) AS fy2023_months,
  count(month) FILTER (fiscal_year = 2024) AS fy2024_months,
  CAST(sum(appointments) FILTER (year(month) = 2023) AS BIGINT) AS calendar_2023,
  CAST(sum(appointments) FILTER (year(month) = 2024) AS BIGINT) AS calendar_2024
FROM counted
