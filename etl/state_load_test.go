package etl_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// changes are the rows of source-checks about the publisher's series, after the first.
func changes(t *testing.T, dir, edition string) string {
	t.Helper()
	rows, err := openEdition(t, dir, edition).Select(t.Context(), data.Select{Dataset: "source-checks", Where: []data.Condition{{Field: "source", Values: []string{"cbp-encounters"}}}})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	rows.Each(func(row data.Row) {
		words = append(words, strings.TrimSpace(row.Text("since")+" "+row.Text("state")+" "+row.Text("outcome")+" "+row.Text("http_status")))
	})
	return strings.Join(words, "; ")
}

// An edition changes when the state of a source does, not when a source is asked; and
// it can be rebuilt after more checks.
func TestAnEditionChangesWithTheState(t *testing.T) {
	p := newPublisher(t)
	p.fetch(t)
	first := p.load(t)
	if got := changes(t, p.dir, first.Edition); got != "active" {
		t.Errorf("at first: %q", got)
	}
	p.answers[landing] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }
	p.answers[former] = p.answers[landing]
	editions := map[string]bool{first.Edition: true}
	var blocked etl.Report
	for day, want := range []int{1, 2} { // a day of it is not a state
		p.now = p.now.AddDate(0, 0, 1)
		p.fetch(t)
		blocked = p.load(t)
		editions[blocked.Edition] = true
		if len(editions) != want {
			t.Fatalf("day %d: %d editions, want %d", day+1, len(editions), want)
		}
	}
	if got := changes(t, p.dir, blocked.Edition); got != "active; 2023-12-21 blocked blocked 403" {
		t.Errorf("blocked: %q", got)
	}
	m, err := data.ReadManifest(p.dir, blocked.Edition)
	if err != nil {
		t.Fatal(err)
	}
	p.page(november, october)
	p.now = p.now.AddDate(0, 0, 1)
	p.fetch(t)
	cfg := datatest.Config(p.dir)
	cfg.Now = func() time.Time { return p.now }
	if problems, err := etl.Rebuild(t.Context(), cfg, m); err != nil || len(problems) > 0 {
		t.Errorf("rebuilt after a later check: %q, %v", problems, err)
	}
	if got := changes(t, p.dir, p.load(t).Edition); got != "active; 2023-12-21 blocked blocked 403; 2023-12-23 active found 200" {
		t.Errorf("back: %q", got)
	}

	// Live: days late today, though nobody asked since.
	cfg.Now = func() time.Time { return time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC) }
	list, err := etl.NewWatch(cfg).Sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		switch s.Source {
		case "cbp-encounters":
			if s.State != "active" || s.LastChecked != "2023-12-23T09:00:00Z" || s.Expected != "2024-01-21" || s.DaysLate != 40 || s.LastRelease != "2023-12-18" {
				t.Errorf("%+v", s)
			}
		case "ohss-monthly":
			if s.State != "ended" || s.DaysLate != 0 || s.Expected != "" {
				t.Errorf("%+v", s)
			}
		}
	}
}

// runs.jsonl tells what was done and what came of it, also when it failed.
func TestRunsAreLogged(t *testing.T) {
	cfg := datatest.Config(t.TempDir())
	heard := 0
	w := etl.Work{Load: &cfg, For: "start", Heard: func(etl.Run) { heard++ }}
	for range 2 {
		if _, err := w.Do(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	broken := cfg
	broken.Gates.MaxShare = -1
	w.Load = &broken
	if _, err := w.Do(t.Context()); err == nil {
		t.Fatal("no failure")
	}
	runs, err := etl.Runs(cfg.Dir)
	if err != nil || len(runs) != 3 || heard != 3 {
		t.Fatalf("%d runs, %d heard, %v", len(runs), heard, err)
	}
	for i, want := range []string{etl.RunPublished, etl.RunUnchanged, etl.RunFailed} {
		r := runs[i]
		if r.Outcome != want || r.What != "load" || r.For != "start" || (r.Error == "") != (want != etl.RunFailed) || (r.Rows > 0) != (want != etl.RunFailed) {
			t.Errorf("run %d: %+v", i, r)
		}
	}
}
