package etl

import (
	"slices"
	"strconv"
	"time"

	"citas/data"
	"citas/etl/upstream"
)

// Promise is when the next release of a series is expected. The zero value expects
// nothing.
type Promise struct {
	Lag   int    // days from the end of the month reported to its release, as a rule
	Grace int    // days after that before the series is called late
	Duty  string // law or promise that obliges the publisher; empty where we know of none
}

// next is the day by which the issue after the one through a day is expected; zero if
// nothing is.
func (p Promise) next(through string) time.Time {
	t, err := time.Parse(time.DateOnly, through)
	if err != nil || p.Lag == 0 {
		return time.Time{}
	}
	monthEnd := time.Date(t.Year(), t.Month()+2, 0, 0, 0, 0, 0, time.UTC)
	return monthEnd.AddDate(0, 0, p.Lag)
}

// overdue is how many days a day lies after the expected one; 0 within the grace.
func (p Promise) overdue(expected time.Time, day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || expected.IsZero() {
		return 0
	}
	if days := int(t.Sub(expected).Hours() / 24); days > p.Grace {
		return days
	}
	return 0
}

// sourceState is one row of the dataset source-checks.
type sourceState struct {
	source  string
	since   string
	state   string
	check   SourceCheck // that saw it; zero for the declared state
	duty    string
	newest  string
	through string
	release string // day of the newest one at hand
	expect  string
	late    int
}

// watcher follows the checks of one source, oldest first.
type watcher struct {
	source   *Source
	known    []data.Release
	states   []sourceState
	newest   string
	through  string
	trouble  string // state that the last check suggests and no other day has confirmed
	troubled string // day on which that began
}

// sourceStates finds the changes of state of a source. The first is the state that it
// is declared with. A trouble counts once checks of two days in a row have met it, so
// that one bad answer is not a state; it then dates from the first. What is at hand is
// counted as it was then, so that the same checks give the same rows for good.
func sourceStates(s *Source, checks []SourceCheck, known []data.Release) []sourceState {
	w := &watcher{source: s, known: known}
	w.states = []sourceState{{source: s.ID, state: s.State, since: s.Ended, duty: s.Promise.Duty}}
	for _, c := range checks {
		if c.Source == s.ID && len(c.FinishedAt) >= len(time.DateOnly) {
			w.see(c)
		}
	}
	return w.states
}

func (w *watcher) see(c SourceCheck) {
	day := c.FinishedAt[:len(time.DateOnly)]
	before := w.through
	if c.Through != "" && c.Through >= w.through {
		w.newest, w.through = c.Newest, c.Through
	}
	expected := w.expected()
	late := w.source.overdue(expected, day)
	state, since := w.suggested(c, before, late), day
	if confirmed, first := w.confirm(state, day); !confirmed {
		return
	} else if first != "" {
		since = first
	}
	if state == w.states[len(w.states)-1].state {
		return
	}
	row := sourceState{source: w.source.ID, since: since, state: state, check: c, duty: w.source.Promise.Duty,
		newest: w.newest, through: w.through, release: w.held(c.FinishedAt), late: late}
	if !expected.IsZero() {
		row.expect = expected.Format(time.DateOnly)
	}
	w.states = append(w.states, row)
}

// expected is when the next release is due; never for a series that ended.
func (w *watcher) expected() time.Time {
	if w.source.State == data.SourceEnded {
		return time.Time{}
	}
	return w.source.Promise.next(w.through)
}

func (s *Source) overdue(expected time.Time, day string) int { return s.Promise.overdue(expected, day) }

// suggested is the state that one check speaks for.
func (w *watcher) suggested(c SourceCheck, before string, late int) string {
	switch {
	case c.State == upstream.Removed:
		return data.SourceRemoved
	case c.State == upstream.Blocked:
		return data.SourceBlocked
	case c.State != Found && c.State != Moved:
		return data.SourceUnreadable
	case c.Through < before && c.Via != ViaArchive: // the newest document has been taken down
		return data.SourceRemoved
	case c.Error != "": // the page lists what the server does not give
		return data.SourceUnreadable
	case late > 0:
		return data.SourceLate
	case c.State == Moved:
		return data.SourceMoved
	}
	return w.source.State
}

// confirm reports whether a state counts. For a trouble it also says since which day.
func (w *watcher) confirm(state, day string) (ok bool, first string) {
	troubles := []string{data.SourceRemoved, data.SourceBlocked, data.SourceUnreadable}
	if !slices.Contains(troubles, state) {
		w.trouble, w.troubled = "", ""
		return true, ""
	}
	if state != w.trouble {
		w.trouble, w.troubled = state, day
		return false, ""
	}
	return w.troubled != day, w.troubled
}

// held is the day of the newest release that was at hand at a moment.
func (w *watcher) held(at string) string {
	newest := ""
	for _, r := range w.known {
		if r.Source == w.source.ID && r.RetrievedAt <= at && r.Published > newest && r.Published <= at[:len(time.DateOnly)] {
			newest = r.Published
		}
	}
	return newest
}

// values are the cells of a row, in the order of the stage's columns.
func (s sourceState) values(change int) []string {
	status, late := "", ""
	if s.check.Status > 0 {
		status = strconv.Itoa(s.check.Status)
	}
	if s.late > 0 {
		late = strconv.Itoa(s.late)
	}
	words := ""
	if s.state != data.SourceActive && s.state != data.SourceEnded {
		words = s.check.Error
	}
	return []string{
		s.source, strconv.Itoa(change), s.since, s.state, string(s.check.State), status, s.duty, s.newest, s.through, s.release,
		s.expect, late, s.check.MovedTo, words,
	}
}

// locator says where a row comes from.
func (s sourceState) locator() string {
	if s.check.Source == "" {
		return "declaration of the source"
	}
	return "check of " + s.check.StartedAt
}
