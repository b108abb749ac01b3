package views_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views"
	"citas/views/viewtest"
)

// The module reads both drawings of a chart by the same numbers: each mark of one is in
// the other, the wide one has the words, and the root says what holds for all marks.
func TestDrawingsCanBeRead(t *testing.T) {
	c := viewtest.New(t)
	for _, declared := range views.Charts() {
		if declared.TableOnly {
			continue
		}
		doc := c.Get("/charts/" + declared.ID).Doc()
		wide, narrow := marksOf(t, doc.Find(".wide svg")), marksOf(t, doc.Find(".narrow svg"))
		if len(wide) == 0 || len(wide) != len(narrow) {
			t.Errorf("%s: %d marks wide, %d narrow", declared.ID, len(wide), len(narrow))
		}
		for at, m := range wide {
			if label := m.AttrOr("data-label", ""); label == "" {
				t.Errorf("%s: mark %s has no words", declared.ID, at)
			}
			twin, ok := narrow[at]
			if !ok {
				t.Errorf("%s: mark %s is not in the narrow drawing", declared.ID, at)
			} else if _, words := twin.Attr("data-label"); words {
				t.Errorf("%s: the words of mark %s are on the page twice", declared.ID, at)
			}
		}
		root := doc.Find(".wide svg")
		if got := root.AttrOr("data-said", ""); got != declared.Level.Words() {
			t.Errorf("%s: marks are %q", declared.ID, got)
		}
		if got := root.AttrOr("data-from", ""); !strings.Contains(got, ", release of ") {
			t.Errorf("%s: marks are from %q", declared.ID, got)
		}
		if doc.Find(`head script[type=module][src^="/static/js/chart."]`).Length() != 1 {
			t.Errorf("%s: the page does not load the module", declared.ID)
		}
	}
}

// marksOf are the marks of a drawing by series and point.
func marksOf(t *testing.T, svg *goquery.Selection) map[string]*goquery.Selection {
	t.Helper()
	marks := map[string]*goquery.Selection{}
	for _, m := range svg.Find("[data-i]").EachIter() {
		at := m.AttrOr("data-k", "") + "." + m.AttrOr("data-i", "")
		if marks[at] != nil {
			t.Errorf("two marks are %s in %s", at, svg.AttrOr("data-chart", ""))
		}
		marks[at] = m
	}
	return marks
}

// What a mark says it comes from is in the table of its chart.
func TestMarksNameTheirDocument(t *testing.T) {
	doc := viewtest.New(t).Get("/charts/port-sightings").Doc()
	table := doc.Find(".chart-page table").Text()
	documents := 0
	for _, m := range doc.Find(".wide [data-from][data-i]").EachIter() {
		from := m.AttrOr("data-from", "")
		if strings.Contains(from, " ") || !strings.Contains(table, from) {
			t.Errorf("%s: no row of the table names %q", m.AttrOr("data-label", ""), from)
		}
		documents++
	}
	if documents < 10 {
		t.Errorf("only %d marks name a document", documents)
	}
}
