package e2e_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// stories are the pages that lead with a finding.
var stories = []string{"/", "/allocations", "/wait-times", "/languages"}

const (
	aDataset = "/data/appointments-processed"
	aChart   = "/charts/processed-monthly"
	missing  = "/no-such-page"
)

// profiles are a named and an unnamed nationality, a port with and one without figures,
// and a city.
var profiles = []string{"/nationality/VE", "/nationality/AF", "/place/el-paso", "/place/eagle-pass", "/place/tijuana"}

// get asks the site without a browser.
func (s *site) get(t *testing.T, path string) *http.Response {
	t.Helper()
	answer, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

// links are the addresses under prefix that a page links to, in its order.
func (s *site) links(t *testing.T, path, prefix string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(s.get(t, path).Body)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	doc.Find("nav a[href], main a[href], footer a[href]").Each(func(_ int, a *goquery.Selection) {
		href, _, _ := strings.Cut(a.AttrOr("href", ""), "#")
		file := strings.Contains(href[strings.LastIndex(href, "/")+1:], ".")
		if strings.HasPrefix(href, prefix) && len(href) > len(prefix) && !file && !slices.Contains(list, href) {
			list = append(list, href)
		}
	})
	if len(list) == 0 {
		t.Fatalf("%s links to nothing under %s", path, prefix)
	}
	return list
}

// charts are the pages of all charts.
func (s *site) charts(t *testing.T) []string {
	t.Helper()
	return s.links(t, "/charts", "/charts/")
}

// pages are every page that the navigation or the footer leads to, every chart, every
// dataset, and one or two of each other kind.
func (s *site) pages(t *testing.T) []string {
	t.Helper()
	list := append(slices.Clone(stories), "/charts", "/data", "/help", missing)
	add := func(paths ...string) {
		for _, p := range paths {
			if !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	for _, href := range s.links(t, "/", "/") {
		if strings.Count(href, "/") == 1 && !strings.Contains(href, "?") {
			add(href)
		}
	}
	add(s.charts(t)...)
	add(aDataset + "?nationality=VE")
	add(s.links(t, "/data", "/data/")...)
	if under := s.optional(t, aDataset, aDataset+"/"); len(under) > 0 {
		add(under[0])
	}
	sources := s.links(t, "/sources", "/sources/")
	add("/sources/ohss-monthly", sources[0], sources[len(sources)-1])
	add(s.links(t, "/sources/ohss-monthly", "/releases/")[0])
	add(profiles...)
	add("/claims?quantity=scheduled&confidence=medium", "/search?q=juarez", "/search?q=qqqqqqqq")
	return list
}

// main are the pages of each kind, for checks that are slow.
func (s *site) main(t *testing.T) []string {
	t.Helper()
	return append(slices.Clone(stories), "/charts", aChart, "/data", aDataset, "/data/wait-times", "/sources", s.links(t, "/sources/ohss-monthly", "/releases/")[0], "/method", "/about", "/help", "/privacy", "/claims", "/missing", "/search?q=juarez", "/glossary", "/accessibility", "/nationality/VE", "/place/tijuana", missing)
}

// optional is links for addresses that a page need not have.
func (s *site) optional(t *testing.T, path, prefix string) []string {
	t.Helper()
	var list []string
	for _, href := range s.links(t, path, "/") {
		if strings.HasPrefix(href, prefix) {
			list = append(list, href)
		}
	}
	return list
}
