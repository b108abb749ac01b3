package views

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"citas/data"
	"citas/views/layout"
)

// Tables and drawings that several profiles show.

// statementTable shows published statements, each with its document and its row.
func statementTable(id, caption string, t *data.Table) layout.Table {
	w := Words{}
	m := layout.Table{ID: id, Caption: caption, Columns: []layout.Column{
		{Label: "What it counts"}, {Label: "Value", Numeric: true}, {Label: "Unit"}, {Label: "Covers"}, {Label: "Where"}, {Label: "Said by"}, {Label: "Said on"},
		{Label: "Confidence"}, {Label: "Document"}, {Label: "Row"}, {Label: "Note", Wide: true},
	}}
	t.Each(func(r data.Row) {
		note := layout.Blank("none")
		if r.Has("note") {
			note = layout.Cell{Text: r.Text("note")}
		}
		m.Rows = append(m.Rows, []layout.Cell{
			{Text: quantityWords(r.Text("quantity")), Header: true},
			{Text: qualified(w, r.Text("qualifier"), w.Count(r.Int("value"))), Value: r.Text("value")},
			{Text: unitWords(r)}, {Text: periodWords(r)}, placeCell(r.Text("place")), {Text: spaced(r.Text("said_by"))},
			{Text: orElse(dayWords(r.Text("stated_on"), r.Text("stated_on_precision")), "undated")}, {Text: r.Text("confidence")},
			{Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")},
			{Text: "row", Href: dataRows("published-statements", "statement_id", r.Text("statement_id"))}, note,
		})
	})
	return m
}

// quantityWords name a quantity as the pages do: never bare "admitted" (editorial.md, rule 1).
func quantityWords(quantity string) string {
	if quantity == "admitted" {
		return "let in, mostly on parole"
	}
	return spaced(quantity)
}

func unitWords(r data.Row) string {
	if per := r.Text("per"); per != "" && per != "period" {
		return r.Text("unit") + " a " + per
	}
	return r.Text("unit")
}

// periodWords say which time a statement covers: "January 2023 to 30 September 2023".
func periodWords(r data.Row) string {
	from, to := dayWords(r.Text("period_start"), r.Text("period_start_precision")), dayWords(r.Text("period_end"), r.Text("period_end_precision"))
	switch {
	case from == "" && to == "":
		return "not stated"
	case to == "":
		return "from " + from + ", end not stated"
	case from == "" || from == to:
		return to
	}
	return from + " to " + to
}

// placeCell links a place or port to its profile.
func placeCell(slug string) layout.Cell {
	name := placeName(slug)
	if name == "" {
		return layout.Cell{Text: spaced(slug)}
	}
	return layout.Cell{Text: name, Href: "/place/" + slug}
}

// languageName is the English name of a language tag: "Haitian Creole", "es-419" stays
// readable as "Latin American Spanish".
func languageName(tag string) string {
	if tag == "mul" {
		return "several languages"
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	return orElse(display.English.Tags().Name(parsed), tag)
}
