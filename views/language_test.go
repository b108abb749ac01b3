package views_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"citas/data/datatest"
	"citas/views"
	"citas/views/locale"
	"citas/views/viewtest"
)

// Every page is there in every language, says which it is, and leads to the others.
func TestEveryPageInEveryLanguage(t *testing.T) {
	c := viewtest.New(t)
	all, err := locale.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pages(t) {
		status := c.Get(path).Status
		for _, w := range all {
			got := c.Get(w.Prefix() + path)
			if got.Status != status {
				t.Errorf("%s%s: %d, in English %d", w.Prefix(), path, got.Status, status)
				continue
			}
			doc := got.Doc()
			if lang := doc.Find("html").AttrOr("lang", ""); lang != w.Code() {
				t.Errorf("%s%s says it is %q", w.Prefix(), path, lang)
			}
			if status != http.StatusOK {
				continue
			}
			plain, _, _ := strings.Cut(path, "?")
			if noindex := doc.Find("meta[name=robots]").Length() > 0; !noindex {
				for _, other := range all {
					if href := doc.Find("link[hreflang="+other.Code()+"]").AttrOr("href", ""); href != "https://citas.example"+other.Prefix()+plain {
						t.Errorf("%s%s: its alternate in %s is %q", w.Prefix(), path, other.Code(), href)
					}
				}
				if canonical := doc.Find("link[rel=canonical]").AttrOr("href", ""); canonical != "https://citas.example"+w.Prefix()+plain {
					t.Errorf("%s%s: canonical %q", w.Prefix(), path, canonical)
				}
			}
			if n := doc.Find(".tongues a[hreflang]").Length(); n != len(all)-1 {
				t.Errorf("%s%s leads to %d other languages", w.Prefix(), path, n)
			}
			doc.Find("a[href], form[action]").Not("[hreflang]").Each(func(_ int, a *goquery.Selection) {
				address := a.AttrOr("href", a.AttrOr("action", ""))
				file, _, _ := strings.Cut(address, "?")
				file = file[strings.LastIndex(file, "/")+1:]
				if strings.HasPrefix(address, "/") && !strings.Contains(file, ".") && !strings.HasPrefix(address, "/api/v1") && !strings.HasPrefix(address, w.Prefix()+"/") {
					t.Errorf("%s%s leads out of its language: %s", w.Prefix(), path, address)
				}
			})
		}
	}
}

// The switch keeps what a reader has chosen.
func TestSwitchKeepsFiltersAndDay(t *testing.T) {
	c := viewtest.New(t)
	const query = "as_of=2024-09-30&from=2023-06&nationality=CU&nationality=VE"
	doc := c.Get("/es/charts/nationality-panels?" + query).Doc()
	for code, want := range map[string]string{"en": "/charts/nationality-panels?", "ht": "/ht/charts/nationality-panels?"} {
		if href := doc.Find(".tongues a[hreflang="+code+"]").AttrOr("href", ""); href != want+query {
			t.Errorf("in %s: %s", code, href)
		}
	}
	if href := doc.Find("header nav a").Last().AttrOr("href", ""); !strings.HasPrefix(href, "/es/") {
		t.Errorf("the navigation leads to %s", href)
	}
	doc.Find("main a[href^='/es/']").Each(func(_ int, a *goquery.Selection) {
		if href := a.AttrOr("href", ""); !strings.Contains(href, "as_of=2024-09-30") && a.AttrOr("data-any-day", "no") == "no" && !strings.Contains(href, "/editions") {
			t.Errorf("%s leads to another day", href)
		}
	})
}

// What has no language has one address.
func TestFilesHaveNoLanguage(t *testing.T) {
	c := viewtest.New(t)
	for path, want := range map[string]string{
		"/es":     "/es/",
		"/es?q=1": "/es/?q=1",
		"/es/data/appointments-processed.csv?a=b": "/data/appointments-processed.csv?a=b",
		"/ht/charts/processed-monthly.json":       "/charts/processed-monthly.json",
		"/es/api/v1/datasets":                     "/api/v1/datasets",
		"/es/static/nothing.css":                  "/static/nothing.css",
		"/es/feeds/releases.atom":                 "/feeds/releases.atom",
		"/es//elsewhere.example/":                 "/elsewhere.example/",
		"/es/data/":                               "/es/data",
	} {
		got := c.Get(path)
		if got.Status != http.StatusPermanentRedirect || got.Header.Get("Location") != want {
			t.Errorf("%s: %d %q, want %q", path, got.Status, got.Header.Get("Location"), want)
		}
	}
	for _, path := range []string{"/fr", "/es/es", "/es/ht/data", "/en"} {
		if got := c.Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
	if policy := c.Get("/es/embed/processed-monthly").Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") {
		t.Errorf("the frame in Spanish may not be framed: %s", policy)
	}
}

// TestEnglishIsMarked: the dictionary and the rules of every table are Spanish on a Spanish page, and nothing of
// them says that it is English. Haitian Creole has none of them: there all of it says so.
func TestEnglishIsMarked(t *testing.T) {
	c := viewtest.New(t)
	for _, d := range datatest.Edition(t).Catalog().Sorted() {
		texts := func(prefix string) *goquery.Selection {
			return c.Get(prefix + "/data/" + d.ID).Doc().Find("#fields .wide > span:first-child, #checks-table td:first-child, #checks-table th:first-child")
		}
		english, spanish, creole := texts(""), texts("/es"), texts("/ht")
		least := len(d.Fields) + 1
		if d.ID == "checks" { // which holds what came of the other tables' rules
			least--
		}
		if english.Length() < least || spanish.Length() != english.Length() || creole.Length() != english.Length() {
			t.Fatalf("%s: %d, %d and %d texts of %d columns", d.ID, english.Length(), spanish.Length(), creole.Length(), len(d.Fields))
		}
		if marked := c.Get("/es/data/" + d.ID).Doc().Find("#fields .unit[lang], #fields .terms [lang]"); marked.Length() > 0 {
			t.Errorf("%s: units or values are English: %q", d.ID, marked.Text())
		}
		for i := range english.Length() {
			was, is, untold := english.Eq(i), spanish.Eq(i), creole.Eq(i)
			if is.Text() == was.Text() || languageOf(is) != "es" || languageOf(was) != "en" {
				t.Errorf("%s: %q is marked %q in Spanish", d.ID, is.Text(), languageOf(is))
			}
			if untold.Text() != was.Text() || languageOf(untold) != "en" {
				t.Errorf("%s: %q is marked %q in Haitian Creole", d.ID, untold.Text(), languageOf(untold))
			}
		}
	}
}

// languageOf is the language that an element says it is in, or its page.
func languageOf(s *goquery.Selection) string { return s.Closest("[lang]").AttrOr("lang", "") }

// englishWords are words that no Spanish text has.
var englishWords = strings.Fields("the of and with from which that this these those was were are is been has have had for by not what when where how who their there " +
	"each every than into was people waiting days rows to on it its an at or only below above published modelled places")

// foreign are elements whose text is no language of ours: code, formulas, names of files.
var foreign = []string{"code", "pre", "script", "style", "kbd", "samp"}

// spokenAttributes are attributes that are read or shown.
var spokenAttributes = []string{"alt", "title", "aria-label", "aria-description", "placeholder", "data-done", "content"}

// englishIn lists the texts of a page that are English and do not say so.
func englishIn(doc *goquery.Document) (list []string) {
	quoted := map[string]bool{} // titles of documents: the title of a page cannot say its language
	doc.Find("main h1 cite[lang]").Each(func(_ int, cite *goquery.Selection) { quoted[cite.Text()] = true })
	check := func(text string) {
		if quoted[strings.TrimSuffix(text, " · citas")] {
			return
		}
		found := 0
		for _, part := range strings.Fields(text) {
			if strings.ContainsAny(part, "/_-@") { // an address, or a name of the machine’s
				continue
			}
			for _, word := range strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) }) {
				if slices.Contains(englishWords, strings.ToLower(word)) {
					found++
				}
			}
		}
		if text = strings.Join(strings.Fields(text), " "); found > 1 && strings.Contains(text, " ") {
			list = append(list, text)
		}
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			check(n.Data)
			return
		}
		if n.Type == html.ElementNode {
			if slices.Contains(foreign, n.Data) {
				return
			}
			for _, a := range n.Attr {
				if a.Key == "lang" && a.Val != "es" {
					return
				}
			}
			for _, a := range n.Attr {
				if slices.Contains(spokenAttributes, a.Key) || strings.HasPrefix(a.Key, "data-say") {
					check(a.Val)
				}
			}
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	for _, n := range doc.Nodes {
		walk(n)
	}
	return list
}

// TestSpanishPagesAreSpanish: what is English on a Spanish page is marked so, for those who hear it.
func TestSpanishPagesAreSpanish(t *testing.T) {
	c := viewtest.New(t)
	if found := englishIn(goquery.NewDocumentFromNode(c.Get("/wait-times/lottery").Doc().Find("main").Get(0))); len(found) < 20 {
		t.Fatalf("of an English page only %q is found to be English", found)
	}
	for _, path := range everyPage(t) {
		got := c.Get("/es" + path)
		if strings.HasPrefix(path, "/cite/") && strings.Contains(path, "@") && got.Status != http.StatusOK || got.Doc().Find("h1, figure").Length() == 0 {
			t.Errorf("/es%s: %d, or no page", path, got.Status)
		}
		for _, text := range englishIn(got.Doc()) {
			t.Errorf("/es%s says %q", path, text)
		}
	}
}

// TestTitlesSpeakTheirLanguage: a Spanish title is not read out as English, on a Spanish page or an English one.
func TestTitlesSpeakTheirLanguage(t *testing.T) {
	c := viewtest.New(t)
	for prefix, want := range map[string]string{"": "es", "/es": ""} {
		titles := 0
		c.Get(prefix + "/data/sources?language=es").Doc().Find("#preview tbody tr").Each(func(_ int, row *goquery.Selection) {
			cell := row.Find("td").Eq(2)
			if titles++; strings.Contains(cell.Text(), " ") && cell.AttrOr("lang", cell.Find("[lang]").AttrOr("lang", "")) != want {
				t.Errorf("%s: %q is in %q", prefix, cell.Text(), cell.AttrOr("lang", ""))
			}
		})
		if titles < 3 {
			t.Errorf("%s: %d titles", prefix, titles)
		}
	}
}

// everyPage are the pages whose every text is in Spanish or marked.
func everyPage(t *testing.T) []string {
	list := append(pages(t), "/editions", "/jumps", "/data/appointments-processed/triangle", "/data/appointments-processed/revisions", "/data/wait-times?place=tijuana&confidence=medium",
		"/cite/data.language-coverage~nationality=VE~language_set=three@2026-11-01",
		"/cite/data.appointments-processed~period=month~fiscal_year=2023~month=2023-07-01~nationality=total@2024-09-06",
		"/cite/triangle.appointments-processed~nationality=total~month=2023-07-01@2024-09-06", "/cite/table.lottery-test-months~month=2024-07-01@2026-11-01", "/cite/lead.allocations.1@2024-09-06", "/editions/"+datatest.Edition(t).ID())
	for _, c := range views.Charts() {
		list = append(list, "/charts/"+c.ID, "/embed/"+c.ID)
	}
	list = append(list, "/wait-times/lottery?priority_share=30", "/wait-times/lottery?as_of=2023-02-01", "/claims?x=1", "/data/wait-times?nothing=1", "/data/wait-times?sort=nothing", "/checks/wait-times?fn=none", "/cite/nothing", "/search?q=tijuana", "/search?q=wait",
		"/?as_of=2024-09-30", "/changes?as_of=2024-09-30", "/claims?as_of=2023-05-01", "/wait-times/lottery/test?as_of=2025-12-31", "/data/appointments-processed?sort=-appointments", "/charts/waits-reported?kind=averages")
	return append(list, "/api", "/checks", "/checks/appointments-processed?fn=max&measure=appointments&period=month&month=2023-07-01&nationality=total", "/checks/wait-times?fn=count", "/checks/wait-times?fn=avg&measure=days_low&group=place&expect=0123456789abcdef&edition=2026-11-23", "/sql",
		"/wait-times/lottery", "/wait-times/lottery/test", "/wait-times/lottery?priority_share=0", "/wait-times/lottery?priority_share=0.1&arrivals=3000&days=1")
}

// TestColumnsAreFoundInTheirLanguage: a column that a search finds is explained in the reader's language, or marked.
func TestColumnsAreFoundInTheirLanguage(t *testing.T) {
	c := viewtest.New(t)
	found := func(prefix string) *goquery.Selection {
		return c.Get(prefix + "/search?q=longer_than_programme").Doc().Find(".hits li:first-child p").Last()
	}
	english, spanish, creole := found(""), found("/es"), found("/ht")
	if english.Text() == "" || spanish.Text() == english.Text() || languageOf(spanish) != "es" {
		t.Errorf("in Spanish %q is marked %q", spanish.Text(), languageOf(spanish))
	}
	if creole.Text() != english.Text() || languageOf(creole) != "en" {
		t.Errorf("in Haitian Creole %q is marked %q", creole.Text(), languageOf(creole))
	}
}
