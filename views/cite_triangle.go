package views

import (
	"context"
	"slices"
	"strings"

	"citas/data"
	"citas/views/locale"
)

// triangleColumns are the figures of a month of a series, by their column in data.Triangle.Months. How many releases state the month is none:
// each new one adds to it, and nothing is revised by that.
var triangleColumns = []struct {
	name, in string // column, and that of the release that says so
	label    locale.Msg
}{
	{"first_value", "first_release_id", "First published, in {release}"}, {"latest_value", "latest_release_id", "Latest, in {release}"},
	{"revisions", "latest_release_id", "Revisions"}, {"largest", "latest_release_id", "Largest revision"},
}

// citeMonth names a month of a series. It reports false for a series of several values
// of a field: a key has room for one.
func citeMonth(d *data.Dataset, where []data.Condition, row data.Row) (citeKey, bool) {
	k := citeKey{kind: citeTriangle, id: d.ID}
	for _, c := range where {
		if len(c.Values) != 1 {
			return citeKey{}, false
		}
		k.row = append(k.row, citePart{c.Field, c.Values[0]})
	}
	k.row = append(k.row, citePart{"month", row.Text("month")})
	return k, true
}

// readTriangle reads a month of a series through the releases.
func (k citeKey) readTriangle(ctx context.Context, e *data.Edition, w locale.Words) (citedRow, error) {
	d, err := e.Catalog().Dataset(k.id)
	if err != nil {
		return citedRow{}, err
	}
	var where, month []data.Condition
	for _, p := range k.row {
		f, known := d.Field(p.column)
		if !known || p.column != "month" && !slices.Contains(seriesFields(d), p.column) {
			return citedRow{}, k.absent("a series of " + d.ID + " is picked by " + strings.Join(seriesFields(d), ", "))
		}
		c := data.Condition{Field: p.column, Values: []string{p.value}}
		if err := c.Check(f); err != nil {
			return citedRow{}, k.absent(err.Error())
		}
		if p.column == "month" {
			month = append(month, c)
		} else {
			where = append(where, c)
		}
	}
	if len(month) != 1 {
		return citedRow{}, k.absent("it names no month")
	}
	if total, _, printed := strings.Cut(d.History.Total, "="); printed && !slices.ContainsFunc(where, func(c data.Condition) bool { return c.Field == total }) {
		return citedRow{}, k.absent("the series does not say which " + total + ": a sum would hold the printed total twice")
	}
	tri, err := e.Triangle(ctx, d.ID, slices.Concat(where, month)) // of the one month: it is asked for as it stood after each release
	if err != nil {
		return citedRow{}, err
	}
	if tri.Months.Len() != 1 {
		return citedRow{}, k.absent("the record of that day has no such month")
	}
	return k.citedMonth(d, where, tri.Months.Row(0), w), nil
}

func (k citeKey) citedMonth(d *data.Dataset, where []data.Condition, r data.Row, w locale.Words) citedRow {
	measure, _ := d.Field(d.History.Measure)
	row := citedRow{Key: k, Title: w.T("Revision triangle of {title}", "title", titleOf(w, d)), Counts: w.T(locale.Msg(d.Counts)), Not: w.T(locale.Msg(d.Not)),
		Page: "/data/" + d.ID + "/triangle" + filterQuery(where) + "#months-table"}
	day, _ := r.Day("month")
	row.Where = w.Month(day) + "; " + seriesWords(w, where)
	row.Flag = w.T(flagOf(data.Derived))
	printed := len(where) == len(seriesFields(d)) // one cell of a document, not the sum of some
	for _, c := range triangleColumns {
		n := citedNumber{Key: k.of(c.name), Label: w.T(c.label, "release", r.Text(c.in)), Value: r.Value(c.name), Unit: w.T(locale.Msg(measure.Unit)), Flag: row.Flag}
		v, _ := r.Float(c.name)
		rounding := locale.Msg("computed from counts that the publisher rounded to {n}")
		switch c.name {
		case "revisions":
			n.Unit, n.Text, rounding = "", w.Count(r.Int(c.name)), ""
		case "largest":
			n.Text = inUnit(signed(v, w), n.Unit)
		default:
			n.Text = inUnit(w.Upto(v, 4), n.Unit)
			if printed {
				n.Flag, rounding = "", "rounded to {n} by the publisher"
			}
		}
		if measure.Rounded > 0 && rounding != "" {
			n.Rounding = w.T(rounding, "n", measure.Rounded)
		}
		row.Numbers = append(row.Numbers, n)
	}
	return row
}
