-- Grain: one row. The last scheduled total, the OHSS total, the rise of July 2024 in the
-- scheduled totals, and their distance from the OHSS running sum in July and August 2024.
WITH said AS (
  SELECT * FROM main.published_statements
  WHERE quantity = 'scheduled' AND cumulative AND place = 'border_wide' AND nationality = 'all' AND period_end IS NOT NULL
), newest AS (
  SELECT * FROM said WHERE confidence <> 'low' ORDER BY period_end DESC, statement_id LIMIT 1
), counted AS (
  SELECT * FROM main.appointments_processed WHERE nationality = 'total' AND appointments IS NOT NULL
), running AS (
  SELECT last_day(m.month) AS period_end, sum(m.appointments) OVER (ORDER BY m.month)
    + (SELECT sum(y.appointments) FROM counted AS y WHERE y.period = 'fiscal_year' AND y.fiscal_year < 2024) AS value
  FROM counted AS m WHERE m.period = 'month' AND m.fiscal_year = 2024
)
SELECT
  (SELECT value FROM newest) AS scheduled,
  (SELECT qualifier FROM newest) AS qualifier,
  (SELECT period_end FROM newest) AS scheduled_by,
  (SELECT CAST(sum(appointments) AS BIGINT) FROM counted WHERE period = 'fiscal_year') AS processed,
  (SELECT max(month) FROM counted) AS processed_by,
  (SELECT max(value) FROM said WHERE period_end = DATE '2024-07-31') - (SELECT max(value) FROM said WHERE period_end = DATE '2024-06-30') AS july_rise,
  (SELECT CAST(max(s.value - r.value) AS BIGINT) FROM said AS s JOIN running AS r USING (period_end) WHERE period_end = DATE '2024-07-31') AS july_above,
  (SELECT CAST(max(s.value - r.value) AS BIGINT) FROM said AS s JOIN running AS r USING (period_end) WHERE period_end = DATE '2024-08-31') AS august_above
