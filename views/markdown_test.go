package views_test

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"

	"citas/data/datatest"
	"citas/views"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/viewtest"
)

// markdownTable reads the last table of a text whose head begins with a column.
func markdownTable(t *testing.T, text, column string) [][]string {
	t.Helper()
	var rows [][]string
	in := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "| "+column+" |") {
			in, rows = true, nil
		}
		if in = in && strings.HasPrefix(line, "|"); !in || strings.HasPrefix(line, "|-") {
			continue
		}
		var cells []string
		for _, c := range regexp.MustCompile(`(?:[^|\\]|\\.)*\|`).FindAllString(strings.TrimPrefix(line, "|"), -1) {
			c = strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(c, "|")), "&lt;", "<")
			cells = append(cells, regexp.MustCompile(`\\(.)`).ReplaceAllString(c, "$1"))
		}
		rows = append(rows, cells)
	}
	return rows
}

// oneLine is how a cell of a CSV stands in a line of text.
func oneLine(records [][]string) [][]string {
	for _, r := range records {
		for i := range r {
			r[i] = strings.TrimSpace(strings.ReplaceAll(r[i], "\n", " "))
		}
	}
	return records
}

func recordsOf(t *testing.T, a *viewtest.Answer) [][]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(a.Body)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", a.Path, err)
	}
	return records
}

// TestMarkdownHasTheNumbersOfPageAndFile: the twin of every chart has all rows of its CSV,
// the twin of every dataset those that its page shows.
func TestMarkdownHasTheNumbersOfPageAndFile(t *testing.T) {
	c := viewtest.New(t)
	for _, ch := range views.Charts() {
		want := oneLine(recordsOf(t, c.Get("/charts/"+ch.ID+".csv")))
		a := c.Get("/charts/" + ch.ID + ".md")
		if a.Header.Get("Content-Type") != "text/markdown; charset=utf-8" {
			t.Errorf("%s: %s", a.Path, a.Header.Get("Content-Type"))
		}
		page := c.Get("/charts/" + ch.ID).Doc()
		if twin := page.Find(`link[rel=alternate][type="text/markdown"]`).AttrOr("href", ""); twin != a.Path {
			t.Errorf("%s: the page leads to %q", a.Path, twin)
		}
		if got := markdownTable(t, string(a.Body), want[0][0]); len(want) > 1 && !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%s differs from the CSV:\n%q\n%q", a.Path, got[:min(3, len(got))], want[:min(3, len(want))])
		}
	}
	for i, d := range datatest.Edition(t).Catalog().Sorted() {
		views := []string{"", "?as_of=2024-09-06"}
		for _, view := range views[:1+max(0, 1-i%6)] {
			want := oneLine(recordsOf(t, c.Get("/data/"+d.ID+".csv"+view)))
			a := c.Get("/data/" + d.ID + ".md" + view)
			got := markdownTable(t, string(a.Body), want[0][0])
			if len(want) > 1 && !slices.EqualFunc(got, want[:min(len(want), 1+20)], slices.Equal[[]string]) {
				t.Errorf("%s: %d rows that differ from the first of the CSV", a.Path, len(got)-1)
			}
		}
		if rows := recordsOf(t, c.Get("/data/"+d.ID+".csv")); i%6 != 0 || len(rows) < 2 { // an empty table has no preview
			continue
		}
		page := c.Get("/data/" + d.ID).Doc()
		if shown, got := page.Find("#preview tbody tr").Length(), markdownTable(t, string(c.Get("/data/"+d.ID+".md").Body), d.Fields[0].Name); len(got) > 0 && shown != len(got)-1 {
			t.Errorf("the text of %s has %d rows, its page %d", d.ID, len(got)-1, shown)
		}
		if page.Find(`link[rel=alternate][type="text/markdown"][href="/data/`+d.ID+`.md"]`).Length() != 1 || page.Find(`#descriptions a[href$=".zip"]`).Length() != 1 {
			t.Errorf("the page of %s leads to no text or bundle", d.ID)
		}
	}
}

// A text for programs begins with what must be said first, as a page does.
func TestTextsBeginWithTheNotice(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/llms.txt", "/charts/processed-monthly.md", "/data/wait-times.md"} {
		got := c.Get(path)
		head, _, _ := strings.Cut(string(got.Body), "\n#")
		if got.Status != 200 {
			t.Fatalf("%s: %d", path, got.Status)
		}
		if !strings.Contains(head, layout.NoticeInBrief(locale.Words{})) || strings.Contains(string(got.Body), "%!") {
			t.Errorf("%s begins with %.300q", path, head)
		}
	}
}
