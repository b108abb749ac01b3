package etl_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"citas/etl"
	"citas/etl/upstream"
)

// A probe tells what a page yields now, keeps nothing, and asks no web archive.
func TestProbe(t *testing.T) {
	for name, c := range map[string]struct {
		change func(p *publisher)
		state  upstream.Kind
		asked  bool
		says   string // of the trouble; empty for none
	}{
		"found":                    {func(*publisher) {}, etl.Found, true, ""},
		"moved":                    {func(p *publisher) { p.answers[former], p.answers[landing] = p.answers[landing], nil }, etl.Moved, true, ""},
		"no link any more":         {func(p *publisher) { p.page() }, etl.Redesigned, true, "lists no .csv file any more"},
		"links of another kind":    {func(p *publisher) { p.page("/files/other.csv") }, etl.Redesigned, true, "none that is named"},
		"page gone":                {func(p *publisher) { p.answers[landing] = nil }, upstream.Removed, true, "nothing is there any more"},
		"newest gone":              {func(p *publisher) { p.answers[november] = nil }, upstream.Removed, true, "the newest document: "},
		"not let in":               {func(p *publisher) { p.answers[landing] = status(http.StatusForbidden) }, upstream.Blocked, false, "does not let us in"},
		"no HEAD":                  {noHead, etl.Found, true, ""},
		"a web archive would help": {func(p *publisher) { p.answers[p.copied(landing)], p.answers[landing] = p.answers[landing], nil }, upstream.Removed, true, "nothing is there"},
	} {
		p := newPublisher(t)
		c.change(p)
		probe, err := etl.ProbeSource(t.Context(), p.config(t), "cbp-encounters")
		if err != nil {
			t.Fatal(err)
		}
		if probe.Check.State != c.state || probe.Asked() != c.asked || probe.Check.Sound() != (c.says == "") || !strings.Contains(probe.Check.Error, c.says) {
			t.Errorf("%s: %+v", name, probe.Check)
		}
		if c.says == "" && (probe.Newest.Issue.Name != "fy21-fy24-nov" || probe.Type == "") {
			t.Errorf("%s: newest %+v, type %q", name, probe.Newest, probe.Type)
		}
		for _, r := range p.asked {
			if strings.HasPrefix(r.URL.Path, "/web/") {
				t.Errorf("%s: asked a web archive for %s", name, r.URL.Path)
			}
			if r.URL.Path == november && r.Method != http.MethodHead && name != "no HEAD" {
				t.Errorf("%s: took the document with %s", name, r.Method)
			}
		}
		if left, err := os.ReadDir(p.dir); err != nil || len(left) > 0 {
			t.Errorf("%s: left %v, %v", name, left, err)
		}
	}
}

// noHead makes a server that knows no HEAD.
func noHead(p *publisher) {
	file := p.answers[november]
	p.answers[november] = func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		file(w, r)
	}
}
