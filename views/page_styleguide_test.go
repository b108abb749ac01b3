package views_test

import (
	"strings"
	"testing"

	"citas/views"
	"citas/views/chart"
	"citas/views/viewtest"
)

// Every mark and component is shown in both schemes and at both widths.
func TestStyleguideShowsEverything(t *testing.T) {
	answer := viewtest.New(t).Get("/styleguide")
	doc := answer.Doc()
	described := doc.Find(".specimen desc").Text()
	for key, words := range chart.Phrases() {
		if strings.HasPrefix(key, "mark.") && !strings.Contains(strings.ToLower(described), strings.ToLower(words)) {
			t.Errorf("no specimen of %q", words)
		}
	}
	for _, scheme := range []string{".scheme-light", ".scheme-dark"} {
		for _, component := range []string{
			".notice", ".as-of form", ".lead", "figure.figure .drawing svg", ".drawers table", ".scroll table", "form.filter select", "form.filter input",
			".downloads .hash", ".facts dt", ".links a", ".citation", ".flag", ".missing", ".button", ".kicker", ".valid li",
		} {
			if doc.Find(scheme+" "+component).Length() == 0 {
				t.Errorf("%s shows no %s", scheme, component)
			}
		}
		for _, width := range []string{".wide-specimen", ".narrow-specimen"} {
			if n := doc.Find(scheme + width + " svg").Length(); n != len(chart.Specimens()) {
				t.Errorf("%s%s: %d marks, want %d", scheme, width, n, len(chart.Specimens()))
			}
		}
	}
	seen := map[string]bool{}
	for _, e := range doc.Find("main [id]").EachIter() {
		if id := e.AttrOr("id", ""); seen[id] {
			t.Errorf("the id %s is on the page twice", id)
		} else {
			seen[id] = true
		}
	}
}

// The schemes of the styleguide set every colour that the site and the charts set.
func TestStyleguideSetsEveryColour(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/styleguide").Doc()
	css := string(c.Get(doc.Find(`link[rel=stylesheet][href*=styleguide]`).AttrOr("href", "")).Body)
	for _, scheme := range []struct{ class, paper, chartPaper string }{
		{".scheme-light", "--paper: #ffffff", "--chart-paper:#ffffff"}, {".scheme-dark", "--paper: #14181c", "--chart-paper:#14171a"},
	} {
		rules := ""
		for _, part := range strings.SplitAfter(css, "}") {
			if strings.HasPrefix(strings.TrimSpace(part), scheme.class) {
				rules += part
			}
		}
		for _, want := range []string{scheme.paper, scheme.chartPaper, "--chart-ink", "--chart-grid", "--ink", "--focus", "color-scheme"} {
			if !strings.Contains(rules, want) {
				t.Errorf("%s does not set %s", scheme.class, want)
			}
		}
	}
}

func TestPublicSiteHasNoStyleguide(t *testing.T) {
	c := viewtest.New(t, func(c *views.Config) {
		c.Public = true
		c.Publisher, c.Funding, c.PressContact, c.CorrectionsContact, c.SecurityContact = "P", "F", "press@citas.example", "c@citas.example", "s@citas.example"
	})
	if got := c.Get("/styleguide"); got.Status != 404 {
		t.Errorf("status %d", got.Status)
	}
	if body := string(c.Get("/").Body); strings.Contains(body, "styleguide") {
		t.Error("the first page leads to the styleguide")
	}
}
