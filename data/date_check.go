package data

import (
	"slices"
	"strings"
)

// dateColumn is a date field that the rules on dates hold for.
type dateColumn struct {
	Name      string
	Precision string // companion field; empty for a column of exact days
	End       bool   // a vaguer date is stored as the last day of its month or year, not the first
	After     string // date field that must not lie later
}

// editionDay is SQL for the day of the release that a row comes from.
const editionDay = "TRY_CAST(substr(split_part(release_id, '@', 2), 1, 10) AS DATE)"

// dateChecks are the rules on the date columns of a curated dataset.
func dateChecks(id string, columns ...dateColumn) []Check {
	rule := func(name, title string, row func(c dateColumn) (where, found, expected string)) []Check {
		var parts []string
		for _, c := range columns {
			if where, found, expected := row(c); where != "" {
				parts = append(parts, "SELECT release_id, locator, "+found+", "+quote(expected)+" FROM {table} WHERE "+where)
			}
		}
		if parts == nil {
			return nil
		}
		return []Check{{ID: id + "/" + name, Title: title, Severity: Error, SQL: strings.Join(parts, " UNION ALL ")}}
	}
	show := func(name string) string {
		return quote(name+" ") + " || coalesce(CAST(" + ident(name) + " AS VARCHAR), 'empty')"
	}
	return slices.Concat(
		rule("date-precision", "a date and its precision are filled together", func(c dateColumn) (string, string, string) {
			if c.Precision == "" {
				return "", "", ""
			}
			return "(" + ident(c.Name) + " IS NULL) <> (" + ident(c.Precision) + " IS NULL)", show(c.Name) + " || ', ' || " + show(c.Precision), "both or neither"
		}),
		rule("date-vague", "a date known to the month or year is stored as its first day, an end as its last", func(c dateColumn) (string, string, string) {
			if c.Precision == "" {
				return "", "", ""
			}
			edge, word := firstDay(ident(c.Name), ident(c.Precision)), "first"
			if c.End {
				edge, word = LastDay(ident(c.Name), ident(c.Precision)), "last"
			}
			return ident(c.Name) + " <> " + edge, show(c.Name) + " || ', ' || " + show(c.Precision), "the " + word + " day of the period"
		}),
		rule("date-edition", "no date lies after the edition", func(c dateColumn) (string, string, string) {
			return ident(c.Name) + " > " + editionDay, show(c.Name), "a day not after the edition"
		}),
		rule("date-order", "a start is not after its end", func(c dateColumn) (string, string, string) {
			if c.After == "" {
				return "", "", ""
			}
			return ident(c.After) + " > " + ident(c.Name), show(c.After) + " || ', ' || " + show(c.Name), c.After + " not after " + c.Name
		}),
	)
}

// firstDay is SQL for the first day of the period that a date of the given precision
// stands for.
func firstDay(date, precision string) string {
	return "CASE " + precision + " WHEN 'month' THEN CAST(date_trunc('month', " + date + ") AS DATE) WHEN 'year' THEN make_date(year(" + date + "), 1, 1) ELSE " + date + " END"
}
