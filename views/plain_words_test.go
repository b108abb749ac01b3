package views

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
)

// TestTakeawaysArePlain: the sentences that a page leads with are for readers of a ninth
// grade, and so are the findings of the charts taken together. A single finding is too
// short to measure, and "appointments" alone has four syllables.
func TestTakeawaysArePlain(t *testing.T) {
	s, err := New(Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	leads := func(path string) string {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		doc, err := goquery.NewDocumentFromReader(w.Body)
		if err != nil || w.Code != 200 {
			t.Fatalf("%s: %d %v", path, w.Code, err)
		}
		var texts []string
		doc.Find("main .lead, main .lead-more, .figure-head h1").Each(func(_ int, p *goquery.Selection) {
			texts = append(texts, strings.Join(strings.Fields(p.Text()), " "))
		})
		if len(texts) == 0 {
			t.Errorf("%s leads with nothing", path)
		}
		return strings.Join(texts, " ")
	}
	for _, path := range []string{"/", "/allocations", "/wait-times", "/languages", "/claims", "/missing", "/search", "/search?q=tijuana", "/search?q=qqqqqqqq", "/glossary", "/accessibility", "/privacy", "/about", "/method",
		"/corrections", "/changes", "/nationalities", "/nationality/VE", "/nationality/AF", "/places", "/place/el-paso", "/place/eagle-pass", "/place/tijuana", "/place/hermosillo"} {
		if text := leads(path); readingGrade(text) > 9 {
			t.Errorf("%s: grade %.1f: %s", path, readingGrade(text), text)
		}
	}
	var findings []string
	for _, c := range Charts() {
		findings = append(findings, leads("/charts/"+c.ID))
	}
	if grade := readingGrade(strings.Join(findings, " ")); grade > 9 {
		t.Errorf("the findings of the charts: grade %.1f", grade)
	}
}
