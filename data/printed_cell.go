package data

// A cell of a printed table of OHSS is a number, X, NA or empty, and these are four
// different things.

// printedCellSQL selects the columns of a staged table of printed cells, its value as
// the field figure, and its status.
func printedCellSQL(s Stage, part, figure string) string {
	return `SELECT period, TRY_CAST(fiscal_year AS BIGINT) AS fiscal_year, fiscal_year_label, TRY_CAST(month AS DATE) AS month, ` + part + `, ` + part + `_label,
		CASE WHEN regexp_full_match(value, '\d+') THEN TRY_CAST(value AS BIGINT) END AS ` + figure + `,
		CASE WHEN value IS NULL THEN 'not_published' WHEN value = 'X' THEN 'not_applicable' WHEN value = 'NA' THEN 'not_available' ELSE 'reported' END AS status,
		release_id, locator FROM stage.` + s.Name
}

// printedCellChecks are the rules on a table of printed cells, rounded to 10 each, with
// a printed total beside its parts and a printed year above its months. Rounding n
// summands and their total to 10 moves them apart by at most 5(n+1).
func printedCellChecks(id string, s Stage, part, figure string) []Check {
	shown := `'fiscal year ' || fiscal_year || coalesce(', ' || strftime(month, '%Y-%m'), '') || `
	return []Check{
		{ID: id + "/value", Title: "a printed value is a whole number, X, NA or empty", Severity: Error,
			SQL: `SELECT release_id, locator, value, 'a whole number, X, NA or an empty cell' FROM stage.` + s.Name + ` WHERE value NOT IN ('X', 'NA') AND NOT regexp_full_match(value, '\d{1,15}')`},
		{ID: id + "/month", Title: "a month is the first day of one of its fiscal year, and a year has none", Severity: Error,
			SQL: `SELECT release_id, locator, period || ' with month ' || coalesce(CAST(month AS VARCHAR), 'empty') || ' in fiscal year ' || fiscal_year, 'a first day from October before to September, or nothing for the year'
				FROM {table} WHERE (period = 'month') <> (month IS NOT NULL) OR NOT ` + inFiscalYear},
		{ID: id + "/rounded", Title: "every figure is rounded to 10", Severity: Error,
			SQL: `SELECT release_id, locator, CAST(` + figure + ` AS VARCHAR), 'a multiple of 10' FROM {table} WHERE ` + figure + ` % 10 <> 0`},
		{ID: id + "/has-total", Title: "every month and year has its printed total", Severity: Error,
			SQL: `SELECT release_id, any_value(locator), ` + shown + `' has no total', 'a total' FROM {table}
				GROUP BY release_id, period, fiscal_year, month HAVING count(*) FILTER (` + part + ` = 'total' AND (status <> 'not_published')) = 0`},
		{ID: id + "/total", Title: "a printed total is the sum of its parts, but for rounding", Severity: Error,
			SQL: `SELECT release_id, locator, ` + shown + `' total ' || total || ', sum ' || parts, 'a difference of at most ' || 5 * (n + 1)
				FROM (SELECT release_id, period, fiscal_year, month, any_value(locator) FILTER (` + part + ` = 'total') AS locator,
					any_value(` + figure + `) FILTER (` + part + ` = 'total') AS total, sum(` + figure + `) FILTER (` + part + ` <> 'total') AS parts,
					count(` + figure + `) FILTER (` + part + ` <> 'total') AS n FROM {table} GROUP BY ALL)
				WHERE n > 0 AND abs(total - parts) > 5 * (n + 1)`},
		{ID: id + "/year", Title: "a printed year is the sum of its months, but for rounding", Severity: Error,
			SQL: `SELECT release_id, locator, ` + part + ` || ', fiscal year ' || fiscal_year || ': year ' || printed || ', months ' || months, 'a difference of at most ' || 5 * (n + 1)
				FROM (SELECT release_id, fiscal_year, ` + part + `, any_value(locator) FILTER (period = 'fiscal_year') AS locator,
					any_value(` + figure + `) FILTER (period = 'fiscal_year') AS printed, sum(` + figure + `) FILTER (period = 'month') AS months,
					count(` + figure + `) FILTER (period = 'month') AS n FROM {table} GROUP BY ALL)
				WHERE n > 0 AND abs(printed - months) > 5 * (n + 1)`},
	}
}

// inFiscalYear is SQL that holds for a month that is a first day and lies in the
// fiscal year beside it: October to December belong to the year after.
const inFiscalYear = `coalesce(day(month) = 1 AND year(month + INTERVAL 3 MONTH) = fiscal_year, true)`

// PeriodFields date a row of a monthly table that prints years too.
func PeriodFields() []Field {
	return []Field{
		{Name: "period", Type: String, Required: true, Doc: "what the row covers", Enum: Terms(
			"month: one month", "fiscal_year: the printed total of the fiscal year, or of its part so far")},
		{Name: "fiscal_year", Type: Integer, Unit: "U.S. fiscal year", Required: true, Min: Bound(1990), Max: Bound(2100), Doc: "October of the calendar year before to September"},
		{Name: "fiscal_year_label", Type: String, Required: true, Doc: "the fiscal year as printed; YTD marks a year that is not over"},
		{Name: "month", Type: Date, Doc: "first day of the month; empty for a year"},
	}
}

// runningTotal holds for the printed total of a year that is still open.
const runningTotal = "period = 'fiscal_year' AND fiscal_year_label LIKE '%YTD%'"
