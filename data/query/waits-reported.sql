-- Grain: one published wait. Of the reports of one statement (duplicate_group) the best
-- rated stands for all. The chart leaves out waits rated low unless a reader asks for
-- them. The month only, never a day; of
-- single cases place and month, never a nationality.
-- Order: panel, month, place, wait.
WITH ranked AS (
	SELECT w.*, row_number() OVER (PARTITION BY coalesce(w.duplicate_group, w.wait_id)
			ORDER BY CASE w.confidence WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, w.wait_id) AS nth
	FROM main.wait_times AS w
)
SELECT
	CASE WHEN r.statistic IN ('mean', 'median', 'typical', 'share_within') THEN 'averages'
		WHEN r.statistic IN ('maximum', 'range') THEN 'maxima and ranges' ELSE 'single cases' END AS panel,
	CAST(date_trunc('month', r.observed) AS DATE) AS month,
	CASE r.place WHEN 'border_wide' THEN 'Whole border' WHEN 'mexico-unspecified' THEN 'Mexico, place not named'
		WHEN 'tamaulipas-border' THEN 'Tamaulipas border'
		ELSE coalesce(p.mexican_city, array_to_string([upper(x[1]) || x[2:] FOR x IN string_split(r.place, '-')], ' ')) END AS place,
	r.statistic,
	CASE WHEN r.low IS NULL THEN 'up to ' || regexp_replace(CAST(r.high AS VARCHAR), '\.0$', '')
		WHEN r.high IS NULL THEN 'more than ' || regexp_replace(CAST(r.low AS VARCHAR), '\.0$', '')
		WHEN r.low = r.high THEN regexp_replace(CAST(r.low AS VARCHAR), '\.0$', '')
		ELSE regexp_replace(CAST(r.low AS VARCHAR), '\.0$', '') || ' to ' || regexp_replace(CAST(r.high AS VARCHAR), '\.0$', '') END
		|| ' ' || CASE WHEN coalesce(r.high, r.low) = 1 THEN rtrim(r.unit, 's') ELSE r.unit END AS published,
	r.days_low, r.days_high, r.status, r.still_waiting, r.clock_start, r.clock_end, r.longer_than_programme,
	r.population, r.wait_id, r.confidence, r.source_id, r.locator, r.release_id
FROM ranked AS r
LEFT JOIN main.ports AS p ON p.port_id = r.port_id AND r.place_kind = 'border_city'
WHERE r.nth = 1
ORDER BY panel, month, place, r.wait_id
