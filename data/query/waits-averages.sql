-- Grain: one published average, usual wait or share of people within a time; of several
-- reports of one statement the best rated. The chart leaves out those rated low unless a
-- reader asks for them. No told case is
-- among them and nothing is averaged here. Order: month, place, wait.
WITH ranked AS (
	SELECT w.*, row_number() OVER (PARTITION BY coalesce(w.duplicate_group, w.wait_id)
			ORDER BY CASE w.confidence WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, w.wait_id) AS nth
	FROM main.wait_times AS w
	WHERE w.statistic IN ('mean', 'median', 'typical', 'share_within')
)
SELECT
	CAST(date_trunc('month', r.observed) AS DATE) AS month,
	CASE r.place WHEN 'border_wide' THEN 'Whole border' ELSE coalesce(p.mexican_city, r.place) END AS place,
	r.population, r.statistic,
	CASE WHEN r.high IS NULL THEN 'more than' WHEN r.low IS NULL THEN 'at most' END AS bound,
	coalesce(r.low, r.high) AS value, r.unit, coalesce(r.days_low, r.days_high) AS days, r.share_percent, r.status,
	r.still_waiting, r.clock_start, r.clock_end, r.longer_than_programme, r.method, r.wait_id, r.confidence, r.source_id, r.locator, r.release_id
FROM ranked AS r
LEFT JOIN main.ports AS p ON p.port_id = r.port_id AND r.place_kind = 'border_city'
WHERE r.nth = 1
ORDER BY month, place, r.wait_id
