-- What follows from the tables to be missing: months of the programme without a figure,
-- ports without a daily figure, named nationalities without a value on literacy.
-- Grain: one thing that is missing. Order: kind, then name.
WITH months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-01-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
)
SELECT 'month' AS kind, CAST(m.month AS VARCHAR) AS name, m.month AS month, NULL AS slug
FROM months AS m
WHERE NOT EXISTS (SELECT 1 FROM main.appointments_processed AS a WHERE a.period = 'month' AND a.month = m.month AND a.nationality = 'total' AND a.appointments IS NOT NULL)
UNION ALL
SELECT 'port', p.name, NULL, p.port_id FROM main.ports AS p
WHERE NOT EXISTS (SELECT 1 FROM main.daily_capacity AS c WHERE c.port_id = p.port_id)
UNION ALL
SELECT DISTINCT 'literacy', t.name_en, NULL, t.territory
FROM main.appointments_processed AS a JOIN main.territories AS t ON t.territory = a.nationality
WHERE NOT EXISTS (SELECT 1 FROM main.literacy AS l WHERE l.territory = t.territory)
UNION ALL
SELECT 'waits', q.name, NULL, q.slug FROM (SELECT name, port_id AS slug FROM main.ports) AS q
WHERE NOT EXISTS (SELECT 1 FROM main.wait_times AS w WHERE w.port_id = q.slug AND w.confidence <> 'low')
ORDER BY kind, name, slug
