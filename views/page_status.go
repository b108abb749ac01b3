package views

import (
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// status is /status: what this site is built from now, and what is kept out of it.
func (s *Server) status(r *Request) (Response, error) {
	w := r.Words()
	m := page.StatusModel{
		Page: s.figures(r, "/status", w.T("Status"), w.T("The edition that this site shows, the releases of each series held here, and the releases that are kept out, with the reason.")),
		Lead: w.T("No edition has been built yet, so there is nothing to show."),
	}
	if r.today() {
		m.Damaged = damageWords(w, s.store.Damage())
	}
	for _, h := range r.kept() {
		kept, err := s.keptModel(w, h)
		if err != nil {
			return Response{}, err
		}
		kept.ID = keptEntry(w, h).slug
		m.Kept = append(m.Kept, *kept)
	}
	if r.today() {
		watched, err := s.watched()
		if err != nil {
			return Response{}, err
		}
		m.Watched, m.Unasked, m.Duty = watchedTable(w, watched), unaskedWords(w, watched), dutyWords(w, watched)
	}
	if r.Edition == nil {
		return html(r.Context(), page.Status(m))
	}
	series, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources", Where: []data.Condition{{Field: "kind", Values: []string{"series"}}}})
	if err != nil {
		return Response{}, err
	}
	m.Edition, m.Series = editionFacts(w, r.Edition, builtWords(w, r.Edition.Manifest)), seriesTable(w, r.Edition, series)
	m.Lead = statusLead(w, r.Edition, series, len(m.Kept))
	return html(r.Context(), page.Status(m))
}

// damageWords say that another edition is shown than the newest, if that is so.
func damageWords(w Words, d *data.DamageError) string {
	switch {
	case d == nil:
		return ""
	case d.Serving == "":
		return w.T("A file of the newest edition is damaged, and no other edition is whole. It is built again from the archive; until then there are no figures here.")
	}
	return w.T("A file of the newest edition is damaged. Until it has been built again from the archive, this site shows the edition before it, which is whole: the newest figures may be missing.")
}

func statusLead(w Words, e *data.Edition, series *data.Table, kept int) string {
	ended := 0
	series.Each(func(row data.Row) {
		if row.Text("state") == "ended" {
			ended++
		}
	})
	lead := w.T("{releases} of {series} stand behind the figures here.", "releases", w.N(int64(len(acceptedReleases(e))), "{n} release", "{n} releases"), "series", w.N(int64(series.Len()), "{n} series", "{n} series")) + " "
	switch ended {
	case 0:
	case 1:
		lead += w.T("One of them ended with the programme on 20 January 2025, so nothing of it is due.") + " "
	default:
		lead += w.T("{count} of them ended with the programme on 20 January 2025, so nothing of them is due.", "count", Capital(w.Small(int64(ended)))) + " "
	}
	switch kept {
	case 0:
		return lead + w.T("No release is kept out.")
	case 1:
		return lead + w.T("One release is kept out.")
	}
	return lead + w.T("{count} releases are kept out.", "count", Capital(w.Small(int64(kept))))
}

func editionFacts(w Words, e *data.Edition, built string) []layout.Fact {
	m := e.Manifest
	return []layout.Fact{
		layout.Text("Edition", m.Label),
		{Term: "Identifier", Parts: []layout.Part{{Text: m.Edition, Code: true}}},
		layout.Text("Built", built),
		layout.Text("Built with", "DuckDB "+strings.TrimPrefix(m.Engine, "v")),
		{Term: "Hash of the data", Parts: []layout.Part{{Text: m.DataHash, Code: true}, {Text: w.T("SHA-256 over the CSV of every table; it changes only when a table does")}}},
		layout.Text("Tables", w.N(int64(len(m.Datasets)), "{n} table", "{n} tables")),
	}
}

// seriesTable is a line per series: what is held, and whether anything is due.
func seriesTable(w Words, e *data.Edition, series *data.Table) layout.Table {
	t := layout.Table{ID: "series-table", Caption: w.T("Releases behind each"), Plain: true, Columns: []layout.Column{
		{Label: "Series", Wide: true}, {Label: "State"}, {Label: "Releases", Unit: "loaded here", Numeric: true}, {Label: "Newest release"}, {Label: "Data through"}, {Label: "Due", Wide: true},
	}}
	accepted := acceptedReleases(e)
	series.Each(func(row data.Row) {
		id := row.Text("source_id")
		state, _, _ := strings.Cut(seriesState(w, row), ";") // that its past can be revised stands above the table
		of := slices.DeleteFunc(slices.Clone(accepted), func(x data.Release) bool { return x.Source != id })
		newest, through := layout.Blank(w.T("no value|none")), layout.Blank(w.T("no value|none"))
		if len(of) > 0 {
			last := of[len(of)-1]
			newest, through = layout.Cell{Text: last.ID, Href: "/releases/" + last.ID}, layout.Blank(w.T("not stated"))
			if last.DataThrough != "" {
				through = layout.Cell{Text: w.DayOf(last.DataThrough, "day")}
			}
		}
		due := layout.Blank(w.T("not stated"))
		if cadence := row.Text("cadence"); cadence != "" {
			due = layout.Cell{Text: cadence, Lang: inEnglish(w)}
		}
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: row.Text("title"), Href: "/sources/" + id, Header: true}, {Text: state}, {Text: w.Count(int64(len(of)))},
			newest, through, due,
		})
	})
	return t
}
