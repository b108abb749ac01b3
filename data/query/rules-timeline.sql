-- How places were asked for, ordered and shared, by topic and date.
-- Grain: one rule as announced or reported. Order: topic as a reader meets it, then date.
-- Rows without a first day are left out. The chart leaves out rows of low confidence unless
-- a reader asks for them.
SELECT
  topic,
  effective_from AS from_date,
  effective_from_precision AS from_precision,
  effective_to AS to_date,
  value,
  unit,
  status,
  note,
  source_id,
  confidence,
  release_id,
  locator
FROM main.allocation_rules
WHERE effective_from IS NOT NULL
ORDER BY list_position(['order', 'priority_share', 'random_share', 'request_window', 'confirm_window', 'booking_horizon', 'geofence', 'channel', 'exceptions', 'end'], topic),
  effective_from, rule_id
