package views

import (
	"context"
	"slices"
	"strings"

	"citas/data"
	"citas/views/locale"
)

// triangleColumns are the figures of a month of a series, by their column in data.Triangle.Months.
var triangleColumns = []struct {
	name   string
	label  locale.Msg
	number bool   // in the unit of the dataset, not a count of releases
	in     string // column of the release that says so
}{
	{"first_value", "First published, in {release}", true, "first_release_id"}, {"latest_value", "Latest, in {release}", true, "latest_release_id"},
	{"releases", "Releases", false, ""}, {"revisions", "Revisions", false, ""}, {"largest", "Largest revision", true, ""},
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
	month := ""
	var where []data.Condition
	for _, p := range k.row {
		f, known := d.Field(p.column)
		switch {
		case p.column == "month" && month == "":
			month = p.value
			continue
		case !known || !slices.Contains(seriesFields(d), p.column):
			return citedRow{}, k.absent("a series of " + d.ID + " is picked by " + strings.Join(seriesFields(d), ", "))
		}
		c := data.Condition{Field: p.column, Values: []string{p.value}}
		if err := c.Check(f); err != nil {
			return citedRow{}, k.absent(err.Error())
		}
		where = append(where, c)
	}
	if total, _, printed := strings.Cut(d.History.Total, "="); printed && !slices.ContainsFunc(where, func(c data.Condition) bool { return c.Field == total }) {
		return citedRow{}, k.absent("the series does not say which " + total + ": a sum would hold the printed total twice")
	}
	tri, err := e.Triangle(ctx, d.ID, where)
	if err != nil {
		return citedRow{}, err
	}
	for n := range tri.Months.Len() {
		if r := tri.Months.Row(n); r.Text("month") == month {
			return k.citedMonth(d, where, r, w), nil
		}
	}
	return citedRow{}, k.absent("the record of that day has no such month")
}

func (k citeKey) citedMonth(d *data.Dataset, where []data.Condition, r data.Row, w locale.Words) citedRow {
	measure, _ := d.Field(d.History.Measure)
	row := citedRow{Key: k, Title: w.T("Revision triangle of {title}", "title", titleOf(w, d)), Counts: w.T(locale.Msg(d.Counts)), Not: w.T(locale.Msg(d.Not)),
		Page: "/data/" + d.ID + "/triangle" + filterQuery(where) + "#months-table"}
	day, _ := r.Day("month")
	row.Where = w.Month(day) + "; " + seriesWords(w, where)
	for _, c := range triangleColumns {
		n := citedNumber{Key: k.of(c.name), Label: w.T(c.label, "release", r.Text(orElse(c.in, "month"))), Value: r.Value(c.name)}
		v, _ := r.Float(c.name)
		switch {
		case !c.number:
			n.Text = w.Count(r.Int(c.name))
		case c.name == "largest":
			n.Text = signed(v, w)
		default:
			n.Text = w.Upto(v, 4)
		}
		if c.number {
			n.Unit = w.T(locale.Msg(measure.Unit))
			n.Text = inUnit(n.Text, n.Unit)
			if measure.Rounded > 0 {
				n.Rounding = w.T("rounded to {n} by the publisher", "n", measure.Rounded)
			}
		}
		row.Numbers = append(row.Numbers, n)
	}
	return row
}
