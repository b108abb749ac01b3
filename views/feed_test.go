package views_test

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views"
	"citas/views/viewtest"
)

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atom struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string     `xml:"http://www.w3.org/2005/Atom id"`
	Title   string     `xml:"http://www.w3.org/2005/Atom title"`
	Updated string     `xml:"http://www.w3.org/2005/Atom updated"`
	Author  string     `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID      string     `xml:"http://www.w3.org/2005/Atom id"`
		Title   string     `xml:"http://www.w3.org/2005/Atom title"`
		Updated string     `xml:"http://www.w3.org/2005/Atom updated"`
		Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
		Content string     `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

// Every element that RFC 4287 requires is there, once and well formed.
func TestAtomFeedsAreValid(t *testing.T) {
	c := viewtest.New(t, withKept)
	for name, entries := range map[string]int{"releases": 9, "revisions": 2} {
		for _, at := range []string{"", "?as_of=1999-12-31"} {
			got := c.Get("/feeds/" + name + ".atom" + at)
			if ct := got.Header.Get("Content-Type"); got.Status != 200 || !strings.HasPrefix(ct, "application/atom+xml") {
				t.Fatalf("%s: %d %s", name, got.Status, ct)
			}
			var f atom
			if err := xml.Unmarshal(got.Body, &f); err != nil {
				t.Fatal(err)
			}
			if want := map[bool]int{true: entries}[at == ""]; len(f.Entries) != want {
				t.Errorf("%s%s: %d entries, want %d", name, at, len(f.Entries), want)
			}
			if f.Title == "" || f.Author == "" || !moment(f.Updated) || f.ID != "tag:citas,2026:feed/"+name {
				t.Errorf("%s: feed without its elements: %.300s", name, got.Body)
			}
			if linkOf(f.Links, "self") != "https://citas.example/feeds/"+name+".atom" || linkOf(f.Links, "alternate") != "https://citas.example/changes" {
				t.Errorf("%s: links %v", name, f.Links)
			}
			ids := map[string]bool{f.ID: true}
			for i, e := range f.Entries {
				if e.Title == "" || e.Content == "" || !moment(e.Updated) || !strings.HasPrefix(e.ID, "tag:citas,2026:") || ids[e.ID] {
					t.Errorf("%s: entry %+v", name, e)
				}
				ids[e.ID] = true
				if u, err := url.Parse(linkOf(e.Links, "alternate")); err != nil || u.Host != "citas.example" {
					t.Errorf("%s: link of %s: %v", name, e.ID, u)
				}
				if e.Updated > f.Updated || i > 0 && e.Updated > f.Entries[i-1].Updated {
					t.Errorf("%s: %s is newer than what stands above it", name, e.ID)
				}
			}
			if at == "" && !ids[map[string]string{"releases": "tag:citas,2026:release/ohss-monthly@2024-12-06", "revisions": "tag:citas,2026:revisions/ohss-monthly@2024-12-06"}[name]] {
				t.Errorf("%s: ids %v", name, ids)
			}
		}
	}
}

func moment(text string) bool {
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}

func linkOf(links []atomLink, rel string) string {
	found := ""
	for _, l := range links {
		if l.Rel == rel && found == "" {
			found = l.Href
		}
	}
	return found
}

// What version 1.1 requires of a JSON Feed is there, with and without a base address.
func TestJSONFeedsAreValid(t *testing.T) {
	for _, base := range []string{"https://citas.example", ""} {
		c := viewtest.New(t, withKept, func(c *views.Config) { c.BaseURL = base })
		for _, address := range []string{"/feeds/releases.json", "/feeds/revisions.json", "/feeds/releases.json?as_of=1999-12-31"} {
			got := c.Get(address)
			var f map[string]any
			if err := json.Unmarshal(got.Body, &f); err != nil || got.Header.Get("Content-Type") != "application/feed+json" {
				t.Fatalf("%s: %v, %s", address, err, got.Header.Get("Content-Type"))
			}
			items, ok := f["items"].([]any)
			if f["version"] != "https://jsonfeed.org/version/1.1" || f["title"] == "" || !ok {
				t.Errorf("%s: %.200s", address, got.Body)
			}
			ids := map[string]bool{}
			for _, x := range items {
				item := x.(map[string]any)
				id, _ := item["id"].(string)
				text, _ := item["content_text"].(string)
				published, _ := item["date_published"].(string)
				if id == "" || ids[id] || text == "" || !moment(published) {
					t.Errorf("%s: item %v", address, item)
				}
				ids[id] = true
				if link, has := item["url"].(string); has != (base != "") || has && !strings.HasPrefix(link, base+"/") {
					t.Errorf("%s: url %v", address, item["url"])
				}
			}
		}
	}
}

// The feeds tell of the record, not of the day on which an edition was built.
func TestTwoBuildsGiveTheSameFeeds(t *testing.T) {
	later := datatest.Config(t.TempDir())
	later.Now = func() time.Time { return time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC) }
	if _, err := etl.Load(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	store := data.NewStore(later.Dir, data.Published())
	defer store.Close()
	one, other := viewtest.New(t), viewtest.New(t, func(c *views.Config) { c.Store = store })
	for _, path := range []string{"/feeds/releases.atom", "/feeds/releases.json", "/feeds/revisions.atom", "/feeds/revisions.json"} {
		if a, b := one.Get(path), other.Get(path); a.Status != 200 || string(a.Body) != string(b.Body) {
			t.Errorf("%s: two builds differ", path)
		}
	}
}

func TestEveryPageNamesTheFeeds(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/", "/data", "/help", "/no-such-page"} {
		doc := c.Get(path).Doc()
		for _, selector := range []string{`head link[rel=alternate][type="application/atom+xml"]`, `head link[rel=alternate][type="application/feed+json"]`} {
			if n := doc.Find(selector).Length(); n != 2 {
				t.Errorf("%s: %d of %s", path, n, selector)
			}
		}
	}
}
