package views

import (
	"slices"
	"strings"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/page"
)

// triangleMonths is how many months the drawing shows, the newest: it has a row each.
const triangleMonths = 48

// triangle answers what each release said about each month of a series. The address
// names the series by key fields; without any it is the printed total, or the sum.
func (s *Server) triangle(r *Request, d *data.Dataset, format string) (Response, error) {
	where, err := r.series(d)
	if err != nil {
		return Response{}, err
	}
	tri, err := r.Edition.Triangle(r.Context(), d.ID, where)
	if err != nil {
		return Response{}, err
	}
	if format != "" {
		return tableFile(tri.Months, format, "citas-"+d.ID+"-triangle")
	}
	w := r.Words()
	m := page.TriangleModel{
		Page:  s.read(s.figures(r, "/data", w.T("Revision triangle of {title}", "title", titleOf(w, d)), w.T("What each release said about each month."))),
		Title: w.T("Revision triangle"), Dataset: layout.Link{Text: titleOf(w, d), Href: "/data/" + d.ID},
		Series: w.T("Series: {series}.", "series", seriesWords(w, where)), Months: monthsTable(w, d, where, tri),
		Note: w.T("A month counts as revised once for each release whose value differs from the release before it that states the month."),
	}
	query := filterQuery(where)
	m.Downloads = []layout.Download{
		{Format: "CSV", Href: "/data/" + d.ID + "/triangle.csv" + query, Use: "one row per month"},
		{Format: "JSON", Href: "/data/" + d.ID + "/triangle.json" + query, Use: "the same as one array"},
	}
	m.Lead = triangleLead(w, tri)
	if tri.Cells.Len() > 0 {
		if m.Drawing, err = triangleDrawing(w, d, tri); err != nil {
			return Response{}, err
		}
	}
	return html(r.Context(), page.Triangle(m))
}

// seriesFields are the key fields that pick a monthly series of a dataset.
func seriesFields(d *data.Dataset) []string {
	return slices.DeleteFunc(slices.Clone(d.Key), func(k string) bool { return k == "month" || k == "period" || k == "fiscal_year" })
}

// series reads which series an address asks for.
func (r *Request) series(d *data.Dataset) ([]data.Condition, error) {
	keys := seriesFields(d)
	if err := r.known(keys...); err != nil {
		return nil, err
	}
	values, err := r.query()
	if err != nil {
		return nil, err
	}
	var where []data.Condition
	total, value, _ := strings.Cut(d.History.Total, "=")
	for _, k := range keys {
		switch wanted := values[k]; {
		case len(wanted) > 0:
			where = append(where, data.Condition{Field: k, Values: wanted})
		case k == total:
			where = append(where, data.Condition{Field: k, Values: []string{value}})
		}
	}
	return where, nil
}

func seriesWords(w Words, where []data.Condition) string {
	if len(where) == 0 {
		return w.T("the sum of all rows of a month")
	}
	var parts []string
	for _, c := range where {
		parts = append(parts, w.T(columnMessage(c.Field))+" "+valueNames(w, c.Values, enumWords))
	}
	return strings.Join(parts, ", ")
}

func triangleLead(w Words, tri *data.Triangle) string {
	revised, largest := int64(0), 0.0
	tri.Months.Each(func(row data.Row) {
		if row.Int("revisions") > 0 {
			revised++
		}
		if v, ok := row.Float("largest"); ok && max(v, -v) > largest {
			largest = max(v, -v)
		}
	})
	months := int64(tri.Months.Len())
	switch {
	case months == 0:
		return w.T("No release held here states a month of this series.")
	case revised == 0:
		return w.N(months, "The one month was not revised.", "None of {n} months was revised.")
	}
	return w.N(revised, "{count} of {months} was revised, by at most {most}.", "{count} of {months} were revised, by at most {most}.", "count", Capital(w.Small(revised)),
		"months", w.N(months, "{n} month", "{n} months"), "most", w.Number(largest, 0))
}

func monthsTable(w Words, d *data.Dataset, where []data.Condition, tri *data.Triangle) layout.Table {
	t := layout.Table{ID: "months-table", Caption: w.T("First published and latest value of each month"), Columns: []layout.Column{
		{Label: "Month"}, {Label: "First published", Numeric: true}, {Label: "in"}, {Label: "Latest", Numeric: true}, {Label: "in"},
		{Label: "Releases", Numeric: true}, {Label: "Revisions", Numeric: true}, {Label: "Largest", Numeric: true},
	}}
	number := func(row data.Row, name string) layout.Cell {
		v, _ := row.Float(name)
		return layout.Cell{Text: w.Number(v, 0), Value: row.Text(name)}
	}
	release := func(row data.Row, name string) layout.Cell {
		return layout.Cell{Text: row.Text(name), Href: "/releases/" + row.Text(name)}
	}
	tri.Months.Each(func(row data.Row) {
		month, _ := row.Day("month")
		largest, _ := row.Float("largest")
		name := layout.Cell{Text: w.Month(month), Header: true}
		if k, ok := citeMonth(d, where, row); ok {
			name.Href = k.Address("")
		}
		t.Rows = append(t.Rows, []layout.Cell{
			name, number(row, "first_value"), release(row, "first_release_id"),
			number(row, "latest_value"), release(row, "latest_release_id"),
			{Text: row.Text("releases")}, {Text: row.Text("revisions")}, {Text: signed(largest, w)},
		})
	})
	return t
}

// triangleDrawing has a row per month and a column per release; a cell holds how far the
// value lies from the one first published.
func triangleDrawing(w Words, d *data.Dataset, tri *data.Triangle) (page.Drawing, error) {
	var months, releases []string
	first := map[string]float64{}
	type cell struct {
		month, release string
		change         float64
	}
	var cells []cell
	tri.Cells.Each(func(row data.Row) {
		day, _ := row.Day("month")
		month := w.ShortMonth(day)
		published, _ := row.Day("published")
		release := w.ShortDay(published)
		value, _ := row.Float("value")
		if _, seen := first[month]; !seen {
			first[month] = value
			months = append(months, month)
		}
		if !slices.Contains(releases, release) {
			releases = append(releases, release)
		}
		cells = append(cells, cell{month, release, value - first[month]})
	})
	if n := len(months); n > triangleMonths {
		months = months[n-triangleMonths:]
	}
	var points []chart.Point
	for _, c := range cells {
		if slices.Contains(months, c.month) {
			points = append(points, chart.Point{Col: c.release, Row: c.month, Value: chart.V(c.change),
				Label: w.T("{month} as published {release}: {change} from the first published", "month", c.month, "release", c.release, "change", signed(c.change, w))})
		}
	}
	fig := chart.Figure{
		ID: "triangle", Name: w.T("Revision triangle of {title}", "title", titleOf(w, d)), Format: formatOf(w),
		X: chart.Axis{Scale: chart.Categories, Rows: releases, Label: w.T("Release, by day of publication")},
		Y: chart.Axis{Scale: chart.Categories, Rows: months}, Layers: []chart.Layer{chart.Cells{Points: points}},
		Notes: []string{w.T("Each cell: difference from the value first published.")},
	}
	return drawingOf(fig)
}
