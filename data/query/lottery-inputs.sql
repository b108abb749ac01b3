-- The published figures that the model of the lottery can start from.
-- Grain: one published figure for the whole border. Input: waiting (people who sought an
-- appointment), per_day (places announced for a day), priority_share (part of them kept
-- for those who had waited longest, from 0 to 1), start (the first day of the lottery; its
-- value is 0, as nobody published how many people waited before it).
-- Order: input, then day, then identifier.
WITH figure AS (
	SELECT 'waiting' AS input, CAST(value AS DOUBLE) AS value, period_end AS day, said_by AS said, statement_id AS id,
		confidence, source_id, locator, release_id
	FROM main.published_statements
	WHERE quantity = 'waiting' AND unit = 'people' AND place = 'border_wide' AND nationality = 'all' AND value > 0
		AND NOT contains(coalesce(note, ''), 'not all sought an appointment')
	UNION ALL
	SELECT 'per_day', CAST(per_day_low AS DOUBLE), effective_from, basis, capacity_id, confidence, source_id, locator, release_id
	FROM main.daily_capacity
	WHERE port_id = 'all' AND per_day_low = per_day_high
	UNION ALL
	SELECT 'priority_share', TRY_CAST(value AS DOUBLE) / 100, effective_from, 'reported', rule_id, confidence, source_id, locator, release_id
	FROM main.allocation_rules
	WHERE topic = 'priority_share' AND unit = 'percent' AND effective_from IS NOT NULL
	UNION ALL
	SELECT 'start', 0, effective_from, 'announced', rule_id, confidence, source_id, locator, release_id
	FROM main.allocation_rules
	WHERE topic = 'order' AND value = 'longest_waiting_prioritised'
)
SELECT input, value, day, said, id, confidence, source_id, locator, release_id
FROM figure
WHERE value IS NOT NULL
ORDER BY list_position(['waiting', 'per_day', 'priority_share', 'start'], input), day, id
