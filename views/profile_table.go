package views

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"citas/data"
	"citas/views/layout"
)

// Tables and drawings that several profiles show.

// statementTable shows published statements, each with its document and its row.
func statementTable(w Words, id string, t *data.Table) layout.Table {
	m := layout.Table{ID: id, Caption: w.T("Published statements"), Columns: []layout.Column{
		{Label: "What it counts"}, {Label: "Value", Numeric: true}, {Label: "Unit"}, {Label: "Covers"}, {Label: "Where"}, {Label: "Said by"}, {Label: "Said on"},
		{Label: "Confidence"}, {Label: "Document"}, {Label: "Row"}, {Label: "Note", Wide: true},
	}}
	t.Each(func(r data.Row) {
		m.Rows = append(m.Rows, []layout.Cell{
			{Text: quantityWords(w, r.Text("quantity")), Href: citeOf(data.PublishedStatements, r), Header: true},
			{Text: qualified(w, r.Text("qualifier"), w.Count(r.Int("value"))), Value: r.Text("value")},
			{Text: unitWords(w, r)}, {Text: periodWords(w, r)}, placeCell(w, r.Text("place")), {Text: claimSpeaker(w, r)},
			{Text: orElse(w.DayOf(r.Text("stated_on"), r.Text("stated_on_precision")), w.T("undated"))}, {Text: enumWords(w, r.Text("confidence"))},
			{Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")},
			{Text: w.T("row"), Href: dataRows("published-statements", "statement_id", r.Text("statement_id"))}, noteCell(w, r),
		})
	})
	return m
}

// quantityWords name a quantity as the pages do: never bare "admitted" (editorial.md, rule 1).
func quantityWords(w Words, quantity string) string {
	if quantity == "admitted" {
		return w.T("let in, mostly on parole")
	}
	return enumWords(w, quantity)
}

func unitWords(w Words, r data.Row) string {
	unit := enumWords(w, r.Text("unit"))
	if per := r.Text("per"); per != "" && per != "period" {
		return w.T("{unit} a {period}", "unit", unit, "period", enumWords(w, per))
	}
	return unit
}

// periodWords say which time a statement covers: "January 2023 to 30 September 2023".
func periodWords(w Words, r data.Row) string {
	from, to := w.DayOf(r.Text("period_start"), r.Text("period_start_precision")), w.DayOf(r.Text("period_end"), r.Text("period_end_precision"))
	switch {
	case from == "" && to == "":
		return w.T("not stated")
	case to == "":
		return w.T("from {time}, end not stated", "time", from)
	case from == "" || from == to:
		return to
	}
	return w.T("{from} to {to}", "from", from, "to", to)
}

// placeCell links a place or port to its profile.
func placeCell(w Words, slug string) layout.Cell {
	name := placeWords(w, slug)
	if name == "" {
		return layout.Cell{Text: enumWords(w, slug)}
	}
	return layout.Cell{Text: name, Href: "/place/" + slug}
}

// languageName is the English name of a language tag: "Haitian Creole", "es-419" stays
// readable as "Latin American Spanish".
func languageName(w Words, tag string) string {
	if tag == "mul" {
		return w.T("several languages")
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if names := display.Tags(language.Make(w.Code())); names != nil && names.Name(parsed) != "" {
		return names.Name(parsed)
	}
	return orElse(display.English.Tags().Name(parsed), tag)
}

// placeWords names a place for a reader; empty for one that has no page.
func placeWords(w Words, slug string) string {
	switch slug {
	case "border_wide":
		return w.T("whole border")
	case "mexico-unspecified":
		return w.T("somewhere in Mexico")
	}
	return termWords(w, placeName(slug))
}

// noteCell is the note of a row, in the words of the curated table.
func noteCell(w Words, r data.Row) layout.Cell {
	if !r.Has("note") {
		return layout.Blank(w.T("no value|none"))
	}
	return layout.Cell{Text: r.Text("note"), Lang: inEnglish(w)}
}

// inEnglish marks words of the data where the page speaks another language.
func inEnglish(w Words) string {
	if w.English() {
		return ""
	}
	return "en"
}
