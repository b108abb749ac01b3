package data

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// At is the edition as the public record stood at the end of day: of every partition
// the newest release published on or before it, of statements those said by then. The
// view shares the edition's handle and must not be used after its Release.
//
// Tables without a history (ports, territories, the documents) are the same on every
// day: they describe, they were not published as figures.
func (e *Edition) At(day time.Time) *Edition {
	view := *e
	view.day = day
	return &view
}

// AsOf is the day of the view, and false for the latest one.
func (e *Edition) AsOf() (time.Time, bool) { return e.day, !e.day.IsZero() }

// Dated reports whether a dataset differs from day to day: as releases replace each
// other, as statements add up, or because it is made from such tables.
func (c *Catalog) Dated(d *Dataset) bool {
	if d.Versioned() || d.History.SaidOn != "" {
		return true
	}
	for _, id := range d.Uses {
		if used := c.byID[id]; used != nil && c.Dated(used) {
			return true
		}
	}
	return false
}

// source is the table of d in the view, as it stands in a FROM clause.
func (e *Edition) source(d *Dataset) string {
	if e.day.IsZero() || !e.catalog.Dated(d) {
		return "main." + ident(d.Table())
	}
	return "(" + e.catalog.asOf(d, e.day) + ")"
}

// asOf is SQL for the rows of a dated dataset on a day.
func (c *Catalog) asOf(d *Dataset, day time.Time) string {
	literal := "DATE " + quote(day.Format(time.DateOnly))
	switch {
	case d.Versioned():
		return inForceSQL(d, "published <= "+literal)
	case d.History.SaidOn != "":
		return "SELECT * FROM main." + ident(d.Table()) + " WHERE " + ident(d.History.SaidOn) + " <= " + literal
	}
	return c.dated(d.SQL, day)
}

// inForceSQL selects, of each partition, the rows of the newest release that states it
// among those where a condition on the statement holds.
func inForceSQL(d *Dataset, where string) string {
	table := "history." + ident(d.Table())
	partition := identList(d.History.Partition)
	match := make([]string, len(d.History.Partition))
	for i, p := range d.History.Partition {
		match[i] = "h." + ident(p) + " IS NOT DISTINCT FROM n." + ident(p)
	}
	return "SELECT " + qualified("h", d.FieldNames()) + " FROM " + table + " h JOIN (SELECT " + partition + ", max(ord) AS ord FROM " + statedTable(d) +
		" WHERE " + where + " GROUP BY ALL) n ON h._ord = n.ord AND " + strings.Join(match, " AND ")
}

// statedTable holds which release states which partition: a few rows per release.
func statedTable(d *Dataset) string { return "history." + ident(d.Table()+"__stated") }

var mainTable = regexp.MustCompile(`\bmain\.([a-z_]+)\b`)

// dated rewrites a constant query so that its main.<table> are those of a day. Each
// becomes a common table expression of the same name, so that columns and aliases in
// the query go on to mean what they meant.
func (c *Catalog) dated(text string, day time.Time) string {
	var tables []string
	seen := map[string]bool{}
	out := mainTable.ReplaceAllStringFunc(text, func(found string) string {
		d := c.byID[strings.ReplaceAll(strings.TrimPrefix(found, "main."), "_", "-")]
		if d == nil || !c.Dated(d) {
			return found
		}
		name := "dated__" + d.Table()
		if !seen[name] {
			seen[name] = true
			tables = append(tables, name+" AS ("+c.asOf(d, day)+")")
		}
		return name
	})
	if len(tables) == 0 {
		return text
	}
	body := strings.TrimSpace(skipComments(out))
	if len(body) > 5 && strings.EqualFold(body[:5], "with ") {
		return "WITH " + strings.Join(tables, ", ") + ", " + body[5:]
	}
	return "WITH " + strings.Join(tables, ", ") + " " + body
}

// skipComments drops the comment lines before the first statement.
func skipComments(text string) string {
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if !strings.HasPrefix(text, "--") {
			return text
		}
		_, text, _ = strings.Cut(text, "\n")
	}
}

// Span is the first and the last day on which the record changed: a release was
// published or something was said.
func (e *Edition) Span(ctx context.Context) (first, last time.Time, err error) {
	parts := []string{}
	for _, d := range e.catalog.Datasets() {
		switch {
		case d.Versioned():
			parts = append(parts, "SELECT published AS day FROM "+statedTable(d))
		case d.History.SaidOn != "":
			parts = append(parts, "SELECT "+ident(d.History.SaidOn)+" FROM main."+ident(d.Table()))
		}
	}
	t, err := e.run(ctx, "SELECT min(day) AS first, max(day) AS last FROM ("+strings.Join(parts, " UNION ALL ")+") AS days(day)", nil)
	if err != nil {
		return first, last, fmt.Errorf("span of the record: %w", err)
	}
	first, _ = t.Row(0).Day("first")
	last, _ = t.Row(0).Day("last")
	return first, last, nil
}

// ParseAsOf reads a day from an as_of parameter. It fails with a ParamError that names
// the first and the last day on which the record changed.
func (e *Edition) ParseAsOf(ctx context.Context, text string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err == nil && day.Year() >= 1900 && day.Year() <= 2200 {
		return day, nil
	}
	first, last, err := e.Span(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return time.Time{}, &ParamError{Param: "as_of", Found: text,
		Expected: fmt.Sprintf("a day as YYYY-MM-DD; the record begins on %s and last changed on %s", first.Format(time.DateOnly), last.Format(time.DateOnly))}
}
