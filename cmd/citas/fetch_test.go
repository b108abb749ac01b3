package main

import (
	"bytes"
	"testing"

	"citas/etl"
)

// Without a contact the turns of serve load and ask nobody; with one they ask the
// publishers of what can be asked, each in its own turn.
func TestServeAsksOnlyWithAContact(t *testing.T) {
	e := &env{ctx: t.Context(), dataDir: t.TempDir(), out: &bytes.Buffer{}, err: &bytes.Buffer{}}
	for contact, want := range map[string][]string{"": nil, "press@example.org": {"cbp-encounters"}} {
		c := serveCommand{fetchFlags: fetchFlags{FetchContact: contact}}
		for _, source := range []string{"cbp-encounters", "eoir-languages", "start"} {
			w, done, err := c.work(e, etl.Gates{}, source)
			if err != nil || w.Load == nil || w.For != source {
				t.Fatalf("%s: %+v, %v", source, w, err)
			}
			done()
			if asks := w.Fetch != nil; asks != (len(want) > 0 && source == want[0]) {
				t.Errorf("contact %q: the turn of %s asks: %v", contact, source, asks)
			}
		}
	}
}
