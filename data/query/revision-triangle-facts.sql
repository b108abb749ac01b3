-- How many monthly totals were revised, and by how much. Grain: one row.
WITH stated AS (
  SELECT h.month, h.appointments, r.ord
  FROM history.appointments_processed AS h JOIN main.releases AS r ON r.release_id = h.release_id
  WHERE h.period = 'month' AND h.nationality = 'total' AND h.appointments IS NOT NULL
), steps AS (
  SELECT month, appointments - lag(appointments) OVER (PARTITION BY month ORDER BY ord) AS step FROM stated
)
SELECT
  CAST(count(DISTINCT month) FILTER (step <> 0) AS BIGINT) AS revised,
  CAST(count(DISTINCT month) AS BIGINT) AS months,
  CAST(min(abs(step)) FILTER (step <> 0) AS BIGINT) AS smallest,
  CAST(max(abs(step)) FILTER (step <> 0) AS BIGINT) AS largest
FROM steps
