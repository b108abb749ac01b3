package views

import (
	"cmp"
	"context"
	"slices"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// accessWords says how much of a document was read.
var accessWords = map[string]locale.Msg{
	"full":    "read in full",
	"excerpt": "read in part",
	"copy":    "only as a copy",
}

// sources is /sources: the series that are loaded, then the documents that are cited.
func (s *Server) sources(r *Request) (Response, error) {
	w := r.Words()
	m := page.SourcesModel{Page: s.figures(r, "/sources", r.T("Sources"), r.T("Every recurring series and every document that a figure on this site rests on, with what was read of it."))}
	series, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources", Where: []data.Condition{{Field: "kind", Values: []string{"series"}}}})
	if err != nil {
		return Response{}, err
	}
	series.Each(func(row data.Row) { m.Series = append(m.Series, seriesEntry(w, r.Edition, row)) })
	slices.SortStableFunc(m.Series, func(a, b page.SeriesEntry) int { // what is loaded first, the longest run of releases before others
		return cmp.Compare(len(sourceReleases(r.Edition, b.ID)), len(sourceReleases(r.Edition, a.ID)))
	})
	if m.Documents, err = documentTable(r.Context(), r.Edition, w); err != nil {
		return Response{}, err
	}
	if m.Reading, err = readingSentence(r.Context(), r.Edition, w); err != nil {
		return Response{}, err
	}
	m.Lead = r.T("{series} and {documents} stand behind the figures here.", "series", w.N(int64(len(m.Series)), "{n} recurring series", "{n} recurring series"),
		"documents", w.N(int64(len(m.Documents.Rows)), "{n} document", "{n} documents"))
	return html(r.Context(), page.Sources(m))
}

func seriesEntry(w Words, e *data.Edition, row data.Row) page.SeriesEntry {
	id := row.Text("source_id")
	entry := page.SeriesEntry{
		ID: id, Href: "/sources/" + id, Title: row.Text("title"), Publisher: row.Text("publisher"), Lang: inEnglish(w),
		About: row.Text("about"), State: seriesState(w, row), Cadence: row.Text("cadence"), Releases: w.T("no release loaded"),
	}
	if releases := sourceReleases(e, id); len(releases) > 0 {
		last := releases[len(releases)-1]
		entry.Releases = w.N(int64(len(releases)), "{n} release, of {day}", "{n} releases, the last of {day}", "day", w.DayOf(last.Published, last.PublishedPrecision))
	}
	return entry
}

// seriesState says that the programme behind a series has ended: it is ended, not stale.
func seriesState(w Words, row data.Row) string {
	if row.Text("state") == "ended" {
		if row.Has("ended") {
			return w.T("ended on {day}; past figures may still be revised", "day", w.DayOf(row.Text("ended"), "day"))
		}
		return w.T("ended; past figures may still be revised")
	}
	if m := sourceStateWords[row.Text("state")]; m != "" {
		return w.T(m)
	}
	return w.T("not stated")
}

// sourceReleases lists the releases of a series in this edition, oldest first.
func sourceReleases(e *data.Edition, source string) []data.Release {
	var list []data.Release
	for _, release := range e.Manifest.Releases {
		if release.Source == source {
			list = append(list, release)
		}
	}
	return list
}

func documentTable(ctx context.Context, e *data.Edition, w Words) (layout.Table, error) {
	t := layout.Table{
		ID: "documents", Caption: w.T("Documents, newest first"), Plain: true,
		Columns: []layout.Column{{Label: "Title", Wide: true}, {Label: "Publisher"}, {Label: "Published"}, {Label: "How it was read"}, {Label: "Language"}},
	}
	rows, err := e.Query(ctx, "source-documents")
	if err != nil {
		return t, err
	}
	rows.Each(func(row data.Row) {
		published := layout.Blank(w.T("undated"))
		if row.Has("published") {
			published = layout.Cell{Text: w.DayOf(row.Text("published"), row.Text("published_precision"))}
		}
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: row.Text("title"), Href: "/sources/" + row.Text("source_id"), Header: true, Quoted: row.Text("language")},
			{Text: row.Text("publisher"), Lang: publisherLang(w, row)}, published, {Text: w.T(accessWords[row.Text("access")])}, {Text: languageName(w, row.Text("language"))},
		})
	})
	return t, nil
}

// readingSentence is the verification status, counted from the sources themselves.
func readingSentence(ctx context.Context, e *data.Edition, w Words) (string, error) {
	t, err := e.Query(ctx, "source-access")
	if err != nil {
		return "", err
	}
	n, total := map[string]int64{}, int64(0)
	t.Each(func(row data.Row) {
		n[row.Text("access")] = row.Int("documents")
		total += row.Int("documents")
	})
	return w.T("Of {documents}, {full} were read in full, {part} in part and {copy} only as a copy, reprint or mirror. All were read as stored copies: no curated figure was checked on a live page.",
		"documents", w.N(total, "{n} document", "{n} documents"), "full", n["full"], "part", n["excerpt"], "copy", n["copy"]), nil
}
