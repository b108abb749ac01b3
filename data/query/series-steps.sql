-- The large steps of the monthly series that publishers count, and what the record has from the same months.
-- Grain: one step, from one month to the next, of one series. A step is large when the
-- rate a day changes by a quarter or more, and either month counts 1,000 or more: below,
-- rounding to 10 alone would show. January 2023 is left out, as its rate is that of a part
-- of a month; so is "other", whose members differ from release to release.
-- definition: the mixed month of May 2023 is one of the two. revised: with the values
-- first published the step would not be large. events: identifiers of capacity, policy,
-- rule and end events, rated higher than low, from the first day of the month before to
-- the last day of the month. What falls into the same months is not shown to be a reason.
-- Order: series, then month.
WITH cell AS (
	SELECT 'appointments-processed' AS dataset, nationality AS series, nationality_label AS label, month, appointments AS n, release_id, locator
	FROM main.appointments_processed
	WHERE period = 'month' AND nationality <> 'other' AND appointments IS NOT NULL AND month > DATE '2023-01-31'
	UNION ALL
	SELECT 'field-office-encounters', field_office, field_office, month, encounters, release_id, locator
	FROM main.field_office_encounters
	WHERE period = 'month' AND encounters IS NOT NULL AND month >= DATE '2023-01-01'
), first AS (
	SELECT 'appointments-processed' AS dataset, h.nationality AS series, h.month, arg_min(h.appointments, r.ord) AS n
	FROM history.appointments_processed AS h JOIN main.releases AS r ON r.release_id = h.release_id
	WHERE h.period = 'month' AND h.appointments IS NOT NULL GROUP BY h.nationality, h.month
	UNION ALL
	SELECT 'field-office-encounters', h.field_office, h.month, arg_min(h.encounters, r.ord)
	FROM history.field_office_encounters AS h JOIN main.releases AS r ON r.release_id = h.release_id
	WHERE h.period = 'month' AND h.encounters IS NOT NULL GROUP BY h.field_office, h.month
), step AS (
	SELECT c.*, p.n AS before,
		(c.n / day(last_day(c.month))) / nullif(p.n / day(last_day(p.month)), 0) - 1 AS change,
		(fc.n / day(last_day(c.month))) / nullif(fp.n / day(last_day(p.month)), 0) - 1 AS first_change
	FROM cell AS c
	JOIN cell AS p ON p.dataset = c.dataset AND p.series = c.series AND p.month = c.month - INTERVAL 1 MONTH
	LEFT JOIN first AS fc ON fc.dataset = c.dataset AND fc.series = c.series AND fc.month = c.month
	LEFT JOIN first AS fp ON fp.dataset = c.dataset AND fp.series = c.series AND fp.month = p.month
)
SELECT s.dataset, s.series, s.label, s.month, s.before, s.n AS after,
	CAST(round(s.change, 4) AS DOUBLE) AS change,
	s.month IN (DATE '2023-05-01', DATE '2023-06-01') AND s.dataset = 'appointments-processed' AS definition,
	coalesce(abs(s.first_change) < 0.25, false) AS revised,
	(SELECT string_agg(e.event_id, ' ' ORDER BY e.date, e.event_id) FROM main.events AS e
		WHERE e.kind IN ('capacity', 'policy', 'rule', 'end') AND e.confidence <> 'low'
			AND e.date BETWEEN s.month - INTERVAL 1 MONTH AND last_day(s.month)) AS events,
	true AS printed, s.release_id, s.locator
FROM step AS s
WHERE abs(s.change) >= 0.25 AND greatest(s.n, s.before) >= 1000
ORDER BY s.dataset, s.series = 'total' DESC, s.series, s.month
