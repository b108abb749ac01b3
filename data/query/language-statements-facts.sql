-- Grain: one row: claims on the app as a whole, those rated low among them counted too.
-- Order: none.
SELECT count(DISTINCT source_id) FILTER (source_says_count = 3) AS say_three,
	count(DISTINCT source_id) FILTER (source_says_count = 5) AS say_five,
	count(DISTINCT source_id) FILTER (source_says_count = 3 AND confidence = 'low') AS low_three,
	count(DISTINCT source_id) FILTER (source_says_count = 5 AND confidence = 'low') AS low_five
FROM main.language_count_claims
WHERE what = 'app'
