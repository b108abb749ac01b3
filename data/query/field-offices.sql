-- Encounters of all people at southwest ports of entry, by month and field office, over
-- the months of the programme.
-- Grain: one month and field office. Order: offices from west to east, then month.
WITH printed AS (
  SELECT * FROM main.field_office_encounters WHERE field_office <> 'total' AND period = 'month'
), offices AS (
  SELECT field_office, any_value(field_office_label) AS field_office_label FROM printed GROUP BY field_office
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
  coalesce(p.status, 'no_file_held') AS status,
  p.release_id,
  p.locator
FROM offices AS o CROSS JOIN months AS m LEFT JOIN printed AS p USING (field_office, month)
ORDER BY list_position(['san_diego', 'tucson', 'el_paso', 'laredo'], o.field_office), o.field_office, m.month
