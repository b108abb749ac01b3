package etl_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

var decidedAt = time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)

func decide(t *testing.T, dir, id, decision, reason string) {
	t.Helper()
	list, err := etl.Standings(datatest.Config(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.Release.ID == id {
			if err := etl.Decide(dir, s.Release, decision, reason, decidedAt); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("no release %s", id)
}

func standings(t *testing.T, dir string) map[string]etl.Standing {
	t.Helper()
	list, err := etl.Standings(datatest.Config(dir))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]etl.Standing{}
	for _, s := range list {
		out[strings.TrimPrefix(s.Release.ID, "cbp-encounters@")] = s
	}
	return out
}

// loadCounting loads and requires that nothing was read for it.
func loadCounting(t *testing.T, dir string) etl.Report {
	t.Helper()
	cfg := datatest.Config(dir)
	cfg.Progress = untouched{t}
	report, err := etl.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// untouched is a Progress of a load that should read nothing.
type untouched struct{ t *testing.T }

func (untouched) Begin(int)          {}
func (u untouched) Step(what string) { u.t.Errorf("an unchanged load came to %s", what) }
func (untouched) End()               {}

// A person's decision is part of the edition: of the one that leaves a release out as
// of the one that has it.
func TestDecisionsMakeTheEdition(t *testing.T) {
	dir, base, id := t.TempDir(), miniBase(), "cbp-encounters@2024-02-15"
	addIssues(t, dir, issue{"2024-01-15", base}, issue{"2024-02-15", base.with(mini{"2022|NOV|TX|Single Adults|MEXICO": 1001})})
	held := load(t, dir)
	if len(held.Quarantined) != 1 {
		t.Fatalf("held: %+v", held)
	}

	decide(t, dir, id, etl.Reject, "not a file of CBP")
	if s := standings(t, dir)["2024-02-15"]; s.State != data.StateHeld || s.Pending == nil {
		t.Errorf("before the load: %+v", s)
	}
	without := load(t, dir)
	e := openEdition(t, dir, without.Edition)
	if without.Edition == held.Edition || len(without.Quarantined) != 0 || len(without.Rejected) != 1 || accepted(e) != "2024-01-15" {
		t.Fatalf("rejected: %+v", without)
	}
	list, err := data.ListHeld(dir)
	if err != nil || len(list) != 1 || len(e.Manifest.Held) != 1 || list[0] != e.Manifest.Held[0] {
		t.Fatalf("listed %+v (%v), in the manifest %+v", list, err, e.Manifest.Held)
	}
	h := list[0]
	if h.State != data.StateRejected || h.Reason != "not a file of CBP" || h.Decision != etl.Reject || h.Published != "2024-02-15" || h.Since != decidedAt.Format(time.RFC3339) {
		t.Errorf("record %+v", h)
	}
	if paths, err := h.Diffs(dir); err != nil || len(paths) != 1 || !strings.Contains(h.Finding, "changes a closed fiscal year") {
		t.Errorf("what the gate found: %q, diffs %v, %v", h.Finding, paths, err)
	}
	if again := loadCounting(t, dir); !again.Unchanged || len(again.Rejected) != 1 {
		t.Errorf("again: %+v", again)
	}

	// The last decision holds.
	decide(t, dir, id, etl.Accept, "CBP announced the correction")
	with := load(t, dir)
	if with.Edition == without.Edition || len(with.Quarantined)+len(with.Rejected) > 0 {
		t.Fatalf("accepted: %+v", with)
	}
	e = openEdition(t, dir, with.Edition)
	rows, err := e.Select(t.Context(), data.Select{Dataset: "releases", Where: []data.Condition{{Field: "source", Values: []string{"cbp-encounters"}}}})
	if err != nil || rows.Len() != 2 {
		t.Fatalf("%v, %v", rows, err)
	}
	if got := rows.Row(1).Text("decision") + ": " + rows.Row(1).Text("decision_reason"); got != "accept: CBP announced the correction" || rows.Row(0).Has("decision") {
		t.Errorf("releases say %q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "quarantine", "*")); len(left) > 0 {
		t.Errorf("still in quarantine: %v", left)
	}
	if s := standings(t, dir)["2024-02-15"]; s.State != etl.StateAccepted || s.Pending != nil {
		t.Errorf("after the load: %+v", s)
	}
}

// Who rejects a release whose figures come with the program keeps those out too.
func TestRejectingASeededReleaseKeepsItsFiguresOut(t *testing.T) {
	dir := t.TempDir()
	decide(t, dir, "ohss-monthly@2024-09-06", etl.Reject, "the publication day is not known")
	e := openEdition(t, dir, load(t, dir).Edition)
	d, err := data.Published().Dataset("appointments-processed")
	if err != nil {
		t.Fatal(err)
	}
	if stated, err := e.StatedBy(t.Context(), d); err != nil || strings.Join(stated, " ") != "ohss-monthly@2024-08-09 ohss-monthly@2024-12-06" {
		t.Errorf("stated by %v, %v", stated, err)
	}
}

func TestDecisionsAreAppendedAndSurviveACrash(t *testing.T) {
	dir := t.TempDir()
	r := data.Release{ID: "s@2024-01-01", Source: "s", SHA256: "aa"}
	for _, bad := range []string{"", " ", "two\nlines", "=SUM(A1)", strings.Repeat("a", 1001)} {
		if err := etl.Decide(dir, r, etl.Accept, bad, decidedAt); err == nil {
			t.Errorf("reason %.20q was taken", bad)
		}
	}
	if err := etl.Decide(dir, r, etl.Accept, "good", decidedAt); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "decisions.jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(whole, whole[:30]...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := etl.Decide(dir, r, etl.Reject, "bad after all", decidedAt); err != nil {
		t.Fatal(err)
	}
	list, err := etl.Decisions(dir)
	if err != nil || len(list) != 2 || list[1].Decision != etl.Reject || list[1].Reason != "bad after all" {
		t.Errorf("decisions %+v, %v", list, err)
	}
}
