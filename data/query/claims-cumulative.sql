-- Totals since the start, by what they count: scheduled and let in (mostly on parole) as
-- stated by speakers, processed as the running sum of the OHSS table.
-- Grain: one statement, or one month of OHSS. Order: quantity, end of period, statement.
-- The running sum adds printed year totals where a year ends and months within it. The
-- statements count people or appointments, OHSS counts appointments: never subtract.
WITH months AS (
  SELECT m.*, y.appointments AS year_total, max(m.month) OVER (PARTITION BY m.fiscal_year) AS last_month
  FROM main.appointments_processed AS m
  JOIN main.appointments_processed AS y ON y.period = 'fiscal_year' AND y.fiscal_year = m.fiscal_year AND y.nationality = 'total'
  WHERE m.period = 'month' AND m.nationality = 'total' AND m.appointments IS NOT NULL
), running AS (
  SELECT *,
    CASE WHEN month = last_month THEN year_total ELSE sum(appointments) OVER (PARTITION BY fiscal_year ORDER BY month) END
      + coalesce((SELECT sum(b.appointments) FROM main.appointments_processed AS b
        WHERE b.period = 'fiscal_year' AND b.nationality = 'total' AND b.fiscal_year < months.fiscal_year), 0) AS value
  FROM months
)
SELECT
  CASE quantity WHEN 'admitted' THEN 'let_in_mostly_on_parole' ELSE quantity END AS quantity,
  period_end,
  period_end_precision,
  value,
  unit,
  qualifier,
  status,
  said_by,
  stated_on,
  note,
  source_id,
  confidence,
  release_id,
  locator
FROM main.published_statements
WHERE quantity IN ('scheduled', 'admitted') AND cumulative AND place = 'border_wide' AND nationality = 'all' AND period_end IS NOT NULL
UNION ALL
SELECT 'processed', last_day(month), 'day', CAST(value AS BIGINT), 'appointments', 'rounded_to_10', status, 'ohss',
  NULL, 'running sum, computed by us', NULL, NULL, release_id, locator
FROM running
ORDER BY quantity DESC, period_end, source_id, locator
