package views

import (
	"context"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// watched is how the series stand now.
func (s *Server) watched() ([]data.SourceStatus, error) {
	if s.config.Watched == nil {
		return nil, nil
	}
	return s.config.Watched.Sources()
}

// today reports whether a page may say how things stand now: not in a past view.
func (r *Request) today() bool {
	if r.Edition == nil {
		return true
	}
	_, dated := r.Edition.AsOf()
	return !dated
}

// sourceStateWords say what a state means, after the name of the series.
var sourceStateWords = map[string]locale.Msg{
	data.SourceActive:     "active",
	data.SourceEnded:      "ended",
	data.SourceLate:       "late",
	data.SourceMoved:      "moved",
	data.SourceRemoved:    "removed",
	data.SourceBlocked:    "does not let us in",
	data.SourceUnreadable: "cannot be read",
}

// watchedTable is a line per series whose publisher can be asked.
func watchedTable(w Words, list []data.SourceStatus) layout.Table {
	t := layout.Table{ID: "publishers-table", Caption: w.T("Series whose publishers can be asked"), Plain: true, Columns: []layout.Column{
		{Label: "Series", Wide: true}, {Label: "State"}, {Label: "Last asked"}, {Label: "Newest listed"},
		{Label: "Next expected"}, {Label: "Last trouble", Wide: true},
	}}
	for _, x := range list {
		if !x.Asked {
			continue
		}
		newest, expected, trouble := layout.Blank(w.T("not known")), layout.Blank(w.T("nothing")), layout.Blank(w.T("no value|none"))
		if x.Newest != "" {
			newest = layout.Cell{Text: w.T("{release}, through {day}", "release", x.Newest, "day", w.DayOf(x.Through, "day"))}
		}
		if x.Expected != "" {
			expected = layout.Cell{Text: w.DayOf(x.Expected, "day")}
		}
		if x.DaysLate > 0 {
			expected.Text = w.N(int64(x.DaysLate), "{day}: {n} day late today", "{day}: {n} days late today", "day", expected.Text)
		}
		if x.Error != "" {
			trouble = layout.Cell{Text: x.Error, Lang: inEnglish(w)}
		}
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: x.Title, Href: "/sources/" + x.Source, Header: true}, {Text: stateSince(w, x)}, askedCell(w, x), newest, expected, trouble,
		})
	}
	return t
}

func stateSince(w Words, x data.SourceStatus) string {
	words := x.State
	if m := sourceStateWords[x.State]; m != "" {
		words = w.T(m)
	}
	if x.Since != "" {
		words = w.T("{state} since {day}", "state", words, "day", w.DayOf(x.Since, "day"))
	}
	return words
}

func askedCell(w Words, x data.SourceStatus) layout.Cell {
	at, err := time.Parse(time.RFC3339, x.LastChecked)
	if err != nil {
		return layout.Blank(w.T("never"))
	}
	if x.HTTPStatus > 0 {
		return layout.Cell{Text: w.T("{moment}: HTTP status {status}", "moment", w.Moment(at), "status", x.HTTPStatus)}
	}
	return layout.Cell{Text: w.Moment(at)}
}

// unaskedWords say that no publisher has been asked, if that is so.
func unaskedWords(w Words, list []data.SourceStatus) string {
	for _, x := range list {
		if x.LastChecked != "" {
			return ""
		}
	}
	return w.T("This site has not asked any publisher yet, so it does not know whether a release is late.")
}

// dutyWords say which law or promise obliges a publisher to go on, or that we know of none.
func dutyWords(w Words, list []data.SourceStatus) (said []layout.Phrase) {
	asked := 0
	for _, x := range list {
		if !x.Asked {
			continue
		}
		if asked++; x.Duty != "" {
			said = append(said, layout.Phrase{Text: w.T("What obliges {series}, as far as we know:", "series", x.Title)}, layout.Phrase{Text: x.Duty + ".", Lang: inEnglish(w)})
		}
	}
	switch len(said) {
	case 0:
		if asked > 0 {
			said = append(said, layout.Phrase{Text: w.T("We have found no law and no promise that obliges any of these publishers to go on publishing these tables. If you know of one, please write to us.")})
		}
	case 2 * asked:
	default:
		said = append(said, layout.Phrase{Text: w.T("We have found no law and no promise that obliges the other publishers.")})
	}
	return said
}

// sourceEntry is a change of state of a source, in the record of changes.
func sourceEntry(w Words, row data.Row, titles map[string]string) recordEntry {
	id, state, since := row.Text("source"), row.Text("state"), row.Text("since")
	e := recordEntry{
		kind: entrySource, id: id + "@" + since + "/" + state, slug: "source-" + id + "-" + since + "-" + state, source: id,
		title: orElse(titles[id], id), day: w.DayOf(since, "day"), at: isoDay(since),
	}
	var words string
	switch state {
	case data.SourceLate:
		words = w.T("Late: the next release was expected by {day}.", "day", w.DayOf(row.Text("expected"), "day"))
	case data.SourceMoved:
		words = w.T("Moved: the publisher lists the documents at another address now.")
	case data.SourceRemoved:
		words = w.T("Removed: the publisher's page is gone, or no longer lists its newest document.")
	case data.SourceBlocked:
		words = w.T("The publisher's server does not let us in.")
	case data.SourceUnreadable:
		words = w.T("The publisher's page cannot be read: no answer, a fault, or no documents on it.")
	default:
		words = w.T("Back: the publisher lists its documents again.")
	}
	if m := sourceStateWords[state]; m != "" {
		state = w.T(m)
	}
	e.title += ": " + state
	e.lines = []string{words}
	if state == data.SourceActive || state == data.SourceEnded {
		e.title = w.T("{series}: back", "series", orElse(titles[id], id))
	}
	if row.Has("newest_issue") {
		e.lines = append(e.lines, w.T("Newest issue listed by then: {issue}.", "issue", row.Text("newest_issue")))
	}
	if row.Has("moved_to") {
		e.lines = append(e.lines, w.T("It is at {address}.", "address", row.Text("moved_to")))
	}
	if row.Has("error") {
		e.lines = append(e.lines, w.T("What happened: {error}.", "error", row.Text("error")))
	}
	return e
}

// apiSourceStatus is a series as it stands now.
type apiSourceStatus struct {
	Source      string `json:"source" example:"cbp-encounters"`
	Title       string `json:"title"`
	State       string `json:"state" enum:"active,ended,late,moved,removed,blocked,unreadable" doc:"as in the dataset source-checks"`
	Since       string `json:"since,omitempty" format:"date" doc:"absent: as declared, before the first check"`
	Duty        string `json:"duty,omitempty" doc:"law or promise that obliges the publisher, where one is known"`
	Asked       bool   `json:"asked" doc:"whether its publisher can be asked; people add the documents of the others"`
	LastChecked string `json:"last_checked,omitempty" format:"date-time"`
	Outcome     string `json:"outcome,omitempty" enum:"found,moved,unreachable,failing,blocked,removed,refused" doc:"of the last check"`
	HTTPStatus  int    `json:"http_status,omitempty"`
	Newest      string `json:"newest_issue,omitempty"`
	Through     string `json:"data_through,omitempty" format:"date"`
	LastRelease string `json:"last_release,omitempty" format:"date" doc:"day of publication of the newest release held here"`
	Expected    string `json:"expected,omitempty" format:"date" doc:"day by which the next release is expected"`
	DaysLate    int    `json:"days_late" doc:"today; 0 within the time allowed"`
	Error       string `json:"error,omitempty" doc:"trouble of the last check, in plain words"`
}

type statusOutput struct {
	Body struct {
		At      string            `json:"at" format:"date-time"`
		Edition string            `json:"edition,omitempty" doc:"absent before one has been built"`
		Damaged string            `json:"damaged_edition,omitempty" doc:"edition that should be served; the one above stands in until it is rebuilt"`
		Sources []apiSourceStatus `json:"sources"`
	}
}

// apiStatus is how the series stand now: live, not of an edition.
func (s *Server) apiStatus(ctx context.Context, _ *struct{}) (*statusOutput, error) {
	r := requestOf(ctx)
	list, err := s.watched()
	if err != nil {
		return nil, s.apiError(r, err)
	}
	out := &statusOutput{}
	out.Body.At, out.Body.Sources = s.config.Now().UTC().Format(time.RFC3339), []apiSourceStatus{}
	if r.Edition != nil {
		out.Body.Edition = r.Edition.ID()
	}
	if d := s.store.Damage(); d != nil {
		out.Body.Damaged = d.Edition
	}
	for _, x := range list {
		out.Body.Sources = append(out.Body.Sources, apiSourceStatus(x))
	}
	return out, nil
}
