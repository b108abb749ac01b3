-- Grain: one row. The numbers of the sentences on the home page.
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
), asked AS (
  SELECT value, qualifier, period_end, TRY_CAST(replace(regexp_extract(note, '([0-9][0-9,]*) (?:daily )?places', 1), ',', '') AS BIGINT) AS named
  FROM main.published_statements
  WHERE quantity = 'requests' AND unit = 'people' AND NOT cumulative AND (per = 'day' OR period_start = period_end)
    AND place = 'border_wide' AND nationality = 'all' AND confidence <> 'low'
  ORDER BY period_end DESC, statement_id LIMIT 1
), competed AS (
  SELECT a.*, l.per_day_low AS places FROM asked AS a JOIN main.daily_capacity AS l
  ON l.port_id = 'all' AND l.per_day_low > 0
    AND CASE WHEN a.named IS NULL THEN a.period_end BETWEEN l.effective_from AND coalesce(l.effective_to, a.period_end) ELSE l.per_day_low = a.named END
  ORDER BY l.effective_from LIMIT 1
), averages AS (
  SELECT * FROM main.wait_times WHERE statistic = 'mean' AND method = 'agency_statement' AND confidence <> 'low'
), average AS (
  SELECT * FROM averages ORDER BY observed DESC, wait_id LIMIT 1
), longest AS (
  SELECT * FROM main.wait_times
  WHERE statistic = 'maximum' AND confidence <> 'low' AND longer_than_programme <> 'yes' ORDER BY days_high DESC, observed, wait_id LIMIT 1
), counts AS (
  SELECT DISTINCT source_says_count AS n FROM main.language_count_claims WHERE what = 'app' AND confidence <> 'low' AND source_says_count IS NOT NULL
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
  (SELECT CAST(sum(appointments) AS BIGINT) FROM largest) AS countries_appointments,
  (SELECT value FROM competed) AS asked,
  (SELECT qualifier FROM competed) AS asked_qualifier,
  (SELECT period_end FROM competed) AS asked_by,
  (SELECT places FROM competed) AS places,
  (SELECT CAST(value / places AS DOUBLE) FROM competed) AS asked_per_place,
  (SELECT count(DISTINCT source_id) FROM averages) AS averages,
  (SELECT high FROM average) AS average_wait,
  (SELECT unit FROM average) AS average_unit,
  (SELECT population FROM average) AS average_population,
  (SELECT observed FROM average) AS average_observed,
  (SELECT high FROM longest) AS longest_wait,
  (SELECT unit FROM longest) AS longest_unit,
  (SELECT observed FROM longest) AS longest_observed,
  (SELECT string_agg(CAST(n AS VARCHAR), '|' ORDER BY n) FROM counts) AS language_counts
