package views

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// revisionRows is how many revisions a page lists; the files have all of them.
const revisionRows = 300

// datasetView answers what hangs below a dataset: revisions and triangle, as pages and
// files.
func (s *Server) datasetView(r *Request) (Response, error) {
	d, err := r.Edition.Catalog().Dataset(r.PathValue("name"))
	if err != nil {
		return Response{}, err
	}
	if r.PathValue("view") == croissantView {
		return s.describeDataset(r, d, croissantView)
	}
	view, format := splitName(r.PathValue("view"))
	if !slices.Contains([]string{"", "csv", "json"}, format) || !d.Versioned() {
		return Response{}, fmt.Errorf("%s of dataset %s: %w", r.PathValue("view"), d.ID, data.ErrNotFound)
	}
	switch view {
	case "revisions":
		return s.revisions(r, d, format)
	case "triangle":
		return s.triangle(r, d, format)
	}
	return Response{}, fmt.Errorf("%s of dataset %s: %w", view, d.ID, data.ErrNotFound)
}

// historyLinks lead from a dataset to what changed in it.
func historyLinks(w Words, d *data.Dataset) []layout.Link {
	if !d.Versioned() {
		return nil
	}
	links := []layout.Link{{Text: w.T("Revisions"), Href: "/data/" + d.ID + "/revisions", Note: w.T("cell by cell, from one release to the next")}}
	if _, monthly := d.Field("month"); monthly {
		links = append(links, layout.Link{Text: w.T("Revision triangle"), Href: "/data/" + d.ID + "/triangle", Note: w.T("what each release said about each month")})
	}
	return links
}

// pair reads the two releases to compare: the last two unless the address names others.
func (r *Request) pair(d *data.Dataset, known ...string) (from, to string, stated []string, err error) {
	if err := r.known(known...); err != nil {
		return "", "", nil, err
	}
	earlier, _, err := r.single("from")
	if err != nil {
		return "", "", nil, err
	}
	later, _, err := r.single("to")
	if err != nil {
		return "", "", nil, err
	}
	if stated, err = r.Edition.StatedBy(r.Context(), d); err != nil {
		return "", "", nil, err
	}
	if n := len(stated); n >= 2 {
		from, to = stated[n-2], stated[n-1]
	}
	if later != "" {
		to = later
		if i := slices.Index(stated, to); i > 0 {
			from = stated[i-1]
		}
	}
	if earlier != "" {
		from = earlier
	}
	return from, to, stated, nil
}

func (s *Server) revisions(r *Request, d *data.Dataset, format string) (Response, error) {
	from, to, stated, err := r.pair(d, "from", "to")
	if err != nil {
		return Response{}, err
	}
	var found *data.Revisions
	if from != "" && to != "" {
		if found, err = r.Edition.Revisions(r.Context(), d.ID, from, to); err != nil {
			return Response{}, err
		}
	}
	if format != "" {
		name := "citas-" + d.ID + "-revisions"
		if found == nil {
			return tableFile(data.NoRevisions(d), format, name)
		}
		return tableFile(found.Table, format, name+"-"+strings.NewReplacer("@", "-").Replace(from+"-to-"+to))
	}
	w := r.Words()
	m := page.RevisionsModel{
		Page:  s.figures(r, "/data", w.T("Revisions of {title}", "title", titleOf(w, d)), w.T("What changed from one release to the next, cell by cell.")),
		Title: w.T("Revisions"), Dataset: layout.Link{Text: titleOf(w, d), Href: "/data/" + d.ID}, Action: "/data/" + d.ID + "/revisions",
		From: choicesOf(stated, from), To: choicesOf(stated, to),
	}
	if found == nil {
		m.Lead = w.N(int64(len(stated)), "There is nothing to compare: 1 release holds this table here.", "There is nothing to compare: {n} releases hold this table here.")
		return html(r.Context(), page.Revisions(m))
	}
	fillRevisions(w, &m, found)
	query := "?from=" + url.QueryEscape(from) + "&to=" + url.QueryEscape(to)
	m.Downloads = []layout.Download{
		{Format: "CSV", Href: m.Action + ".csv" + query, Use: "every revision, with both places"},
		{Format: "JSON", Href: m.Action + ".json" + query, Use: "the same as one array"},
	}
	return html(r.Context(), page.Revisions(m))
}

func choicesOf(stated []string, chosen string) []page.FilterOption {
	var list []page.FilterOption
	for _, id := range stated {
		list = append(list, page.FilterOption{Value: id, Text: id, Selected: id == chosen})
	}
	return list
}

func fillRevisions(w Words, m *page.RevisionsModel, found *data.Revisions) {
	unit := ""
	if f, ok := found.Dataset.Field(found.Dataset.History.Measure); ok {
		unit = f.Unit
	}
	m.Lead = w.T("From {from} to {to}: {changed} changed, {added} added, {withdrawn} withdrawn; together {net} {unit}, of {shared} that stand in both.",
		"from", found.From, "to", found.To, "changed", cellsWords(w, int64(found.Count(data.Changed))), "added", found.Count(data.Added),
		"withdrawn", found.Count(data.Withdrawn), "net", signed(found.Net(), w), "unit", w.T(locale.Msg(unit)), "shared", cellsWords(w, found.Shared))
	m.Uncompared = found.Uncompared
	if found.Dataset.History.Running != "" {
		m.Running = w.T("Printed totals of a year to date grow with every issue: they are not compared.")
	}
	if n := found.Count(data.Relabelled); n > 0 {
		m.Relabelled = w.N(int64(n), "1 cell is printed under another name with the same value: no revision of a figure.", "{n} cells are printed under another name with the same value: no revision of a figure.")
	}
	m.Summary = summaryOf(w, found, unit)
	m.Cells = revisionTable(w, found)
	shown := len(m.Cells.Rows)
	if total := found.Table.Len(); shown < total {
		m.Cells.Note = w.T("The first {some} of {all}; the files have all of them.", "some", shown, "all", total)
	}
}

func signed(v float64, w Words) string {
	switch {
	case v > 0:
		return "+" + w.Number(v, 0)
	case v < 0:
		return "−" + w.Number(-v, 0)
	}
	return "0"
}

// summaryOf counts the revisions per month, or per year where a row has no month.
func summaryOf(w Words, found *data.Revisions, unit string) layout.Table {
	t := layout.Table{ID: "summary-table", Caption: w.T("Revisions by period"), Columns: []layout.Column{
		{Label: "Period"}, {Label: "Changed", Numeric: true}, {Label: "Added", Numeric: true}, {Label: "Withdrawn", Numeric: true}, {Label: "Difference", Unit: locale.Msg(unit), Numeric: true},
	}}
	type sums struct {
		counts [3]int64
		net    float64
	}
	kinds := []string{data.Changed, data.Added, data.Withdrawn}
	by, order := map[string]*sums{}, []string{}
	found.Table.Each(func(row data.Row) {
		at := slices.Index(kinds, row.Text("kind"))
		if at < 0 {
			return
		}
		period := periodOf(w, found, row)
		if by[period] == nil {
			by[period] = &sums{}
			order = append(order, period)
		}
		by[period].counts[at]++
		v, _ := row.Float("difference")
		by[period].net += v
	})
	for _, period := range order {
		s := by[period]
		cells := []layout.Cell{{Text: period, Header: true}}
		for _, n := range s.counts {
			cells = append(cells, layout.Cell{Text: w.Count(n)})
		}
		t.Rows = append(t.Rows, append(cells, layout.Cell{Text: signed(s.net, w)}))
	}
	return t
}

// periodOf is the month that a revised cell belongs to, or its year.
func periodOf(w Words, found *data.Revisions, row data.Row) string {
	if found.Table.Index("month") >= 0 {
		if day, ok := row.Day("month"); ok {
			return w.Month(day)
		}
	}
	if found.Table.Index("fiscal_year") >= 0 {
		return "FY" + row.Text("fiscal_year")
	}
	return "all"
}

func revisionTable(w Words, found *data.Revisions) layout.Table {
	t := layout.Table{ID: "cells-table", Caption: w.T("Cell by cell")}
	columns := slices.DeleteFunc(slices.Clone(found.Table.Columns), func(c data.Column) bool { return strings.HasSuffix(c.Name, "_status") })
	for _, c := range columns {
		t.Columns = append(t.Columns, layout.Column{Name: spaced(c.Name), Unit: locale.Msg(c.Unit),
			Numeric: c.Type == data.Integer || c.Type == data.Number, Code: strings.HasSuffix(c.Name, "locator") || strings.HasSuffix(c.Name, "release_id")})
	}
	for i := range min(found.Table.Len(), revisionRows) {
		row := found.Table.Row(i)
		var cells []layout.Cell
		for j, c := range columns {
			cell := layout.Cell{Text: row.Text(c.Name), Header: j == 0}
			if cell.Header && row.Text("kind") != data.Withdrawn { // what was withdrawn is no figure of today's record
				cell.Href = citeOf(found.Dataset, row)
			}
			switch {
			case cell.Text == "" && strings.HasSuffix(c.Name, "_value"):
				cell = layout.Blank(missingWords(w, found.Table, row, strings.TrimSuffix(c.Name, "_value")))
			case c.Name == "difference":
				v, _ := row.Float("difference")
				cell = layout.Cell{Text: signed(v, w), Value: cell.Text}
			case strings.HasSuffix(c.Name, "release_id") && cell.Text != "":
				cell.Href = "/releases/" + cell.Text
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// missingWords says why the old or the new value of a revision is missing: its release
// does not have the cell, or has it without a value.
func missingWords(w Words, t *data.Table, row data.Row, side string) string {
	if t.Index(side+"_status") >= 0 && row.Has(side+"_status") {
		return enumWords(w, row.Text(side+"_status"))
	}
	return w.T("not in the release")
}
