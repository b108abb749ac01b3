package views_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/static"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
	"citas/views/viewtest"
)

// TestQueriesStayWithTheReader: the page has no form that sends one, and its policy, alone of all pages, lets the engine run.
func TestQueriesStayWithTheReader(t *testing.T) {
	c := viewtest.New(t)
	a := c.Get("/sql")
	policy := a.Header.Get("Content-Security-Policy")
	for _, part := range []string{"connect-src 'self'", "worker-src 'self'", "script-src 'self';", "trusted-types citas-sql"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy of /sql lacks %q: %s", part, policy)
		}
	}
	if other := c.Get("/data").Header.Get("Content-Security-Policy"); strings.Contains(other, "connect-src") || strings.Contains(other, "wasm") {
		t.Errorf("the policy of another page is relaxed: %s", other)
	}
	engine, ok := static.Embedded().Engine()
	doc := a.Doc()
	if got := doc.Find("#sql").Length() == 1; got != ok {
		t.Fatalf("the page offers the engine: %v; it is built in: %v", got, ok)
	}
	if !ok {
		if !strings.Contains(doc.Find("main").Text(), "not included") {
			t.Error("the page does not say that the engine is not included")
		}
		t.Skip("the query engine is not built in: make sql-assets")
	}
	doc.Find("#sql form").Each(func(_ int, f *goquery.Selection) {
		if _, named := f.Find("textarea").Attr("name"); named || f.AttrOr("action", "") != "" {
			t.Error("the form could send the query")
		}
	})
	if policy := c.Get(engine.Worker).Header.Get("Content-Security-Policy"); !strings.Contains(policy, "'wasm-unsafe-eval'") {
		t.Errorf("the worker may not run the engine: %s", policy)
	}
}

// TestQueryExamplesCoverEveryDataset: each has one, over its own table.
func TestQueryExamplesCoverEveryDataset(t *testing.T) {
	if _, ok := static.Embedded().Engine(); !ok {
		t.Skip("the query engine is not built in: make sql-assets")
	}
	var queries []string
	viewtest.New(t).Get("/sql").Doc().Find("#examples a").Each(func(_ int, a *goquery.Selection) {
		_, fragment, _ := strings.Cut(a.AttrOr("href", ""), "#q=")
		query, err := url.PathUnescape(fragment)
		if err != nil {
			t.Error(err)
		}
		queries = append(queries, query)
	})
	for _, d := range datatest.Store(t).Catalog().Datasets() {
		found := false
		for _, q := range queries {
			found = found || strings.Contains(q, "FROM "+d.Table()+" ")
		}
		if !found {
			t.Errorf("no query to begin from over %s", d.Table())
		}
	}
}

// TestQueriesInSpanish: with the engine built in or not, the page and what its script says are in the language of the page.
func TestQueriesInSpanish(t *testing.T) {
	w, ok := locale.ByCode("es")
	if !ok {
		t.Fatal("no Spanish")
	}
	m := page.SQLModel{Engine: &page.SQLEngine{Module: "/m.js", Worker: "/w.js", Wasm: "/e.wasm", Size: "9.1 MB"}, Database: layout.Link{Text: "citas.duckdb", Href: "/citas.duckdb", Note: "3 MB"}, DatabaseSize: "3 MB"}
	m.Page.Lang = "es"
	var b bytes.Buffer
	if err := page.SQL(m).Render(locale.With(t.Context(), w), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	main := doc.Find("main")
	if said := main.Find("#sql").AttrOr("data-say-loading", ""); !strings.HasPrefix(said, "Cargando") {
		t.Errorf("the script says %q", said)
	}
	if numbers := main.Find("#sql").AttrOr("data-numbers", ""); numbers != "es-MX" {
		t.Errorf("the script counts as in %q", numbers)
	}
	for _, text := range englishIn(goquery.NewDocumentFromNode(main.Get(0))) {
		t.Errorf("it says %q", text)
	}
}
