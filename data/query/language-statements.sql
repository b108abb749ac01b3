-- Grain: one language in one part of the app, as one source states it; the chart
-- leaves out statements rated low unless a reader asks for them. says is listed where the source only names the language in its count.
-- says_count: how many languages the source counts for that part. said_in: year, and month
-- where it is known. Order: part, count, date, source, language.
WITH claims AS (
	SELECT source_id, CASE what WHEN 'section' THEN 'other' WHEN 'two_factor' THEN 'registration' ELSE what END AS component,
		source_says_count, languages, claim_id, stated_on, stated_on_precision, confidence, evidence, locator, release_id
	FROM main.language_count_claims
),
said AS (
	SELECT language, component, status AS says, from_date, from_precision, entry_id, confidence, evidence, source_id, locator, release_id
	FROM main.app_languages
	UNION ALL
	SELECT l.language, c.component, 'listed', c.stated_on, c.stated_on_precision, c.claim_id, c.confidence, c.evidence, c.source_id, c.locator, c.release_id
	FROM claims AS c, unnest(string_split(c.languages, ' ')) AS l(language)
	WHERE NOT EXISTS (SELECT 1 FROM main.app_languages AS a
		WHERE a.source_id = c.source_id AND a.component = c.component AND a.language = l.language AND (a.confidence <> 'low' OR c.confidence = 'low'))
),
counted AS (SELECT source_id, component, coalesce(max(source_says_count) FILTER (confidence <> 'low'), max(source_says_count)) AS says_count FROM claims GROUP BY source_id, component),
named AS (
	SELECT a.*,
		CASE a.component WHEN 'app' THEN 'The app as a whole' WHEN 'registration' THEN 'Account and two-factor step'
			WHEN 'request_section' THEN 'Section for requests' WHEN 'error_messages' THEN 'Error messages'
			WHEN 'help' THEN 'Help' WHEN 'store_listing' THEN 'Page in the app stores' ELSE 'Notices and other functions' END AS part,
		CASE a.component WHEN 'app' THEN 1 WHEN 'registration' THEN 2 WHEN 'request_section' THEN 3 ELSE 4 END AS part_order
	FROM said AS a
)
SELECT n.part,
	CASE WHEN s.publisher LIKE 'U.S. Customs and Border Protection%' THEN 'CBP'
		WHEN s.publisher LIKE 'DHS Office of Inspector General%' THEN 'DHS Inspector General'
		WHEN s.publisher_kind = 'legislature' THEN 'Members of Congress'
		ELSE regexp_replace(s.publisher, ' (\(|via ).*| USA$', '') END AS who,
	CASE WHEN min(n.from_precision) OVER source = 'year' AND max(n.from_precision) OVER source = 'year'
		THEN strftime(min(n.from_date) OVER source, '%Y') ELSE strftime(min(n.from_date) OVER source, '%Y-%m') END AS said_in,
	CASE n.language WHEN 'en' THEN 'English' WHEN 'es' THEN 'Spanish' WHEN 'ht' THEN 'Haitian Creole' WHEN 'pt' THEN 'Portuguese'
		WHEN 'ru' THEN 'Russian' WHEN 'fr' THEN 'French' WHEN 'mul' THEN 'not named' ELSE n.language END AS language,
	n.says, c.says_count, n.entry_id, n.confidence, n.evidence, n.source_id, n.locator, n.release_id
FROM named AS n
JOIN main.sources AS s ON s.source_id = n.source_id
LEFT JOIN counted AS c ON c.source_id = n.source_id AND c.component = n.component
WINDOW source AS (PARTITION BY n.component, n.source_id, n.confidence = 'low')
ORDER BY n.part_order, n.part, says_count NULLS LAST, said_in, who, n.source_id,
	CASE n.language WHEN 'en' THEN 1 WHEN 'es' THEN 2 WHEN 'ht' THEN 3 WHEN 'pt' THEN 4 WHEN 'ru' THEN 5 WHEN 'mul' THEN 7 ELSE 6 END, n.language, n.entry_id
