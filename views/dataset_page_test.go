package views_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views/viewtest"
)

// Every dataset's page says what each column holds, how the table came about, and shows
// the SQL of it and of its checks.
func TestDatasetPageTellsHowItWasMade(t *testing.T) {
	c, e := viewtest.New(t), datatest.Edition(t)
	for _, d := range e.Catalog().Sorted() {
		doc := c.Get("/data/" + d.ID).Doc()
		files, _ := e.Manifest.Dataset(d.ID)
		profiles := doc.Find("#fields td.profile")
		if profiles.Length() != len(d.Fields) {
			t.Errorf("%s: %d profiles of %d columns", d.ID, profiles.Length(), len(d.Fields))
		}
		if files.Rows > 0 && !strings.Contains(profiles.First().Text(), "filled") {
			t.Errorf("%s: says nothing of its first column: %q", d.ID, profiles.First().Text())
		}
		doc.Find("#fields svg, svg.lineage").Each(func(i int, s *goquery.Selection) {
			if s.AttrOr("aria-label", "") == "" || s.AttrOr("role", "") != "img" {
				t.Errorf("%s: drawing %d has no words", d.ID, i)
			}
		})
		made := doc.Find("#made-sql").Text()
		if !strings.Contains(made, "SELECT") || strings.Contains(made, "{table}") {
			t.Errorf("%s: SQL is %.80q", d.ID, made)
		}
		for _, check := range d.AllChecks() {
			if text := doc.Find("#check-sql").Text(); d.ID != "checks" && !strings.Contains(text, check.Title+": passed") && !strings.Contains(text, check.Title+": failed") {
				t.Errorf("%s: no result of the check %s", d.ID, check.ID)
			}
		}
		lineage := doc.Find("svg.lineage").AttrOr("aria-label", "")
		for _, source := range e.Catalog().SourcesOf(d) {
			if !strings.Contains(lineage, source+" feeds") {
				t.Errorf("%s: the lineage leaves out %s: %q", d.ID, source, lineage)
			}
		}
		for _, used := range d.Uses {
			if !strings.Contains(lineage, used+" feeds") {
				t.Errorf("%s: the lineage leaves out %s: %q", d.ID, used, lineage)
			}
		}
	}
}

// What a profile says of a past day is of that day.
func TestProfileIsOfTheDay(t *testing.T) {
	c := viewtest.New(t)
	filled := func(path string) string {
		return c.Get(path).Doc().Find("#field-appointments td.profile .line").First().Text()
	}
	if now, then := filled("/data/appointments-processed"), filled("/data/appointments-processed?as_of=2024-08-31"); now == then {
		t.Errorf("both say %q", now)
	}
}
