-- Every territory whose citizens, languages or literacy some table names, with what is
-- held about it. appointments adds the printed totals of fiscal years and is empty for a
-- nationality that the releases in force do not name.
-- Grain: one territory. Order: most appointments first, then the English name.
WITH counted AS (
  SELECT nationality AS territory, sum(appointments) AS appointments
  FROM main.appointments_processed WHERE period = 'fiscal_year' AND nationality NOT IN ('total', 'other') GROUP BY nationality
), spoken AS (
  SELECT territory, count(*) AS languages FROM main.nationality_languages GROUP BY territory
), said AS (
  SELECT nationality AS territory, count(*) AS statements FROM main.published_statements WHERE nationality <> 'all' GROUP BY nationality
)
SELECT t.territory, t.name_en, t.name_es, t.region,
  CAST(c.appointments AS BIGINT) AS appointments,
  CAST((SELECT sum(appointments) FROM main.appointments_processed WHERE period = 'fiscal_year' AND nationality = 'total') AS BIGINT) AS total,
  CAST(c.appointments / (SELECT sum(appointments) FROM main.appointments_processed WHERE period = 'fiscal_year' AND nationality = 'total') AS DOUBLE) AS share,
  coalesce(s.languages, 0) AS languages,
  l.literacy_percent,
  coalesce(p.statements, 0) AS statements
FROM main.territories AS t
LEFT JOIN counted AS c USING (territory)
LEFT JOIN spoken AS s USING (territory)
LEFT JOIN said AS p USING (territory)
LEFT JOIN main.literacy AS l USING (territory)
ORDER BY c.appointments DESC NULLS LAST, t.name_en, t.territory
