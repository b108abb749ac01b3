-- Grain: one published upper limit; of several reports of one statement the best rated.
-- The chart leaves out those rated low unless a reader asks for them. A month is 30.44 days, as in the table of waits.
-- Order: month, place, wait.
WITH ranked AS (
	SELECT w.*, row_number() OVER (PARTITION BY coalesce(w.duplicate_group, w.wait_id)
			ORDER BY CASE w.confidence WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, w.wait_id) AS nth
	FROM main.wait_times AS w
	WHERE w.statistic = 'maximum'
)
SELECT
	CAST(date_trunc('month', r.observed) AS DATE) AS month,
	CASE r.place WHEN 'border_wide' THEN 'Whole border' WHEN 'mexico-unspecified' THEN 'Mexico, place not named'
		WHEN 'tamaulipas-border' THEN 'Tamaulipas border'
		ELSE coalesce(p.mexican_city, array_to_string([upper(x[1]) || x[2:] FOR x IN string_split(r.place, '-')], ' ')) END AS place,
	r.place_kind, r.population,
	CASE r.unit WHEN 'months' THEN r.high WHEN 'years' THEN 12 * r.high ELSE round(r.days_high / 30.44, 1) END AS months,
	r.days_high AS days, r.status, r.still_waiting, r.clock_start, r.clock_end, r.longer_than_programme, r.method,
	r.wait_id, r.confidence, r.source_id, r.locator, r.release_id
FROM ranked AS r
LEFT JOIN main.ports AS p ON p.port_id = r.port_id AND r.place_kind = 'border_city'
WHERE r.nth = 1
ORDER BY month, place, r.wait_id
