-- What each release said about each month: all appointments processed, all nationalities.
-- Grain: one month and release that states it. Order: month, then release, oldest first.
-- difference: from the value that was published first.
WITH stated AS (
  SELECT h.month, r.published, h.release_id, h.appointments, h.locator,
    first_value(h.appointments) OVER (PARTITION BY h.month ORDER BY r.ord) AS first_published
  FROM history.appointments_processed AS h JOIN main.releases AS r ON r.release_id = h.release_id
  WHERE h.period = 'month' AND h.nationality = 'total' AND h.appointments IS NOT NULL
)
SELECT month, published, appointments, first_published, appointments - first_published AS difference, release_id, locator
FROM stated ORDER BY month, published, release_id
