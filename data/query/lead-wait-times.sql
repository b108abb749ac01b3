-- Grain: one row: the newest average that an agency stated for the whole border, the
-- longest wait stated for it, and how many published waits there are of which kind; the
-- figures that are named are not rated low, the counts are of all rows. Order: none.
WITH official AS (
	SELECT low AS average, unit AS average_unit, population AS average_of, CAST(date_trunc('month', observed) AS DATE) AS average_month
	FROM main.wait_times
	WHERE statistic = 'mean' AND method = 'agency_statement' AND place = 'border_wide' AND confidence <> 'low'
	ORDER BY observed DESC, wait_id LIMIT 1
),
longest AS (
	SELECT high AS longest, unit AS longest_unit, CAST(date_trunc('month', observed) AS DATE) AS longest_month
	FROM main.wait_times
	WHERE statistic = 'maximum' AND place = 'border_wide' AND confidence <> 'low'
	ORDER BY days_high DESC, observed, wait_id LIMIT 1
),
counted AS (
	SELECT count(*) AS waits, count(*) FILTER (statistic = 'anecdote') AS told, count(*) FILTER (still_waiting = 'yes') AS running,
		count(DISTINCT source_id) FILTER (statistic = 'mean' AND method = 'agency_statement' AND place = 'border_wide' AND confidence <> 'low') AS officials
	FROM main.wait_times
)
SELECT * FROM counted LEFT JOIN official ON true LEFT JOIN longest ON true
