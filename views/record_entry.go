package views

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/locale"
)

// Kinds of entry in the record of changes.
const (
	entryRelease    locale.Msg = "Release"
	entryCorrection locale.Msg = "Our correction"
	entrySource     locale.Msg = "Publisher"
)

// stateWords name a release that is kept out.
var stateWords = map[string]locale.Msg{
	data.StateRefused: "Refused release", data.StateHeld: "Held release", data.StateRejected: "Rejected release",
}

// recordEntry is one thing that happened to the record: a release was accepted or kept
// out, a publisher's series fell silent or came back, or we corrected ourselves. The page of changes and the feeds show the same ones.
type recordEntry struct {
	kind    locale.Msg
	id      string // of the release or correction
	slug    string // unique among entries, good in an address and as a fragment
	title   string
	day     string    // in words
	at      time.Time // what newest first means: published, kept out since, or corrected on
	source  string    // of a release
	lines   []string  // sentences about it
	changes []data.Change
	kept    *data.Held
}

// entries lists what happened to the record, newest first: in an as-of view what had
// been published by then.
func (s *Server) entries(r *Request) ([]recordEntry, error) {
	w := r.Words()
	changes, err := s.releaseChanges(r.Context(), r.Edition)
	if err != nil {
		return nil, err
	}
	titles, err := seriesTitles(r.Context(), r.Edition)
	if err != nil {
		return nil, err
	}
	var list []recordEntry
	seen := map[string]bool{} // sources
	for _, release := range acceptedReleases(r.Edition) {
		release.Title = orElse(release.Title, orElse(titles[release.Source], release.Source)) // some documents print none
		list = append(list, releaseEntry(w, release, data.ChangesBy(changes, release.ID), !seen[release.Source]))
		seen[release.Source] = true
	}
	for _, h := range r.kept() {
		list = append(list, keptEntry(w, h))
	}
	states, err := r.Edition.Select(r.Context(), data.Select{Dataset: "source-checks"})
	if err != nil {
		return nil, err
	}
	states.Each(func(row data.Row) {
		if row.Int("change") > 1 { // the first is what the source is declared with
			list = append(list, sourceEntry(w, row, titles))
		}
	})
	corrections, err := r.Edition.Select(r.Context(), data.Select{Dataset: "corrections"})
	if err != nil {
		return nil, err
	}
	corrections.Each(func(row data.Row) { list = append(list, correctionEntry(w, row)) })
	slices.SortStableFunc(list, func(a, b recordEntry) int { return cmp.Or(b.at.Compare(a.at), strings.Compare(a.slug, b.slug)) })
	return list, nil
}

// seriesTitles are the titles of the series, by id.
func seriesTitles(ctx context.Context, e *data.Edition) (map[string]string, error) {
	t, err := e.Select(ctx, data.Select{Dataset: "sources", Columns: []string{"source_id", "title"}, Where: []data.Condition{{Field: "kind", Values: []string{"series"}}}})
	if err != nil {
		return nil, err
	}
	titles := map[string]string{}
	t.Each(func(row data.Row) { titles[row.Text("source_id")] = row.Text("title") })
	return titles, nil
}

// releaseChanges computes what every release changed, once per edition; a past view
// has the beginning of the same list.
func (s *Server) releaseChanges(ctx context.Context, e *data.Edition) ([]data.Change, error) {
	size := func(list []data.Change) int { return 1024 * len(list) }
	return remember(ctx, s, e, "changes", size, func() ([]data.Change, error) { return e.At(time.Time{}).Changes(ctx) })
}

// acceptedReleases lists the releases of an edition, oldest first: in an as-of view
// those published by then.
func acceptedReleases(e *data.Edition) []data.Release {
	day, dated := e.AsOf()
	return slices.DeleteFunc(slices.Clone(e.Manifest.Releases), func(x data.Release) bool {
		return dated && x.Published > day.Format(time.DateOnly)
	})
}

// kept lists what is kept out: in an as-of view what had been published by then.
func (r *Request) kept() []data.Held {
	if r.Edition == nil {
		return r.Kept
	}
	day, dated := r.Edition.AsOf()
	return slices.DeleteFunc(slices.Clone(r.Kept), func(h data.Held) bool {
		return dated && h.Published > day.Format(time.DateOnly)
	})
}

func releaseEntry(w Words, x data.Release, changes []data.Change, first bool) recordEntry {
	e := recordEntry{
		kind: entryRelease, id: x.ID, slug: "release-" + x.Slug(), title: x.Title, source: x.Source,
		day: w.DayOf(x.Published, x.PublishedPrecision), at: isoDay(x.Published), changes: changes,
	}
	if x.DataThrough != "" {
		e.lines = append(e.lines, w.T("Data through {day}.", "day", w.DayOf(x.DataThrough, "day")))
	}
	if x.Decision == "accept" {
		e.lines = append(e.lines, w.T("Let through the gates by a person: {reason}", "reason", x.DecisionReason))
	}
	switch {
	case first:
		e.lines = append(e.lines, w.T("First release of its series held here."))
	case len(changes) == 0:
		e.lines = append(e.lines, w.T("Its tables have one state only, so there is nothing to compare."))
	}
	return e
}

func keptEntry(w Words, h data.Held) recordEntry {
	at, err := time.Parse(time.RFC3339, h.Since)
	if err != nil {
		at = isoDay(h.Published)
	}
	e := recordEntry{
		kind: stateOf(h.State), id: h.Release, slug: "kept-out-" + data.Release{ID: h.Release}.Slug() + "-" + h.SHA256[:min(16, len(h.SHA256))],
		title: orElse(h.FileName, h.Release), day: w.Day(at.UTC()), at: at.UTC(), source: h.Source, kept: &h,
		lines: []string{w.T("Published {day}. It is in no table here.", "day", w.DayOf(h.Published, "day"))},
	}
	return e
}

// stateOf names what a release that is kept out is.
func stateOf(state string) locale.Msg {
	if m := stateWords[state]; m != "" {
		return m
	}
	return "Release kept out"
}

func correctionEntry(w Words, row data.Row) recordEntry {
	e := recordEntry{
		kind: entryCorrection, id: row.Text("correction_id"), slug: "correction-" + row.Text("correction_id"), title: row.Text("what_was_wrong"),
		day: w.DayOf(row.Text("corrected_on"), "day"), at: isoDay(row.Text("corrected_on")),
		lines: []string{w.T("Right is: {what}", "what", row.Text("what_is_right")), w.T("Touched: {what}", "what", row.Text("touched"))},
	}
	if row.Has("wrong_since") {
		e.lines = append(e.lines, w.T("Wrong since {day}.", "day", w.DayOf(row.Text("wrong_since"), "day")))
	}
	return e
}

// isoDay is the beginning of an ISO day; the zero time for what is none.
func isoDay(iso string) time.Time {
	t, _ := time.Parse(time.DateOnly, iso)
	return t
}

// revised reports whether a release changed cells of an earlier one.
func (e recordEntry) revised() bool {
	return slices.ContainsFunc(e.changes, func(c data.Change) bool { return c.Cells() > 0 })
}
