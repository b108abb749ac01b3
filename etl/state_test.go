package etl

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/etl/upstream"
)

// told is a day's check of a source.
func told(day string, state upstream.Kind, through string, change ...func(*SourceCheck)) SourceCheck {
	c := SourceCheck{Source: "monthly", StartedAt: day + "T14:15:00Z", FinishedAt: day + "T14:15:09Z", State: state, Status: 200}
	if through != "" {
		c.Newest, c.Through, c.Via = "through "+through, through, ViaPublisher
	} else {
		c.Error = "https://agency.example " + string(state)
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

// Rows of the dataset are changes of state, with a trouble that two days saw.
func TestSourceStates(t *testing.T) {
	movedTo := func(c *SourceCheck) { c.MovedTo = "https://agency.example/new" }
	copied := func(c *SourceCheck) { c.Via, c.Error = ViaArchive, "blocked" }
	const day = "2024-01-16" // the issue through December is expected by 21 January, and late after 4 February
	for name, c := range map[string]struct {
		checks []SourceCheck
		want   string
	}{
		"never asked":           {nil, "active"},
		"nothing new":           {[]SourceCheck{told(day, Found, "2023-11-30"), told("2024-01-17", Found, "2023-11-30")}, "active"},
		"within the grace":      {[]SourceCheck{told("2024-02-04", Found, "2023-11-30")}, "active"},
		"late, and back":        {[]SourceCheck{told("2024-02-05", Found, "2023-11-30"), told("2024-02-06", Found, "2023-11-30"), told("2024-02-07", Found, "2023-12-31")}, "active; 2024-02-05 late 15; 2024-02-07 active"},
		"one bad answer":        {[]SourceCheck{told(day, Found, "2023-11-30"), told("2024-01-17", upstream.Blocked, ""), told("2024-01-18", Found, "2023-11-30")}, "active"},
		"twice on one day":      {[]SourceCheck{told(day, upstream.Blocked, ""), told(day, upstream.Blocked, "")}, "active"},
		"blocked for two days":  {[]SourceCheck{told(day, upstream.Blocked, ""), told("2024-01-17", upstream.Blocked, "")}, "active; 2024-01-16 blocked"},
		"a copy does not help":  {[]SourceCheck{told(day, upstream.Blocked, "2023-11-30", copied), told("2024-01-17", upstream.Blocked, "2023-11-30", copied)}, "active; 2024-01-16 blocked"},
		"gone, then back":       {[]SourceCheck{told(day, upstream.Removed, ""), told("2024-01-17", upstream.Removed, ""), told("2024-01-18", Found, "2023-12-31")}, "active; 2024-01-16 removed; 2024-01-18 active"},
		"no answer, then a 403": {[]SourceCheck{told(day, upstream.Unreachable, ""), told("2024-01-17", upstream.Blocked, ""), told("2024-01-18", upstream.Blocked, "")}, "active; 2024-01-17 blocked"},
		"redesigned":            {[]SourceCheck{told(day, upstream.Refused, ""), told("2024-01-17", upstream.Refused, "")}, "active; 2024-01-16 unreadable"},
		"moved once for good":   {[]SourceCheck{told(day, Moved, "2023-11-30", movedTo), told("2024-01-17", Moved, "2023-11-30", movedTo)}, "active; 2024-01-16 moved"},
		"late outweighs moved":  {[]SourceCheck{told("2024-02-05", Moved, "2023-11-30", movedTo)}, "active; 2024-02-05 late 15"},
		"the newest taken down": {[]SourceCheck{told(day, Found, "2023-12-31"), told("2024-01-17", Found, "2023-11-30"), told("2024-01-18", Found, "2023-11-30")}, "active; 2024-01-17 removed"},
		"blocked while late":    {[]SourceCheck{told(day, Found, "2023-11-30"), told("2024-03-01", upstream.Blocked, ""), told("2024-03-02", upstream.Blocked, "")}, "active; 2024-03-01 blocked 41"},
	} {
		s := &Source{ID: "monthly", State: data.SourceActive, Promise: Promise{Lag: 21, Grace: 14}}
		if got := stateWords(sourceStates(s, c.checks, nil)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		// What comes later changes no row that was there.
		for n := range c.checks {
			head := stateWords(sourceStates(s, c.checks[:n], nil))
			if !strings.HasPrefix(c.want, head) {
				t.Errorf("%s: after %d checks %q, which %q does not begin with", name, n, head, c.want)
			}
		}
	}
}

func stateWords(states []sourceState) string {
	var words []string
	for _, s := range states {
		text := strings.TrimSpace(s.since + " " + s.state)
		if s.late > 0 {
			text += fmt.Sprint(" ", s.late)
		}
		words = append(words, text)
	}
	return strings.Join(words, "; ")
}

// The programme ended: however long nothing comes, its series is not late.
func TestAnEndedSeriesIsNeverLate(t *testing.T) {
	s := &Source{ID: "monthly", State: data.SourceEnded, Ended: data.ProgrammeEnded, Promise: Promise{Lag: 21, Grace: 14}}
	checks := []SourceCheck{told("2025-06-01", Found, "2024-11-30"), told("2035-06-01", Found, "2024-11-30")}
	if got := stateWords(sourceStates(s, checks, nil)); got != "2025-01-20 ended" {
		t.Errorf("%q", got)
	}
	checks = append(checks, told("2035-06-08", upstream.Removed, ""), told("2035-06-15", upstream.Removed, ""), told("2035-06-22", Found, "2024-11-30"))
	if got := stateWords(sourceStates(s, checks, nil)); got != "2025-01-20 ended; 2035-06-08 removed; 2035-06-22 ended" {
		t.Errorf("%q", got)
	}
	published, err := Published().Source("ohss-monthly")
	if err != nil || published.State != data.SourceEnded || published.Promise != (Promise{}) {
		t.Errorf("the source of the programme: %+v, %v", published.Promise, err)
	}
}

// A document that arrives later does not rewrite what was at hand at an earlier check.
func TestAStateKeepsWhatWasAtHand(t *testing.T) {
	s := &Source{ID: "monthly", State: data.SourceActive, Promise: Promise{Lag: 21, Grace: 14}}
	checks := []SourceCheck{told("2024-02-05", Found, "2023-11-30")}
	before := []data.Release{{Source: "monthly", Published: "2023-12-20", RetrievedAt: "2023-12-21T00:00:00Z"}, {Source: "other", Published: "2024-01-01"}}
	after := append(slices.Clone(before), data.Release{Source: "monthly", Published: "2024-01-20", RetrievedAt: "2024-03-01T00:00:00Z"})
	for _, known := range [][]data.Release{before, after} {
		if got := sourceStates(s, checks, known)[1].values(2); got[9] != "2023-12-20" || got[10] != "2024-01-21" || got[11] != "15" {
			t.Errorf("%q", got)
		}
	}
}
