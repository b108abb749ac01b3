-- Appointments processed of citizens of one territory ($1) by year: fiscal years as
-- printed, calendar years as the sum of the months. Every figure is rounded to 10, so
-- each summand may be off by 5. printed: the counts are the publisher's own.
-- Grain: one year of one calendar. Order: fiscal years first, then year.
WITH months AS (
  SELECT n.month, n.nationality_label, n.appointments, t.appointments AS total, n.release_id
  FROM main.appointments_processed AS n
  JOIN main.appointments_processed AS t ON t.period = 'month' AND t.month = n.month AND t.nationality = 'total'
  WHERE n.period = 'month' AND n.nationality = $1 AND n.appointments IS NOT NULL
)
SELECT $1 AS nationality, n.nationality_label, 'fiscal' AS calendar, n.fiscal_year AS year,
  (SELECT min(month) FROM months WHERE year(month + INTERVAL 3 MONTH) = n.fiscal_year) AS first_month,
  (SELECT max(month) FROM months WHERE year(month + INTERVAL 3 MONTH) = n.fiscal_year) AS last_month,
  n.appointments, t.appointments AS total,
  CAST(n.appointments / t.appointments AS DOUBLE) AS share, true AS printed, n.release_id
FROM main.appointments_processed AS n
JOIN main.appointments_processed AS t ON t.period = 'fiscal_year' AND t.fiscal_year = n.fiscal_year AND t.nationality = 'total'
WHERE n.period = 'fiscal_year' AND n.nationality = $1 AND n.appointments IS NOT NULL
UNION ALL
SELECT $1, max(nationality_label), 'calendar', year(month), min(month), max(month), CAST(sum(appointments) AS BIGINT), CAST(sum(total) AS BIGINT),
  CAST(sum(appointments) / sum(total) AS DOUBLE), false, max(release_id)
FROM months GROUP BY year(month)
ORDER BY calendar DESC, year
