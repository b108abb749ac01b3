-- The eight ports of entry, from west to east, with what is held about each.
-- Grain: one port. Order: longitude.
SELECT p.port_id, p.name, p.state, p.mexican_city, p.field_office,
  (SELECT count(*) FROM main.daily_capacity AS c WHERE c.port_id = p.port_id) AS levels,
  (SELECT count(*) FROM main.wait_times AS w WHERE w.port_id = p.port_id AND w.confidence <> 'low') AS waits,
  (SELECT count(*) FROM main.published_statements AS s WHERE s.place = p.port_id) AS statements
FROM main.ports AS p ORDER BY p.lon
