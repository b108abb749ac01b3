package views_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views/viewtest"
)

// cellsOf reads a column of the preview.
func cellsOf(doc *goquery.Document, column string) []string {
	at := -1
	doc.Find("#preview thead th").Each(func(i int, th *goquery.Selection) {
		if strings.TrimSpace(th.Find("a").First().Text()) == column {
			at = i
		}
	})
	return doc.Find("#preview tbody tr").Map(func(_ int, tr *goquery.Selection) string {
		return strings.TrimSpace(tr.Children().Eq(at).Text())
	})
}

// The pages of a preview, one after the other, are the rows of the file.
func TestPreviewPagesAreTheFile(t *testing.T) {
	c := viewtest.New(t)
	records, err := csv.NewReader(strings.NewReader(string(c.Get("/data/wait-times.csv").Body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(records[0], "wait_id")
	var want, got []string
	for _, r := range records[1:] {
		want = append(want, r[at])
	}
	for path := "/data/wait-times"; path != ""; {
		doc := c.Get(path).Doc()
		got = append(got, cellsOf(doc, "wait_id")...)
		path = ""
		doc.Find(".pager a").Each(func(_ int, a *goquery.Selection) {
			if a.Text() == "Next" {
				path, _, _ = strings.Cut(a.AttrOr("href", ""), "#")
			}
		})
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages have %v, the file %v", got, want)
	}
}

func TestPreviewSorts(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/data/appointments-processed?nationality=VE&period=month&sort=-appointments").Doc()
	first := cellsOf(doc, "appointments")[0]
	api := string(c.Get("/api/v1/datasets/appointments-processed/rows?nationality=VE&period=month&sort=-appointments&columns=appointments&limit=1").Body)
	if !strings.Contains(api, `"appointments":`+first+"}") && !strings.Contains(api, `"appointments":`+first+",") {
		t.Errorf("the page begins with %s, the API with %.300s", first, api)
	}
	if got := doc.Find(`form.filter input[name=sort]`).AttrOr("value", ""); got != "-appointments" {
		t.Errorf("the filter form forgets the order: %q", got)
	}
	if href := doc.Find(".active a").First().AttrOr("href", ""); !strings.Contains(href, "sort=-appointments") {
		t.Errorf("taking a filter away forgets the order: %s", href)
	}
	if got := c.Get("/data/appointments-processed/filter?nationality=VE&month=&sort=-month").Header.Get("Location"); got != "/data/appointments-processed?nationality=VE&sort=-month#rows" {
		t.Errorf("the filter form leads to %s", got)
	}
}
