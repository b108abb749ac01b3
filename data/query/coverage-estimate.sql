-- Grain: one nationality that the newest table on appointments names, and one set of
-- languages: the modelled share of its people who can use one of them. confidence: the
-- lowest of the shares that were used. Order: nationality by appointments, then set.
WITH named AS (
	SELECT nationality, sum(appointments) AS appointments FROM main.appointments_processed
	WHERE period = 'month' AND nationality NOT IN ('total', 'other') GROUP BY nationality
)
SELECT c.nationality, t.name_en AS name, c.language_set,
	CASE WHEN c.status = 'reported' THEN round(c.low_percent / 100, 6) END AS low,
	CASE WHEN c.status = 'reported' THEN round(c.high_percent / 100, 6) END AS high,
	c.shares, c.status,
	CASE WHEN c.status <> 'reported' THEN NULL
		WHEN contains(c.shares, '(override)') AND EXISTS (SELECT 1 FROM main.nationality_language_overrides AS o
			WHERE o.territory = c.nationality AND o.confidence = 'low') THEN 'low' ELSE 'medium' END AS confidence,
	c.locator, c.release_id
FROM main.language_coverage AS c
JOIN named AS n ON n.nationality = c.nationality
JOIN main.territories AS t ON t.territory = c.nationality
ORDER BY n.appointments DESC, c.nationality, CASE c.language_set WHEN 'three' THEN 1 ELSE 2 END
