package views

import (
	"net/url"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// placeParams name a place in a release: /releases/{release_id}?locator=…&source_id=…
// The names are those of the columns, so that any row of any file leads to its page.
var placeParams = []string{"locator", "source_id"}

// placeTemplate is that rule as a URI template (RFC 6570); its variables are columns,
// and one that a row does not have is left out.
const placeTemplate = "/releases/{release_id}{?locator,source_id}#cell"

// placeRows is how many rows of a dataset the page of a place shows.
const placeRows = 20

// placeAddress is the page of the place that a row was read at; source may be empty.
func placeAddress(release, locator, source string) string {
	address := "/releases/" + release + "?locator=" + url.QueryEscape(locator)
	if source != "" {
		address += "&source_id=" + url.QueryEscape(source)
	}
	return address + "#cell"
}

// citeRow lets the locator of a row lead to its place. Names are those of the columns;
// a row that names no release or no place, or a whole file of our tables for a figure
// that is worked out from all of it, leads nowhere.
func citeRow(row []layout.Cell, names []string, value func(i int) string) {
	of := func(name string) string {
		if i := slices.Index(names, name); i >= 0 && !row[i].Missing {
			return value(i)
		}
		return ""
	}
	if release, locator := of("release_id"), of("locator"); release != "" && locator != "" && !strings.HasSuffix(locator, ".csv") {
		row[slices.Index(names, "locator")].Href = placeAddress(release, locator, of("source_id"))
	}
}

// place fills the part of a release's page that shows one place of it.
func (s *Server) place(r *Request, release data.Release, m *page.ReleaseModel) error {
	values, err := r.query()
	if err != nil {
		return err
	}
	for _, name := range placeParams {
		if len(values[name]) > 1 {
			return &data.ParamError{Param: name, Found: strings.Join(values[name], ", "), Expected: "one value"}
		}
	}
	locator, asked := values["locator"]
	if !asked {
		if source, alone := values["source_id"]; alone {
			return &data.ParamError{Param: "source_id", Found: source[0], Expected: "locator beside it: the place in the document"}
		}
		return nil
	}
	at := data.Origin{Release: release.ID, Locator: locator[0], Source: values.Get("source_id")}
	cited, err := r.Edition.Cited(r.Context(), at, placeRows)
	if err != nil {
		return err
	}
	m.Page.NoIndex = true
	m.Place = &page.PlaceModel{}
	if err := s.placeFacts(r, at, release, cited, m.Place); err != nil {
		return err
	}
	for _, c := range cited {
		d := c.Dataset
		rows := page.PlaceRows{
			Title: titleOf(r.Words(), d), Href: "/data/" + d.ID, Rows: verbatim(r.Words(), d, c.Rows, "cell-"+d.ID, extract(r.Words(), 0, c.Rows.Len(), c.Total)),
		}
		switch {
		case c.InForce == 0:
			rows.Note = r.T("A newer release states this again: these rows are kept, and stand in no latest view.")
		case c.InForce < c.Total:
			rows.Note = r.Words().N(c.InForce, "1 row stands in the latest view; a newer release states the others again.", "{n} rows stand in the latest view; a newer release states the others again.")
		}
		m.Place.Datasets = append(m.Place.Datasets, rows)
	}
	return nil
}

// placeFacts says where the place is: sheet and cell or words, the document, its address
// and its hash.
func (s *Server) placeFacts(r *Request, at data.Origin, release data.Release, cited []data.Cited, m *page.PlaceModel) error {
	w := r.Words()
	m.Lead = w.T("Read at “{locator}”.", "locator", at.Locator)
	place := layout.Fact{Term: "Place", Parts: []layout.Part{{Text: at.Locator}}}
	if sheet, cell, ok := data.SheetCell(at.Locator); ok {
		cells := locale.Msg("cell {cell} of the sheet “{sheet}”")
		if strings.Contains(cell, " ") {
			cells = "cells {cell} of the sheet “{sheet}”"
		}
		where := w.T(cells, "cell", cell, "sheet", sheet)
		m.Lead = w.T("Printed in {where}.", "where", where)
		place.Parts = []layout.Part{{Text: where}}
	}
	m.Facts = append(m.Facts, place, layout.Fact{Term: "Locator", Parts: []layout.Part{{Text: at.Locator, Code: true}}})
	for _, id := range citedDocuments(at, cited) {
		t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources", Where: []data.Condition{{Field: "source_id", Values: []string{id}}}})
		if err != nil {
			return err
		}
		if t.Len() == 0 {
			continue
		}
		row := t.Row(0)
		document := layout.Fact{Term: "Document", Parts: []layout.Part{{Text: row.Text("title"), Href: "/sources/" + id}, {Text: row.Text("publisher")}}}
		if row.Has("url") {
			document.Parts = append(document.Parts, layout.Part{Text: row.Text("url"), Href: row.Text("url")})
		}
		m.Facts = append(m.Facts, document)
	}
	curated := release.Basis == "curated"
	for _, fact := range releaseFacts(w, release) {
		known := fact.Term != "Address" || !curated // the document's stands above
		if known && slices.Contains([]locale.Msg{"SHA-256", "File", "Address", "Read from"}, fact.Term) {
			m.Facts = append(m.Facts, fact)
		}
	}
	if curated {
		m.Note = w.T("The SHA-256 is that of our tables. The document itself was read as a stored copy and is not kept by its hash.")
	}
	return nil
}

// citedDocuments are the documents that the rows of a place cite, a few at most.
func citedDocuments(at data.Origin, cited []data.Cited) []string {
	const most = 3
	if at.Source != "" {
		return []string{at.Source}
	}
	var ids []string
	for _, c := range cited {
		i := c.Rows.Index("source_id")
		if i < 0 {
			continue
		}
		for _, cells := range c.Rows.Rows {
			if id := data.CellText(cells[i]); id != "" && !slices.Contains(ids, id) && len(ids) < most {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
