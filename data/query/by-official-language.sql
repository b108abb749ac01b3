-- Grain: one calendar quarter and one group of citizenships, by the official language of
-- the country: Spanish where CLDR calls it official or official in fact; Haiti; Russia;
-- other, as printed, with unknown. months: months of the quarter with a figure. Quarters
-- after the last figure up to the end of the programme are not_available.
-- Order: quarter, group.
WITH cells AS (
	SELECT date_trunc('quarter', a.month) AS quarter, a.month, a.appointments, a.release_id, a.locator,
		CASE WHEN a.nationality = 'HT' THEN 'Haiti' WHEN a.nationality = 'RU' THEN 'Russia'
			WHEN l.territory IS NOT NULL THEN 'Spanish official' ELSE 'Other' END AS official_language
	FROM main.appointments_processed AS a
	LEFT JOIN main.nationality_languages AS l ON l.territory = a.nationality AND l.language = 'es'
		AND l.official_status IN ('official', 'de_facto_official')
	WHERE a.period = 'month' AND a.nationality <> 'total' AND a.appointments IS NOT NULL
),
counted AS (
	SELECT quarter, official_language, CAST(sum(appointments) AS BIGINT) AS appointments, count(DISTINCT month) AS months,
		arg_min(locator, (month, locator)) || ' to ' || split_part(arg_max(locator, (month, locator)), '!', 2) AS locator, max(release_id) AS release_id
	FROM cells GROUP BY quarter, official_language
),
quarters AS (
	SELECT unnest(generate_series((SELECT min(quarter) FROM cells), DATE '2025-01-01', INTERVAL 3 MONTH)) AS quarter
),
-- For as long as a group is named in any quarter, it has a row in every quarter.
groups AS (SELECT DISTINCT official_language FROM cells)
SELECT CAST(q.quarter AS DATE) AS quarter, year(q.quarter) AS calendar_year, year(q.quarter + INTERVAL 3 MONTH) AS fiscal_year,
	g.official_language, c.appointments,
	CAST(c.appointments / sum(c.appointments) OVER (PARTITION BY q.quarter) AS DOUBLE) AS share,
	coalesce(c.months, 0) AS months, CASE WHEN c.appointments IS NULL THEN 'not_available' ELSE 'reported' END AS status,
	c.locator, c.release_id
FROM quarters AS q CROSS JOIN groups AS g
LEFT JOIN counted AS c ON c.quarter = q.quarter AND c.official_language = g.official_language
ORDER BY q.quarter, CASE g.official_language WHEN 'Spanish official' THEN 1 WHEN 'Haiti' THEN 2 WHEN 'Russia' THEN 3 ELSE 4 END
