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
		Page:  s.figures(r, "/changes", "Changes", "What changed in the record, release by release: how many cells, the largest change, what is kept out, and our own corrections."),
		Lead:  changesLead(entries),
		Feeds: feedLinks(),
	}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/api/v1/releases", Title: "Releases as JSON"}}
	for _, e := range entries {
		entry := page.ChangeEntry{
			ID: e.slug, Kind: e.kind, Day: e.day, Title: e.title, Name: e.id, Lines: e.lines, Changes: changeModels(e.changes),
		}
		switch {
		case e.kept != nil:
			if entry.Kept, err = s.keptModel(*e.kept); err != nil {
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
func changesLead(entries []recordEntry) string {
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
	w := Words{}
	if releases+kept+corrections == 0 {
		return "No release had been published by then."
	}
	lead := counted(int64(releases), "release", "releases") + " of " + counted(int64(len(series)), "series", "series") + " " + isAre(releases) + " held here; " +
		w.Small(int64(revising)) + " changed cells of an earlier one. "
	switch kept {
	case 0:
		lead += "None is kept out. "
	default:
		lead += Capital(w.Small(int64(kept))) + " " + isAre(kept) + " kept out. "
	}
	if corrections == 0 {
		return lead + "We have had nothing of our own to correct so far."
	}
	return lead + "We have corrected ourselves " + counted(int64(corrections), "time", "times") + "."
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
