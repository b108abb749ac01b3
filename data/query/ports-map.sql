-- The ports of entry that took appointments, with the place of each.
-- Grain: one port. Order: from west to east.
SELECT
  name AS port,
  state,
  cbp_port_code,
  mexican_city,
  mexican_state,
  field_office,
  lat,
  lon,
  'reported' AS status,
  note,
  source_id,
  confidence,
  release_id,
  locator
FROM main.ports
ORDER BY lon, port_id
