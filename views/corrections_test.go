package views_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views"
	"citas/views/viewtest"
)

// withCorrections is a store over an edition whose log of corrections has rows.
func withCorrections(t *testing.T, rows ...string) *data.Store {
	t.Helper()
	config := datatest.Config(t.TempDir())
	tables := fstest.MapFS{}
	files, err := fs.Glob(config.Curated, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		content, err := fs.ReadFile(config.Curated, name)
		if err != nil {
			t.Fatal(err)
		}
		tables[name] = &fstest.MapFile{Data: content}
	}
	header, _, _ := strings.Cut(string(tables["corrections.csv"].Data), "\n")
	tables["corrections.csv"] = &fstest.MapFile{Data: []byte(header + "\n" + strings.Join(rows, "\n") + "\n")}
	config.Curated = tables
	if _, err := etl.Load(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	store := data.NewStore(config.Dir, data.Published())
	t.Cleanup(store.Close)
	return store
}

func TestCorrectionsAreShown(t *testing.T) {
	store := withCorrections(t,
		`2026-11-20-mexico-share,2026-11-20,2026-11-01,appointments-processed,"Mexico, 18.7 % <b>of all</b>","Mexico, 17.7 %",the overview,reader`,
		`2026-11-22-heading,2026-11-22,,site,a wrong month,the right month,one heading,ourselves`)
	c := viewtest.New(t, func(c *views.Config) { c.Store = store })
	page := c.Get("/corrections")
	if got := textOf(page, ".lead"); got != "Two corrections have been made; the newest stands first." {
		t.Errorf("lead %q", got)
	}
	if first := page.Doc().Find(".entries > li").First().AttrOr("id", ""); first != "2026-11-22-heading" {
		t.Errorf("newest first begins with %s", first)
	}
	for selector, want := range map[string]string{
		"#2026-11-20-mexico-share": "Was wrong: Mexico, 18.7 % <b>of all</b> Is right: Mexico, 17.7 % Touched: the overview Wrong since 1 November 2026 Where appointments-processed Noticed by a reader",
		"#2026-11-22-heading":      "Wrong since not known Where pages of this site Noticed by ourselves",
	} {
		got := strings.Join(strings.Fields(spacedText(page, `[id="`+selector[1:]+`"]`)), " ")
		if !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %q", selector, want, got)
		}
	}
	if text := textOf(c.Get("/changes"), ".lead"); !strings.Contains(text, "We have corrected ourselves 2 times.") {
		t.Errorf("/changes: %q", text)
	}
	if feed := string(c.Get("/feeds/releases.atom").Body); !strings.Contains(feed, "<id>tag:citas,2026:correction/2026-11-20-mexico-share</id>") {
		t.Error("the feed does not have the correction")
	}
	if text := textOf(c.Get("/corrections?as_of=2026-11-21"), ".lead"); text != "One correction has been made." {
		t.Errorf("as of 21 November: %q", text)
	}
}

// spacedText is the text of a part of a page, with a space between its elements.
func spacedText(a *viewtest.Answer, selector string) string {
	var parts []string
	for _, node := range a.Doc().Find(selector).Find("p, dt, dd").EachIter() {
		parts = append(parts, node.Text())
	}
	return strings.Join(parts, " ")
}
