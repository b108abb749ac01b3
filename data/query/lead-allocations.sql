-- Grain: one row. The numbers of the sentences that lead the story of the allocations.
-- Totals are sums of printed year totals; the daily rate covers the whole months under
-- the newest announced level.
WITH printed AS (
  SELECT * FROM main.appointments_processed WHERE appointments IS NOT NULL
), years AS (
  SELECT fiscal_year, appointments,
    (SELECT max(month) FROM printed AS m WHERE m.period = 'month' AND m.fiscal_year = y.fiscal_year) AS last_month
  FROM printed AS y WHERE period = 'fiscal_year' AND nationality = 'total'
), level AS (
  SELECT per_day_low, effective_from, effective_to FROM main.daily_capacity
  WHERE port_id = 'all' AND basis = 'announced' AND per_day_low > 0 ORDER BY effective_from DESC LIMIT 1
), rated AS (
  SELECT a.month, a.appointments, day(last_day(a.month)) AS days FROM printed AS a, level AS l
  WHERE a.period = 'month' AND a.nationality = 'total'
    AND a.month >= l.effective_from AND last_day(a.month) <= coalesce(l.effective_to, last_day(a.month))
), largest AS (
  SELECT nationality, max_by(nationality_label, fiscal_year) AS label, sum(appointments) AS appointments FROM printed
  WHERE period = 'fiscal_year' AND nationality NOT IN ('total', 'other') GROUP BY nationality
  ORDER BY appointments DESC, nationality LIMIT 4
)
SELECT
  (SELECT CAST(sum(appointments) AS BIGINT) FROM years) AS processed,
  (SELECT min(month) FROM printed) AS first_month,
  (SELECT max(month) FROM printed) AS last_month,
  (SELECT min_by(appointments, fiscal_year) FROM years) AS first_year,
  (SELECT min_by(last_month, fiscal_year) FROM years) AS first_year_by,
  (SELECT CAST(sum(appointments) AS BIGINT) FROM years WHERE fiscal_year > (SELECT min(fiscal_year) FROM years)) AS later_years,
  (SELECT min(month) FROM rated) AS rate_from,
  (SELECT max(month) FROM rated) AS rate_to,
  (SELECT CAST(sum(appointments) AS BIGINT) FROM rated) AS rate_appointments,
  (SELECT CAST(sum(days) AS BIGINT) FROM rated) AS rate_days,
  (SELECT CAST(sum(appointments) / sum(days) AS DOUBLE) FROM rated) AS rate,
  (SELECT per_day_low FROM level) AS announced,
  (SELECT count(*) FROM largest) AS countries,
  (SELECT string_agg(label, '|' ORDER BY appointments DESC, label) FROM largest) AS country_names,
  (SELECT string_agg(nationality, '|' ORDER BY appointments DESC, label) FROM largest) AS country_codes,
  (SELECT string_agg(CAST(CAST(appointments AS BIGINT) AS VARCHAR), '|' ORDER BY appointments DESC, label) FROM largest) AS country_appointments,
  (SELECT CAST(sum(appointments) AS BIGINT) FROM largest) AS countries_appointments
