-- Grain: one fiscal year and language: proceedings completed and their share of the
-- printed total. Order: fiscal year; English, Spanish and Haitian Creole first, then the
-- other named languages, other, unknown.
SELECT c.fiscal_year, c.language, c.language_label, c.value AS proceedings, t.value AS total,
	CAST(c.value / t.value AS DOUBLE) AS share, c.status, c.confidence, c.source_id, c.locator, c.release_id
FROM main.court_languages AS c
JOIN main.court_languages AS t ON t.fiscal_year = c.fiscal_year AND t.measure = c.measure AND t.language = 'total'
WHERE c.measure = 'completions' AND c.language <> 'total' AND c.confidence <> 'low'
ORDER BY c.fiscal_year, CASE c.language WHEN 'es' THEN 1 WHEN 'en' THEN 2 WHEN 'ht' THEN 3 WHEN 'pt' THEN 4 WHEN 'cmn' THEN 5
	WHEN 'pa' THEN 6 WHEN 'other' THEN 8 WHEN 'unknown' THEN 9 ELSE 7 END, c.language
