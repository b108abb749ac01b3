package main

import (
	"testing"

	"citas/etl"
)

// TestServeFetchesOnlyWithAContact: off by default, and never for the load at the start
// or for sources that nobody asks.
func TestServeFetchesOnlyWithAContact(t *testing.T) {
	e := &env{dataDir: t.TempDir(), err: t.Output(), out: t.Output()}
	if (serveCommand{}).fetchOnSchedule(e) != nil {
		t.Error("fetches without a contact")
	}
	fetch := serveCommand{fetchFlags: fetchFlags{FetchContact: "press@example.org"}}.fetchOnSchedule(e)
	for _, source := range []string{"start", "curated", "cldr-territories"} {
		if err := fetch(t.Context(), source); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
	if checks, err := etl.SourceChecks(e.dataDir); err != nil || len(checks) > 0 {
		t.Errorf("asked: %+v, %v", checks, err)
	}
}
