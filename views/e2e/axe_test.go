package e2e_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

const axeFile = "node_modules/axe-core/axe.min.js"

// checkAxe asserts that axe-core finds nothing on any page, with every drawer open: all
// its rules in light, contrast again in dark and on a narrow page.
func checkAxe(t *testing.T, s *site) {
	b := s.open(t)
	for _, path := range s.pages(t) {
		b.media("screen", "prefers-color-scheme", "light")
		b.size(1280, 900)
		b.visitForAxe(path)
		b.none(path, b.axe(nil))
		b.media("screen", "prefers-color-scheme", "dark")
		b.none(path+" in dark", b.axe([]string{"color-contrast", "link-in-text-block"}))
		b.size(390, 844)
		b.none(path+" at 390 px", b.axe([]string{"target-size", "scrollable-region-focusable", "svg-img-alt"}))
	}
}

// inDark are the pages that show what only a translated page has: leads and takeaways of their own, marks on words that nobody has
// read, English parts; and a chart, a table and a form.
var inDark = []string{"/", "/wait-times", "/languages", aChart, aDataset, "/claims", "/help", "/privacy"}

// checkAxeTranslated asserts the same of the pages in the other languages: all rules in light on one of each kind, and on some in dark, where all
// that could differ is colour.
func checkAxeTranslated(t *testing.T, s *site) {
	b := s.open(t)
	b.size(1280, 900)
	for _, path := range s.translated(t) {
		b.media("screen", "prefers-color-scheme", "light")
		b.visitForAxe(path)
		b.none(path, b.axe(nil))
		if plain := path[len("/es"):]; slices.Contains(inDark, plain) {
			b.media("screen", "prefers-color-scheme", "dark")
			b.none(path+" in dark", b.axe([]string{"color-contrast", "link-in-text-block"}))
		}
	}
}

// visitForAxe loads a page with axe-core in it and every drawer open.
func (b *tab) visitForAxe(path string) {
	b.Helper()
	axe, err := os.ReadFile(axeFile)
	if err != nil {
		b.Fatalf("%v: npm ci --prefix views/e2e --ignore-scripts", err)
	}
	b.visit(path)
	eval[int](b, string(axe)+`; document.querySelectorAll('details').forEach(d => d.open = true); 0`)
}

// axe runs rules on the page as it stands; nil means all.
func (b *tab) axe(rules []string) []string {
	b.Helper()
	options := map[string]any{"resultTypes": []string{"violations"}}
	if rules != nil {
		options["runOnly"] = rules
	}
	text, err := json.Marshal(options)
	if err != nil {
		b.Fatal(err)
	}
	return eval[[]string](b, `axe.run(document, `+string(text)+`).then(r => r.violations.flatMap(v =>
		v.nodes.slice(0, 3).map(n => v.id + ': ' + n.failureSummary.replaceAll('\n', ' ') + ' ' + n.target + ' ' + n.html.slice(0, 160) + ' (' + v.nodes.length + ' in all)')))`)
}
