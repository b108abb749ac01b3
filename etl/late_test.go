package etl_test

import (
	"encoding/json"
	"testing"
	"time"

	"citas/data"
)

// viewed is a dataset as the record stood on a day.
func viewed(t *testing.T, e *data.Edition, dataset, day string) string {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := e.At(at).Select(t.Context(), data.Select{Dataset: dataset})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(rows.Rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// An old file that is found later changes the views from its day to the next release's,
// where it alone states them, and no others.
func TestALateFindChangesThePastViewsItShould(t *testing.T) {
	dir, january := t.TempDir(), miniBase()
	february := january.with(mini{"2024 (FYTD)|OCT|TX|Single Adults|MEXICO": 1001})
	april := january.with(mini{"2024 (FYTD)|OCT|TX|Single Adults|MEXICO": 1004}).without("2022|")
	addIssues(t, dir, issue{"2024-01-15", january}, issue{"2024-04-15", april})
	before := openEdition(t, dir, load(t, dir).Edition)
	found := february.with(mini{"2022|OCT|TX|Single Adults|MEXICO": 1000})
	addIssues(t, dir, issue{"2024-02-15", found})
	report := load(t, dir)
	if len(report.Quarantined) > 0 {
		t.Fatalf("held: %+v", report.Quarantined)
	}
	after := openEdition(t, dir, report.Edition)
	if got := accepted(after); got != "2024-01-15 2024-02-15 2024-04-15" {
		t.Fatalf("accepted %s", got)
	}
	for _, view := range []struct {
		day     string
		changes bool
	}{
		{"2024-01-14", false}, {"2024-01-15", false}, {"2024-02-14", false},
		{"2024-02-15", true}, {"2024-04-14", true},
		{"2024-04-15", true}, // 2022, which the April file no longer states, is now as of February
	} {
		if changed := viewed(t, before, "encounters", view.day) != viewed(t, after, "encounters", view.day); changed != view.changes {
			t.Errorf("encounters as of %s changed: %v, want %v", view.day, changed, view.changes)
		}
		if viewed(t, before, "appointments-processed", view.day) != viewed(t, after, "appointments-processed", view.day) {
			t.Errorf("appointments-processed as of %s changed", view.day)
		}
	}
	if got, want := viewed(t, after, "encounters", "2024-04-15"), viewed(t, after, "encounters", "2026-01-01"); got != want {
		t.Error("the last view differs from the latest")
	}
}
