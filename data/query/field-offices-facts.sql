-- Grain: one row. The field office with the most encounters at southwest ports in the
-- months of the programme that are held, and its part of all four.
WITH held AS (
  SELECT * FROM main.field_office_encounters WHERE period = 'month' AND month >= DATE '2023-01-01' AND encounters IS NOT NULL
), size AS (
  SELECT field_office, any_value(field_office_label) AS field_office_label, sum(encounters) AS encounters FROM held GROUP BY field_office
), largest AS (
  SELECT * FROM size WHERE field_office <> 'total' ORDER BY encounters DESC, field_office LIMIT 1
)
SELECT
  s.field_office,
  s.field_office_label,
  CAST(s.encounters AS BIGINT) AS encounters,
  CAST(t.encounters AS BIGINT) AS all_encounters,
  CAST(s.encounters / t.encounters AS DOUBLE) AS share,
  (SELECT min(month) FROM held) AS first_month,
  (SELECT max(month) FROM held) AS last_month
FROM (SELECT 'total' AS field_office) AS one
LEFT JOIN size AS t USING (field_office) LEFT JOIN largest AS s ON true
