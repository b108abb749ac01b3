package views_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views/viewtest"
)

// TestTermsAreLinkedOnce: the first use of a word in running text leads to its meaning,
// and nothing that is a heading, a table, a drawing or a link is touched.
func TestTermsAreLinkedOnce(t *testing.T) {
	c := viewtest.New(t)
	glossary := c.Get("/glossary").Doc()
	for _, path := range []string{"/", "/allocations", "/wait-times", "/languages", "/charts/processed-monthly", "/charts/port-ratio", "/nationality/VE", "/place/el-paso"} {
		doc := c.Get(path).Doc()
		links := doc.Find("a.term")
		if links.Length() == 0 {
			t.Errorf("%s explains %d of its words", path, links.Length())
		}
		seen := map[string]bool{}
		links.Each(func(_ int, a *goquery.Selection) {
			href := a.AttrOr("href", "")
			slug, ok := strings.CutPrefix(href, "/glossary#")
			if !ok || glossary.Find("#"+slug+" dfn").Length() != 1 {
				t.Errorf("%s: %q leads to %s, where no word is explained", path, a.Text(), href)
			}
			if seen[slug] {
				t.Errorf("%s links %s twice", path, slug)
			}
			seen[slug] = true
		})
		if n := doc.Find("h1 .term, h2 .term, h3 .term, table .term, svg .term, a a, summary .term, header .term, footer .term, aside .term").Length(); n > 0 {
			t.Errorf("%s: %d words are linked where none should be", path, n)
		}
	}
}
