package views

import (
	"fmt"
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
	m := page.TriangleModel{
		Page:  s.read(s.figures(r, "/data", "Revision triangle of "+d.Title, "What each release said about each month.")),
		Title: "Revision triangle", Dataset: layout.Link{Text: d.Title, Href: "/data/" + d.ID},
		Series: "Series: " + seriesWords(where) + ".", Months: monthsTable(tri),
		Note: "A month counts as revised once for each release whose value differs from the release before it that states the month.",
	}
	query := filterQuery(where)
	m.Downloads = []layout.Download{
		{Format: "CSV", Href: "/data/" + d.ID + "/triangle.csv" + query, Use: "one row per month"},
		{Format: "JSON", Href: "/data/" + d.ID + "/triangle.json" + query, Use: "the same as one array"},
	}
	m.Lead = triangleLead(tri)
	if tri.Cells.Len() > 0 {
		if m.Drawing, err = triangleDrawing(d, tri); err != nil {
			return Response{}, err
		}
	}
	return html(r.Context(), page.Triangle(m))
}

// series reads which series an address asks for.
func (r *Request) series(d *data.Dataset) ([]data.Condition, error) {
	keys := slices.DeleteFunc(slices.Clone(d.Key), func(k string) bool { return k == "month" || k == "period" || k == "fiscal_year" })
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

func seriesWords(where []data.Condition) string {
	if len(where) == 0 {
		return "the sum of all rows of a month"
	}
	var parts []string
	for _, c := range where {
		parts = append(parts, spaced(c.Field)+" "+strings.Join(named(c.Values), " or "))
	}
	return strings.Join(parts, ", ")
}

func triangleLead(tri *data.Triangle) string {
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
		return "No release held here states a month of this series."
	case revised == 0:
		return fmt.Sprintf("None of %s was revised.", counted(months, "month", "months"))
	}
	return fmt.Sprintf("%s of %s %s revised, by at most %s.", Capital(Words{}.Small(revised)), counted(months, "month", "months"), was(revised), Words{}.Number(largest, 0))
}

func was(n int64) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func monthsTable(tri *data.Triangle) layout.Table {
	w := Words{}
	t := layout.Table{ID: "months-table", Caption: "First published and latest value of each month", Columns: []layout.Column{
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
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: w.Month(month), Header: true}, number(row, "first_value"), release(row, "first_release_id"),
			number(row, "latest_value"), release(row, "latest_release_id"),
			{Text: row.Text("releases")}, {Text: row.Text("revisions")}, {Text: signed(largest, w)},
		})
	})
	return t
}

// triangleDrawing has a row per month and a column per release; a cell holds how far the
// value lies from the one first published.
func triangleDrawing(d *data.Dataset, tri *data.Triangle) (page.Drawing, error) {
	w := Words{}
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
		release := published.Format("2 Jan 2006")
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
				Label: fmt.Sprintf("%s as published %s: %s from the first published", c.month, c.release, signed(c.change, w))})
		}
	}
	fig := chart.Figure{
		ID: "triangle", Name: "Revision triangle of " + d.Title,
		X: chart.Axis{Scale: chart.Categories, Rows: releases, Label: "Release, by day of publication"},
		Y: chart.Axis{Scale: chart.Categories, Rows: months}, Layers: []chart.Layer{chart.Cells{Points: points}},
		Notes: []string{"Each cell: difference from the value first published."},
	}
	return drawingOf(fig)
}
