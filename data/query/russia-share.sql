-- Grain: one month: appointments of citizens of Russia and of all. Both are rounded to
-- 10, so the share lies between (n − 5) / (total + 5) and (n + 5) / (total − 5). Months
-- after the last figure up to the end of the programme are not_available. Order: month.
WITH months AS (
	SELECT unnest(generate_series((SELECT min(month) FROM main.appointments_processed WHERE period = 'month' AND appointments IS NOT NULL),
		DATE '2025-01-01', INTERVAL 1 MONTH)) AS month
)
SELECT CAST(m.month AS DATE) AS month, year(m.month) AS calendar_year, year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
	r.appointments, t.appointments AS total,
	CAST(r.appointments / t.appointments AS DOUBLE) AS share,
	CAST(greatest(r.appointments - 5, 0) / (t.appointments + 5) AS DOUBLE) AS share_low,
	CAST((r.appointments + 5) / (t.appointments - 5) AS DOUBLE) AS share_high,
	coalesce(r.status, 'not_available') AS status, r.locator, r.release_id
FROM months AS m
LEFT JOIN main.appointments_processed AS r ON r.period = 'month' AND r.month = m.month AND r.nationality = 'RU'
LEFT JOIN main.appointments_processed AS t ON t.period = 'month' AND t.month = m.month AND t.nationality = 'total'
ORDER BY m.month
