package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"citas/data/datatest"
	"citas/etl"
)

// What an operator alarms on is there, in figures of the runs and of the edition.
func TestMetrics(t *testing.T) {
	store := datatest.Store(t)
	cfg := datatest.Config(datatest.Dir(t))
	m := newMetrics(store, etl.NewWatch(cfg), func() time.Time { return time.Now() })
	m.heard(etl.Run{What: "fetch and load", Outcome: etl.RunHeld, Bytes: 1000, New: 2, Rows: 30, Held: 1, Edition: "x", Millis: 1500})
	m.heard(etl.Run{What: "fetch", Outcome: etl.RunFailed})
	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, line := range []string{
		`citas_runs_total{outcome="held",what="fetch and load"} 1`, `citas_runs_total{outcome="failed",what="fetch"} 1`,
		"citas_fetched_bytes_total 1000", "citas_new_documents_total 2", "citas_rows 30", "citas_held_releases 1",
		`citas_run_seconds_sum{what="fetch and load"} 1.5`, "citas_edition_age_seconds ",
		`citas_source_state{source="ohss-monthly",state="ended"} 1`, `citas_source_days_late{source="ohss-monthly"} 0`,
	} {
		if !strings.Contains(w.Body.String(), line) {
			t.Errorf("no line %q in\n%s", line, w.Body)
		}
	}
	for _, addr := range []string{"0.0.0.0:0", "[::]:0"} {
		if stop, _, err := m.serve(t.Context(), addr); err == nil {
			stop()
			t.Errorf("serves metrics on %s", addr)
		}
	}
}
