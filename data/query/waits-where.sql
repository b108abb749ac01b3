-- Grain: one published wait at its place, or a border city opposite a port of entry for
-- which no wait is drawn (status not_available). One row per statement; the month
-- only. waits_of_place counts those not rated low; the chart leaves those out unless a reader
-- asks for them. Order: whole border, border cities by number of waits,
-- elsewhere; then month, wait.
WITH ranked AS (
	SELECT w.*, row_number() OVER (PARTITION BY coalesce(w.duplicate_group, w.wait_id)
			ORDER BY CASE w.confidence WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, w.wait_id) AS nth
	FROM main.wait_times AS w
),
drawn AS (
	SELECT
		r.place_kind,
		CASE r.place WHEN 'border_wide' THEN 'Whole border' WHEN 'mexico-unspecified' THEN 'Mexico, place not named'
			WHEN 'tamaulipas-border' THEN 'Tamaulipas border'
			ELSE coalesce(p.mexican_city, array_to_string([upper(x[1]) || x[2:] FOR x IN string_split(r.place, '-')], ' ')) END AS place,
		CAST(date_trunc('month', r.observed) AS DATE) AS month,
		CASE WHEN r.statistic IN ('mean', 'median', 'typical', 'share_within') THEN 'average'
			WHEN r.statistic IN ('maximum', 'range') THEN 'maximum or range' ELSE 'single case' END AS kind,
		r.status, r.wait_id, r.confidence, r.source_id, r.locator, r.release_id
	FROM ranked AS r
	LEFT JOIN main.ports AS p ON p.port_id = r.port_id AND r.place_kind = 'border_city'
	WHERE r.nth = 1
	UNION ALL
	SELECT 'border_city', p.mexican_city, NULL, NULL, 'not_available', NULL, NULL, NULL, p.locator, p.release_id
	FROM main.ports AS p
	WHERE NOT EXISTS (SELECT 1 FROM main.wait_times AS w WHERE w.port_id = p.port_id AND w.place_kind = 'border_city' AND w.confidence <> 'low')
)
SELECT place, place_kind, CAST(count(wait_id) FILTER (confidence <> 'low') OVER (PARTITION BY place) AS BIGINT) AS waits_of_place, month, kind,
	status, wait_id, confidence, source_id, locator, release_id
FROM drawn
ORDER BY CASE place_kind WHEN 'border_wide' THEN 1 WHEN 'border_city' THEN 2 ELSE 3 END, waits_of_place DESC, place, month, wait_id
