package views

import (
	"citas/views/layout"
	"citas/views/page"
)

// changes is /changes: one entry per accepted release, per release that is kept out, and
// per correction of ours.
func (s *Server) changes(r *Request) (Response, error) {
	entries, err := s.entries(r)
	if err != nil {
		return Response{}, err
	}
	m := page.ChangesModel{
		Page:  s.figures(r, "/changes", r.T("Changes"), r.T("What changed in the record, release by release: how many cells, the largest change, what is kept out, and our own corrections.")),
		Lead:  changesLead(r.Words(), entries),
		Feeds: feedLinks(r.Words()),
	}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/api/v1/releases", Title: r.T("{title} as {format}", "title", r.T("Releases"), "format", "JSON")}}
	for _, e := range entries {
		entry := page.ChangeEntry{
			ID: e.slug, Publisher: e.kind == entrySource, Kind: r.T(e.kind), Day: e.day, Title: e.title, Name: e.id, Lines: e.lines, Changes: changeModels(r.Words(), e.changes),
		}
		if e.kind != entrySource { // the title of a document, or our own words of a correction
			entry.Lang = inEnglish(r.Words())
		}
		switch {
		case e.kept != nil:
			if entry.Kept, err = s.keptModel(r.Words(), *e.kept); err != nil {
				return Response{}, err
			}
			entry.Href = "/status#" + e.slug
		case e.kind == entrySource:
			entry.Href = "/status#publishers"
		case e.kind == entryCorrection:
			entry.Href = "/corrections#" + e.id
		default:
			entry.Href = "/releases/" + e.id
		}
		if e.source != "" {
			entry.Series = layout.Link{Text: e.source, Href: "/sources/" + e.source}
		}
		m.Entries = append(m.Entries, entry)
	}
	return html(r.Context(), page.Changes(m))
}

// changesLead counts the entries in a sentence.
func changesLead(w Words, entries []recordEntry) string {
	releases, kept, corrections, revising := 0, 0, 0, 0
	series := map[string]bool{}
	for _, e := range entries {
		switch {
		case e.kept != nil:
			kept++
		case e.kind == entrySource:
		case e.kind == entryCorrection:
			corrections++
		default:
			releases++
			series[e.source] = true
			if e.revised() {
				revising++
			}
		}
	}
	if releases+kept+corrections == 0 {
		return w.T("No release had been published by then.")
	}
	lead := w.T("{releases} of {series} held here; {revising} changed cells of an earlier one.", "releases", w.N(int64(releases), "{n} release", "{n} releases"),
		"series", w.N(int64(len(series)), "{n} series", "{n} series"), "revising", w.Small(int64(revising))) + " "
	switch kept {
	case 0:
		lead += w.T("None is kept out.") + " "
	default:
		lead += w.N(int64(kept), "One is kept out.", "{count} are kept out.", "count", Capital(w.Small(int64(kept)))) + " "
	}
	if corrections == 0 {
		return lead + w.T("We have had nothing of our own to correct so far.")
	}
	return lead + w.N(int64(corrections), "We have corrected ourselves once.", "We have corrected ourselves {n} times.")
}
