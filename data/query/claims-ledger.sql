-- Every claim with its publisher, and for appointments processed in one whole month the
-- official count of that month beside it: appointments, rounded to 10, never to be
-- subtracted from the claim.
-- Grain: one claim. Order: quantity as enumerated, end of period, day said, claim.
SELECT c.*, s.publisher, s.published, s.published_precision, o.appointments AS official, o.release_id AS official_release
FROM main.claims AS c
JOIN main.sources AS s USING (source_id)
LEFT JOIN main.appointments_processed AS o
  ON c.quantity = 'processed' AND c.detail = 'in the period' AND c.place = 'border_wide' AND c.nationality = 'all'
  AND o.period = 'month' AND o.nationality = 'total' AND o.month = c.period_start AND last_day(c.period_start) = c.period_end
ORDER BY list_position(['requests', 'scheduled', 'presented', 'processed', 'admitted', 'cancelled', 'waiting', 'places_per_day',
  'priority_share', 'random_share', 'booking_horizon', 'app_languages', 'average_wait', 'longest_wait'], c.quantity),
  coalesce(c.period_end, c.period_start, c.said_on) NULLS LAST, c.said_on NULLS LAST, c.claim_id
