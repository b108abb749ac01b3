package views

import (
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// longCell is the length from which a column is set as running text.
const longCell = 36

// verbatim shows rows of a dataset cell by cell as the exports print them, so that the
// page and the file can be compared. Empty cells say so; an empty figure says why, if
// the dataset types its missing values.
func verbatim(w Words, d *data.Dataset, t *data.Table, id, caption string) layout.Table {
	m := layout.Table{ID: id, Caption: caption}
	status := t.Index("status")
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
		m.Columns = append(m.Columns, layout.Column{
			Name: c.Name, Unit: locale.Msg(c.Unit),
			Numeric: c.Type == data.Integer || c.Type == data.Number,
		})
	}
	for n, cells := range t.Rows {
		row := make([]layout.Cell, len(cells))
		for i, v := range cells {
			switch {
			case v != nil:
				m.Columns[i].Wide = m.Columns[i].Wide || len(data.CellText(v)) > longCell
				row[i] = layout.Cell{Text: data.CellText(v), Href: reference(t.Columns[i].Name, data.CellText(v))}
				if m.Columns[i].Wide || strings.Contains(row[i].Text, " ") {
					row[i].Lang = spokenIn(w, t, n, t.Columns[i].Name)
				}
			case m.Columns[i].Numeric && status >= 0 && cells[status] != nil && cells[status] != "reported":
				row[i] = layout.Blank(enumWords(w, data.CellText(cells[status])))
			default:
				row[i] = layout.Blank(w.T("cell|empty"))
			}
		}
		citeRow(row, names, func(i int) string { return data.CellText(cells[i]) })
		if row[0].Href == "" && quotable(d, names) {
			row[0].Href = citeOf(d, t.Row(n))
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// spokenIn is the language of words in a row, where it is not the page's: a document's title and its publisher speak the document's, names of
// places nobody's, and the rest was written in English.
func spokenIn(w Words, t *data.Table, row int, column string) string {
	switch column {
	case "title", "publisher":
		if t.Index("kind") >= 0 && t.Index("language") >= 0 {
			if of := t.Row(row).Text("language"); of != "" && of != "mul" {
				if of == w.Code() {
					return ""
				}
				return of
			}
		}
	case "name", "place", "city", "mexican_city":
		return ""
	}
	return inEnglish(w)
}

// reference is the address of the thing that a cell names.
func reference(column, value string) string {
	switch column {
	case "source_id":
		return "/sources/" + value
	case "release_id":
		return "/releases/" + value
	case "nationality", "territory", "citizenship":
		if len(value) == 2 { // a code, not total, other or all
			return "/nationality/" + value
		}
	case "place", "port_id":
		if placeName(value) != "" {
			return "/place/" + value
		}
	}
	return ""
}

// quotable reports whether a row of a dataset has figures to quote, and the columns at hand pick it.
func quotable(d *data.Dataset, names []string) bool {
	for _, key := range d.Key {
		if !slices.Contains(names, key) {
			return false
		}
	}
	return slices.ContainsFunc(d.Fields, func(f data.Field) bool { return isFigure(d, f) })
}

// isFigure reports whether a field holds figures: numbers that are no year and no part of the key.
func isFigure(d *data.Dataset, f data.Field) bool {
	return (f.Type == data.Integer || f.Type == data.Number) && !slices.Contains(d.Key, f.Name) && !strings.HasSuffix(f.Name, "_year")
}
