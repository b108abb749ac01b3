package views

import (
	"fmt"
	"net/url"
	"slices"

	"citas/data"
	"citas/views/layout"
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
	m := page.SourceModel{
		Page:  s.figures(r, "/sources", row.Text("title"), "A source of the figures on this site: "+row.Text("publisher")+"."),
		Title: row.Text("title"), Lang: row.Text("language"), Address: row.Text("url"), Original: row.Text("original_url"),
	}
	if row.Text("kind") == "series" {
		m.Kicker, m.Lead, m.Facts = "Series", row.Text("about"), seriesFacts(row)
		m.Releases = releaseTable("releases-table", "Releases, oldest first", sourceReleases(r.Edition, id))
		m.Datasets = seriesDatasets(r.Edition, id)
	} else {
		m.Kicker, m.Lead, m.Facts = "Document", documentLead(row), documentFacts(row)
		if m.Cited, err = citations(r, id); err != nil {
			return Response{}, err
		}
	}
	return html(r.Context(), page.Source(m))
}

func documentLead(row data.Row) string {
	lead := row.Text("publisher")
	if row.Has("published") {
		lead += ", " + dayWords(row.Text("published"), row.Text("published_precision"))
	} else {
		lead += ", undated"
	}
	return lead + ": " + orElse(accessWords[row.Text("access")], "how it was read is not stated") + "."
}

func documentFacts(row data.Row) []layout.Fact {
	facts := []layout.Fact{
		{Term: "Identifier", Parts: []layout.Part{{Text: row.Text("source_id"), Code: true}}},
		layout.Text("Publisher", row.Text("publisher")),
		layout.Text("Kind of publisher", orElse(spaced(row.Text("publisher_kind")), "not stated")),
		layout.Text("Published", orElse(dayWords(row.Text("published"), row.Text("published_precision")), "undated")),
		layout.Text("Read on", orElse(dayWords(row.Text("accessed"), "day"), "not stated")+", as a stored copy"),
		layout.Text("How it was read", orElse(accessWords[row.Text("access")], "not stated")),
		layout.Text("Language", orElse(row.Text("language"), "not stated")),
		layout.Text("Licence", spaced(row.Text("licence"))),
	}
	if row.Has("note") {
		facts = append(facts, layout.Text("Note", row.Text("note")))
	}
	return facts
}

func seriesFacts(row data.Row) []layout.Fact {
	return []layout.Fact{
		{Term: "Identifier", Parts: []layout.Part{{Text: row.Text("source_id"), Code: true}}},
		layout.Text("Publisher", row.Text("publisher")),
		layout.Text("Releases", orElse(row.Text("cadence"), "not stated")),
		layout.Text("State", seriesState(row)),
		layout.Text("Licence", orElse(data.Licences[row.Text("licence")].Title, row.Text("licence"))),
	}
}

// seriesDatasets lists the datasets that a series feeds.
func seriesDatasets(e *data.Edition, source string) []layout.Link {
	var links []layout.Link
	for _, d := range e.Catalog().Sorted() {
		if slices.Contains(e.Catalog().SourcesOf(d), source) {
			files, _ := e.Manifest.Dataset(d.ID)
			links = append(links, layout.Link{Text: d.Title, Href: "/data/" + d.ID, Note: counted(files.Rows, "row", "rows")})
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
			Title: d.Title, Count: counted(n, "row", "rows"),
			Href: "/data/" + d.ID + "?source_id=" + url.QueryEscape(source) + "#rows",
			Rows: verbatim(d, t, "rows-"+d.ID, extract(0, t.Len(), n)),
		})
	}
	return list, nil
}
