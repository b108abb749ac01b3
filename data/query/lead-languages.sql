-- Grain: one row: who says three languages and who says five of the app as a whole, names
-- in the order of their dates, and the share of appointments by official language of the
-- country, over all months with a figure. Order: none.
WITH claims AS (
	SELECT c.source_says_count AS says, c.confidence, c.stated_on, c.source_id,
		CASE WHEN c.source_id LIKE 'rule-copy-%' THEN 'a copy of the asylum rule'
			WHEN s.publisher LIKE 'U.S. Customs and Border Protection%' THEN 'a CBP notice'
			WHEN s.publisher_kind = 'legislature' THEN 'members of Congress'
			ELSE regexp_replace(s.publisher, ' (\(|via ).*| USA$', '') END AS who
	FROM main.language_count_claims AS c JOIN main.sources AS s ON s.source_id = c.source_id
	WHERE c.what = 'app' AND c.source_says_count IN (3, 5)
),
cells AS (
	SELECT a.month, a.appointments, a.nationality, l.territory IS NOT NULL AS spanish
	FROM main.appointments_processed AS a
	LEFT JOIN main.nationality_languages AS l ON l.territory = a.nationality AND l.language = 'es'
		AND l.official_status IN ('official', 'de_facto_official')
	WHERE a.period = 'month' AND a.nationality <> 'total' AND a.appointments IS NOT NULL
)
SELECT (SELECT count(*) FROM claims WHERE says = 3) AS say_three, (SELECT count(*) FROM claims WHERE says = 5) AS say_five,
	(SELECT string_agg(who, '; ' ORDER BY stated_on, source_id) FROM claims WHERE says = 3) AS three_by,
	(SELECT string_agg(who, '; ' ORDER BY stated_on, source_id) FROM claims WHERE says = 5) AS five_by,
	CAST(min(month) AS DATE) AS first_month, CAST(max(month) AS DATE) AS last_month,
	CAST(sum(appointments) FILTER (spanish) / sum(appointments) AS DOUBLE) AS spanish_share,
	CAST(sum(appointments) FILTER (nationality = 'HT') / sum(appointments) AS DOUBLE) AS haiti_share,
	CAST(sum(appointments) FILTER (nationality = 'RU') / sum(appointments) AS DOUBLE) AS russia_share
FROM cells
