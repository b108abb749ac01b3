-- Encounters of all people at southwest ports of entry, by month and field office, over
-- the months of the programme.
-- first_published: value in the oldest release held that states it.
-- Grain: one month and field office. Order: offices from west to east, then month.
WITH printed AS (
  SELECT * FROM main.field_office_encounters WHERE field_office <> 'total' AND period = 'month'
), offices AS (
  SELECT field_office, any_value(field_office_label) AS field_office_label FROM printed GROUP BY field_office
), first AS (
  SELECT h.month, arg_min(h.encounters, r.ord) AS first_published, h.field_office
  FROM history.field_office_encounters AS h JOIN main.releases AS r ON r.release_id = h.release_id
  WHERE h.period = 'month' AND h.encounters IS NOT NULL GROUP BY h.month, h.field_office
), months AS (
  SELECT CAST(unnest(generate_series(DATE '2023-01-01', DATE '2025-01-01', INTERVAL 1 MONTH)) AS DATE) AS month
)
SELECT
  m.month,
  year(m.month) AS calendar_year,
  year(m.month + INTERVAL 3 MONTH) AS fiscal_year,
  o.field_office,
  o.field_office_label,
  p.encounters,
  f.first_published,
  coalesce(p.status, 'no_file_held') AS status,
  p.release_id,
  p.locator
FROM offices AS o CROSS JOIN months AS m LEFT JOIN printed AS p USING (field_office, month) LEFT JOIN first AS f USING (field_office, month)
ORDER BY list_position(['san_diego', 'tucson', 'el_paso', 'laredo'], o.field_office), o.field_office, m.month
