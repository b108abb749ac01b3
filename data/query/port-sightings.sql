-- Published daily figures by port of entry: sightings by press and officials.
-- Grain: one sighting, or one port without any. Order: ports from west to east, then date.
-- An empty per_day_low means up to per_day_high; an empty per_day_high, more than per_day_low.
SELECT
  p.name AS port,
  p.port_id,
  p.mexican_city,
  c.effective_from AS seen_on,
  c.effective_from_precision AS seen_on_precision,
  c.effective_to AS until,
  c.per_day_low,
  c.per_day_high,
  coalesce(c.status, 'not_published') AS status,
  c.basis,
  c.note,
  c.source_id,
  c.confidence,
  coalesce(c.release_id, p.release_id) AS release_id,
  coalesce(c.locator, p.locator) AS locator
FROM main.ports AS p LEFT JOIN main.daily_capacity AS c USING (port_id)
ORDER BY p.lon, p.port_id, c.effective_from, c.capacity_id
