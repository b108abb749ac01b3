package views

import (
	"fmt"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

var (
	// basisWords says which bytes a release was read from.
	basisWords = map[string]locale.Msg{
		"document": "the publisher’s own file",
		"seed":     "figures that come with the program, taken from the publisher’s file by the same reader",
		"curated":  "our own cited tables, which come with the program",
	}
	// urlBasisWords says how the address of a release is known.
	urlBasisWords = map[string]locale.Msg{
		"recorded": "recorded when the file was fetched",
		"pattern":  "inferred from how the publisher names its files; not checked",
		"archived": "a web archive's copy, from which the file was fetched",
		"unknown":  "not known",
	}
)

// release is /releases/{id}: the facts of one issue of a source, and with a locator what
// was read at that place of it.
func (s *Server) release(r *Request) (Response, error) {
	if err := r.known(placeParams...); err != nil {
		return Response{}, err
	}
	id := r.PathValue("id")
	i := slices.IndexFunc(r.Edition.Manifest.Releases, func(x data.Release) bool { return x.ID == id })
	if i < 0 {
		return Response{}, fmt.Errorf("release %q: %w", id, data.ErrNotFound)
	}
	release := r.Edition.Manifest.Releases[i]
	w := r.Words()
	published := w.DayOf(release.Published, release.PublishedPrecision)
	m := page.ReleaseModel{
		Page:   s.figures(r, "/sources", w.T("Release {id}", "id", release.ID), w.T("One release as it was published on {day}, with its facts and its hash.", "day", published)),
		ID:     release.ID,
		Lang:   inEnglish(w),
		Title:  orElse(release.Title, release.Source),
		Lead:   w.T("Published {day}; read from {basis}.", "day", published, "basis", basisOf(w, release.Basis)),
		Source: layout.Link{Text: release.Source, Href: "/sources/" + release.Source},
		Facts:  releaseFacts(w, release),
	}
	for line := range strings.SplitSeq(release.Note, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			m.Notes = append(m.Notes, line)
		}
	}
	for _, d := range r.Edition.Catalog().Sorted() {
		if !slices.Contains(r.Edition.Catalog().SourcesOf(d), release.Source) {
			continue
		}
		n, err := r.Edition.Count(r.Context(), data.Select{Dataset: d.ID, Where: []data.Condition{{Field: "release_id", Values: []string{id}}}})
		if err != nil {
			return Response{}, err
		}
		link := layout.Link{Text: titleOf(w, d), Href: "/data/" + d.ID, Note: releaseRows(w, r.Edition, d, n)}
		if n > 0 {
			link.Href += filterQuery([]data.Condition{{Field: "release_id", Values: []string{id}}}) + "#rows"
		}
		m.Datasets = append(m.Datasets, link)
	}
	if err := s.place(r, release, &m); err != nil {
		return Response{}, err
	}
	return html(r.Context(), page.Release(m))
}

// releaseRows says what a release still gives to the latest view of a dataset.
func releaseRows(w Words, e *data.Edition, d *data.Dataset, n int64) string {
	switch {
	case n > 0:
		return w.N(n, "1 row of the latest view", "{n} rows of the latest view")
	case d.Versioned():
		return w.T("no row of the latest view: a newer release says the same months again")
	case len(d.Uses) > 0:
		return w.T("made from it through another table")
	}
	return w.T("no row")
}

func releaseFacts(w Words, x data.Release) []layout.Fact {
	facts := []layout.Fact{
		{Term: "Identifier", Parts: []layout.Part{{Text: x.ID, Code: true}}},
		layout.Text("Published", w.DayOf(x.Published, x.PublishedPrecision)),
		layout.Text("Data through", orElse(w.DayOf(x.DataThrough, "day"), w.T("not stated"))),
		layout.Text("Current as of", orElse(w.DayOf(x.CurrentAsOf, "day"), w.T("not printed in the document"))),
		{Term: "SHA-256", Parts: []layout.Part{{Text: orElse(x.SHA256, w.T("not stated")), Code: x.SHA256 != ""}}},
	}
	if x.FileName != "" {
		size := ""
		if x.Bytes > 0 {
			size = bytesWords(x.Bytes)
		}
		facts = append(facts, layout.Fact{Term: "File", Parts: []layout.Part{{Text: x.FileName, Code: true}, {Text: size}}})
	}
	address := layout.Fact{Term: "Address"}
	if x.URL != "" {
		address.Parts = append(address.Parts, layout.Part{Text: x.URL, Href: x.URL})
	}
	address.Parts = append(address.Parts, layout.Part{Text: w.T(addressBasis(x.URLBasis))})
	facts = append(facts, address)
	if x.RetrievedAt != "" {
		facts = append(facts, layout.Text("Retrieved", x.RetrievedAt))
	}
	return append(facts, layout.Text("Read from", basisOf(w, x.Basis)))
}

// releaseTable lists releases.
func releaseTable(w Words, releases []data.Release) layout.Table {
	t := layout.Table{ID: "releases-table", Caption: w.T("Releases, oldest first"), Plain: true, Columns: []layout.Column{
		{Label: "Release"}, {Label: "Published"}, {Label: "Data through"}, {Label: "Current as of"}, {Label: "Read from", Wide: true},
	}}
	day := func(iso, precision, absent string) layout.Cell {
		if iso == "" {
			return layout.Blank(absent)
		}
		return layout.Cell{Text: w.DayOf(iso, precision)}
	}
	for _, x := range releases {
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: x.ID, Href: "/releases/" + x.ID, Header: true},
			day(x.Published, x.PublishedPrecision, w.T("not stated")),
			day(x.DataThrough, "day", w.T("not stated")),
			day(x.CurrentAsOf, "day", w.T("not printed")),
			{Text: basisOf(w, x.Basis)},
		})
	}
	return t
}

// basisOf says what a release was read from.
func basisOf(w Words, basis string) string {
	if m := basisWords[basis]; m != "" {
		return w.T(m)
	}
	return basis
}

// addressBasis says how the address of a release is known.
func addressBasis(basis string) locale.Msg {
	if m := urlBasisWords[basis]; m != "" {
		return m
	}
	return "not known"
}
