-- Grain: one source and one kind of date: published (first to last), checked (when the
-- documents were read) or ended (the programme behind a series). A source is a series, by
-- its releases, or all cited documents of one kind of publisher. items: releases or
-- documents with that date; undated: documents without one. A series of which no release
-- is loaded has the status not_available. Order: series, then documents; by name; date.
WITH marks AS (
	SELECT 1 AS place, 'Series: ' || s.source_id AS source, s.title, 'series' AS kind, 'published' AS mark, min(r.published) AS first_day, max(r.published) AS last_day,
		count(r.release_id) AS items, 0 AS undated, s.source_id, s.locator, s.release_id
	FROM main.sources AS s LEFT JOIN main.releases AS r ON r.source = s.source_id
	WHERE s.kind = 'series' GROUP BY s.title, s.source_id, s.locator, s.release_id
	UNION ALL
	SELECT 1, 'Series: ' || s.source_id, s.title, 'series', 'ended', s.ended, s.ended, 1, 0, s.source_id, s.locator, s.release_id
	FROM main.sources AS s WHERE s.kind = 'series' AND s.ended IS NOT NULL
	UNION ALL
	SELECT 2, 'Documents: ' || CASE s.publisher_kind WHEN 'ngo' THEN 'NGO' ELSE replace(s.publisher_kind, '_', ' ') END, NULL, 'documents', 'published', min(s.published), max(s.published), count(s.published),
		count(*) - count(s.published), NULL, 'sources.csv', max(s.release_id)
	FROM main.sources AS s WHERE s.kind = 'document' GROUP BY s.publisher_kind
	UNION ALL
	SELECT 2, 'Documents: ' || CASE s.publisher_kind WHEN 'ngo' THEN 'NGO' ELSE replace(s.publisher_kind, '_', ' ') END, NULL, 'documents', 'checked', min(s.accessed), max(s.accessed), count(s.accessed),
		0, NULL, 'sources.csv', max(s.release_id)
	FROM main.sources AS s WHERE s.kind = 'document' GROUP BY s.publisher_kind
)
SELECT source, title, kind, mark, first_day, last_day, CAST(items AS BIGINT) AS items, CAST(undated AS BIGINT) AS undated,
	CASE WHEN first_day IS NULL THEN 'not_available' ELSE 'reported' END AS status, source_id, locator, release_id
FROM marks
ORDER BY place, lower(source), CASE mark WHEN 'published' THEN 1 WHEN 'checked' THEN 2 ELSE 3 END
