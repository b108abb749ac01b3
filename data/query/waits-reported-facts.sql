-- Grain: one row. Every published wait is counted, also repeats and those rated low;
-- repeats: rows beyond the first of a duplicate_group; weak: statements known only from
-- rows rated low. Order: none.
SELECT count(*) AS waits,
	count(*) FILTER (still_waiting = 'no') AS ended,
	count(*) FILTER (still_waiting = 'yes') AS running,
	count(*) FILTER (still_waiting = 'unknown') AS unknown,
	count(*) - count(DISTINCT coalesce(duplicate_group, wait_id)) AS repeats,
	count(DISTINCT coalesce(duplicate_group, wait_id))
		- count(DISTINCT coalesce(duplicate_group, wait_id)) FILTER (confidence <> 'low') AS weak
FROM main.wait_times
