-- Grain: one published count of people waiting for an appointment on the whole border.
-- Left out are counts of a single place and those of which the table says that not all
-- people sought an appointment. A count rated low stays, and shows its rating: with one
-- count there is no range. Divided by the places a day announced last before the end.
-- Order: people, then statement.
WITH level AS (
	SELECT per_day_low AS places_a_day, source_id
	FROM main.daily_capacity
	WHERE port_id = 'all' AND per_day_low > 0 AND per_day_low = per_day_high
	ORDER BY effective_from DESC, capacity_id LIMIT 1
)
SELECT s.said_by, s.qualifier, s.value AS people, s.status, l.places_a_day,
	CAST(round(s.value / l.places_a_day) AS BIGINT) AS days,
	CAST(date_trunc('month', s.period_end) AS DATE) AS month, s.stated_on,
	s.confidence, s.source_id, l.source_id AS capacity_source_id, s.locator, s.release_id
FROM main.published_statements AS s CROSS JOIN level AS l
WHERE s.quantity = 'waiting' AND s.unit = 'people' AND s.place = 'border_wide' AND s.nationality = 'all'
	AND NOT contains(coalesce(s.note, ''), 'not all sought an appointment')
ORDER BY people, s.statement_id
