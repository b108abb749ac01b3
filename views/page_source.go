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

// citedRows is how many rows of each dataset a source's page shows.
const citedRows = 5

// source is /sources/{id}: a document or a series.
func (s *Server) source(r *Request) (Response, error) {
	id := r.PathValue("id")
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources", Where: []data.Condition{{Field: "source_id", Values: []string{id}}}})
	if err != nil {
		return Response{}, err
	}
	if t.Len() == 0 || id == "" {
		return Response{}, fmt.Errorf("source %q: %w", id, data.ErrNotFound)
	}
	row := t.Row(0)
	w := r.Words()
	m := page.SourceModel{
		Page:  s.figures(r, "/sources", row.Text("title"), r.T("A source of the figures on this site: {publisher}.", "publisher", row.Text("publisher"))),
		Title: row.Text("title"), Lang: row.Text("language"), Address: row.Text("url"), Original: row.Text("original_url"),
	}
	if row.Text("kind") == "series" {
		m.Kicker, m.Lead, m.Facts = r.T("Series"), layout.Phrase{Text: row.Text("about"), Lang: inEnglish(w)}, seriesFacts(w, row)
		m.Releases = releaseTable(w, sourceReleases(r.Edition, id))
		m.Datasets = seriesDatasets(w, r.Edition, id)
	} else {
		m.Kicker, m.Lead.Text, m.Facts, m.Document = r.T("Document"), documentLead(w, row), documentFacts(w, row), true
		if m.Cited, err = citations(r, id); err != nil {
			return Response{}, err
		}
	}
	return html(r.Context(), page.Source(m))
}

func documentLead(w Words, row data.Row) string {
	lead := row.Text("publisher")
	if row.Has("published") {
		lead += ", " + w.DayOf(row.Text("published"), row.Text("published_precision"))
	} else {
		lead += ", " + w.T("undated")
	}
	return lead + ": " + accessOf(w, row, "how it was read is not stated") + "."
}

func documentFacts(w Words, row data.Row) []layout.Fact {
	facts := []layout.Fact{
		{Term: "Identifier", Parts: []layout.Part{{Text: row.Text("source_id"), Code: true}}},
		publisherFact(w, row),
		layout.Text("Kind of publisher", orElse(enumWords(w, row.Text("publisher_kind")), w.T("not stated"))),
		layout.Text("Published", orElse(w.DayOf(row.Text("published"), row.Text("published_precision")), w.T("undated"))),
		layout.Text("Read on", w.T("{day}, as a stored copy", "day", orElse(w.DayOf(row.Text("accessed"), "day"), w.T("not stated")))),
		layout.Text("How it was read", accessOf(w, row, "not stated")),
		layout.Text("Language", languageName(w, row.Text("language"))),
		layout.Text("Licence", enumWords(w, row.Text("licence"))),
	}
	if row.Has("note") {
		facts = append(facts, layout.In("Note", row.Text("note"), inEnglish(w)))
	}
	return facts
}

func seriesFacts(w Words, row data.Row) []layout.Fact {
	return []layout.Fact{
		{Term: "Identifier", Parts: []layout.Part{{Text: row.Text("source_id"), Code: true}}},
		publisherFact(w, row),
		cadenceFact(w, row),
		layout.Text("State", seriesState(w, row)),
		layout.Text("Licence", w.T(locale.Msg(orElse(data.Licences[row.Text("licence")].Title, row.Text("licence"))))),
	}
}

func publisherFact(w Words, row data.Row) layout.Fact {
	return layout.In("Publisher", row.Text("publisher"), publisherLang(w, row))
}

func cadenceFact(w Words, row data.Row) layout.Fact {
	if !row.Has("cadence") {
		return layout.Text("Releases", w.T("not stated"))
	}
	return layout.In("Releases", row.Text("cadence"), inEnglish(w))
}

// publisherLang is the language of a publisher's name: that of the document, or English where we say beside it where a copy was found.
func publisherLang(w Words, row data.Row) string {
	if strings.Contains(row.Text("publisher"), "(") {
		return inEnglish(w)
	}
	if lang := row.Text("language"); lang != w.Code() {
		return lang
	}
	return ""
}

// seriesDatasets lists the datasets that a series feeds.
func seriesDatasets(w Words, e *data.Edition, source string) []layout.Link {
	var links []layout.Link
	for _, d := range e.Catalog().Sorted() {
		if slices.Contains(e.Catalog().SourcesOf(d), source) {
			files, _ := e.Manifest.Dataset(d.ID)
			links = append(links, layout.Link{Text: titleOf(w, d), Href: "/data/" + d.ID, Note: w.N(files.Rows, "{n} row", "{n} rows")})
		}
	}
	return links
}

// citations finds, in every dataset that cites documents, the rows that cite this one.
func citations(r *Request, source string) ([]page.Citation, error) {
	var list []page.Citation
	for _, d := range r.Edition.Catalog().Sorted() {
		if f, ok := d.Field("source_id"); !ok || d.ID == "sources" || f.Ref != "sources.source_id" {
			continue
		}
		query := data.Select{Dataset: d.ID, Where: []data.Condition{{Field: "source_id", Values: []string{source}}}}
		n, err := r.Edition.Count(r.Context(), query)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		query.Limit = citedRows
		t, err := r.Edition.Select(r.Context(), query)
		if err != nil {
			return nil, err
		}
		list = append(list, page.Citation{
			Title: titleOf(r.Words(), d), Count: r.Words().N(n, "{n} row", "{n} rows"),
			Href: "/data/" + d.ID + "?source_id=" + url.QueryEscape(source) + "#rows",
			Rows: verbatim(r.Words(), d, t, "rows-"+d.ID, extract(r.Words(), 0, t.Len(), n)),
		})
	}
	return list, nil
}

// accessOf says what was read of a document.
func accessOf(w Words, row data.Row, unknown locale.Msg) string {
	if m := accessWords[row.Text("access")]; m != "" {
		return w.T(m)
	}
	return w.T(unknown)
}
