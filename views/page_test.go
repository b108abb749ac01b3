package views_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/viewtest"
)

// pages are the addresses of one page of each kind, and every dataset, series and
// release.
func pages(t *testing.T) []string {
	t.Helper()
	list := []string{"/", "/allocations", "/wait-times", "/languages", "/charts", "/charts/processed-monthly", "/data", "/sources", "/sources/" + aDocument, "/sources/" + aSeries, "/sources/kelliward-digest-2023",
		"/changes", "/corrections", "/status", "/method", "/about", "/help", "/privacy", "/glossary", "/accessibility", "/claims", "/claims?place=tijuana", "/missing", "/search", "/search?q=haiti", "/nationalities", "/nationality/VE", "/nationality/RU", "/nationality/AF", "/places", "/place/el-paso", "/place/eagle-pass", "/place/tijuana", "/place/border_wide",
		"/no-such-page", "/data/wait-times?place=tijuana"}
	e := datatest.Edition(t)
	for _, d := range e.Catalog().Sorted() {
		list = append(list, "/data/"+d.ID)
	}
	for _, r := range e.Manifest.Releases {
		list = append(list, "/releases/"+r.ID)
	}
	return list
}

func TestEveryPageBeginsWithTheNotice(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range pages(t) {
		doc := c.Get(path).Doc()
		first := doc.Find("body > *").Not(".skip").First()
		if !first.Is(".notice") {
			t.Errorf("%s begins with something else than the notice", path)
		}
		for i, n := range layout.Notices() {
			if got := first.Find(".notice-text").Eq(i); got.AttrOr("lang", "") != n.Lang || !strings.Contains(got.Text(), n.Ended) || !strings.Contains(got.Text(), n.Text) {
				t.Errorf("%s: notice %d is not the one in %s", path, i, n.Lang)
			}
		}
		if !strings.HasPrefix(doc.Find(`meta[name=description]`).AttrOr("content", ""), layout.NoticeInBrief(locale.Words{})) {
			t.Errorf("%s: the description does not begin with the notice", path)
		}
		for _, selector := range []string{"html[lang]", "title", "main#main h1", "a.skip[href='#main']", "footer", "nav a"} {
			if doc.Find(selector).Length() == 0 {
				t.Errorf("%s has no %s", path, selector)
			}
		}
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s has %d h1", path, n)
		}
		if !strings.Contains(doc.Find("footer").Text(), "This product uses U.S. Customs and Border Protection data, but is not endorsed by CBP.") {
			t.Errorf("%s: no credit line", path)
		}
	}
}

func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range pages(t) {
		doc := c.Get(path).Doc()
		doc.Find("[src], link[href]").Not("link[rel=canonical], link[rel=alternate]").Each(func(_ int, s *goquery.Selection) {
			address := s.AttrOr("src", s.AttrOr("href", ""))
			if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
				t.Errorf("%s loads %s", path, address)
			}
		})
		doc.Find("style, [style], script:not([src]):not([type='application/ld+json']), [onclick], iframe").Each(func(_ int, s *goquery.Selection) {
			html, _ := goquery.OuterHtml(s)
			t.Errorf("%s has inline style or script: %.120s", path, html)
		})
		doc.Find(`a[href^="http"]`).Each(func(_ int, s *goquery.Selection) {
			if s.AttrOr("rel", "") != "noreferrer" {
				t.Errorf("%s: %s tells where the reader comes from", path, s.AttrOr("href", ""))
			}
		})
		ids := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr("id", ""); ids[id] {
				t.Errorf("%s has two #%s", path, id)
			} else {
				ids[id] = true
			}
		})
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	c := viewtest.New(t)
	status := map[string]int{}
	for _, path := range pages(t) {
		doc := c.Get(path).Doc()
		doc.Find("a[href], link[href], form[action]").Each(func(_ int, s *goquery.Selection) {
			address := s.AttrOr("href", s.AttrOr("action", ""))
			u, err := url.Parse(address)
			if err != nil {
				t.Errorf("%s: %v", path, err)
				return
			}
			if u.Path == "" && u.Fragment != "" && doc.Find("#"+u.Fragment).Length() == 0 {
				t.Errorf("%s: no #%s", path, u.Fragment)
			}
			if u.Host != "" || u.Path == "" || (path != "/sources" && strings.HasPrefix(u.Path, "/sources/")) {
				return // the documents are followed once, from their list
			}
			if q := u.Query(); q.Has("locator") || q.Has("sort") || q.Has("page") {
				return // a link for every row and column: the tests of places and previews follow them
			}
			u.Fragment = ""
			if status[u.String()] == 0 {
				status[u.String()] = c.Do("HEAD", u.String()).Status
			}
			if got := status[u.String()]; got >= 400 {
				t.Errorf("%s links to %s: %d", path, address, got)
			}
		})
	}
}

// loaded are words that colour people's movement (editorial.md, rule 11). Titles of
// documents and cells of tables are quoted, not ours.
var loaded = regexp.MustCompile(`(?i)\b(surges?|surging|flood(s|ed|ing)?|waves?|illegals?|aliens?|invasion|influx|swarms?|hordes?)\b`)

func TestWordsAreCalm(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range pages(t) {
		doc := c.Get(path).Doc()
		doc.Find("cite, table.figures td, title").Remove()
		if word := loaded.FindString(doc.Text()); word != "" {
			t.Errorf("%s says %q", path, word)
		}
	}
}

// A story keeps its short tables and leads to the long ones on their charts' pages.
func TestStoryLeadsToLongTables(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/allocations").Doc()
	if n := doc.Find("figure table tbody tr").Length(); n == 0 || n > 100 {
		t.Errorf("%d rows on the story", n)
	}
	links := doc.Find("figure .drawers a.elsewhere")
	if links.Length() == 0 {
		t.Fatal("no table stands elsewhere")
	}
	for _, a := range links.EachIter() {
		path, id, _ := strings.Cut(a.AttrOr("href", ""), "#")
		rows := c.Get(path).Doc().Find("table#" + id + " tbody tr").Length()
		if want := fmt.Sprintf("Table of %d rows", rows); a.Text() != want {
			t.Errorf("%q leads to a table of %d rows", a.Text(), rows)
		}
	}
}
