package views_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data"
	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

// mostPlaces is how many rows of a dataset are followed; of longer ones a sample is.
const mostPlaces = 8

// Every row of every file leads, by the rule that the API states, to a page that shows
// the place that it was read at, the SHA-256 of the document, and the row itself.
func TestEveryRowLeadsToItsPlace(t *testing.T) {
	c, e := viewtest.New(t), datatest.Edition(t)
	sha := map[string]string{}
	for _, r := range e.Manifest.Releases {
		sha[r.ID] = r.SHA256
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, d := range e.Catalog().Sorted() {
		table, err := e.Select(t.Context(), data.Select{Dataset: d.ID})
		if err != nil {
			t.Fatal(err)
		}
		rows := random.Perm(table.Len())
		for _, i := range rows[:min(len(rows), mostPlaces)] {
			row := table.Row(i)
			path := "/releases/" + row.Text("release_id") + "?locator=" + url.QueryEscape(row.Text("locator"))
			source := ""
			if table.Index("source_id") >= 0 && row.Has("source_id") {
				source = row.Text("source_id")
				path += "&source_id=" + url.QueryEscape(source)
			}
			got := c.Get(path)
			if got.Status != 200 {
				t.Fatalf("%s: %s: status %d", d.ID, path, got.Status)
			}
			place := got.Doc().Find("#cell")
			if text := place.Find(".facts").Text(); !strings.Contains(text, row.Text("locator")) || !strings.Contains(text, sha[row.Text("release_id")]) {
				t.Errorf("%s: %s does not show the place and the hash: %s", d.ID, path, text)
			}
			if place.Find("#cell-"+d.ID+" tbody tr").Length() == 0 {
				t.Errorf("%s: %s does not show the rows", d.ID, path)
			}
			if source != "" && place.Find(`a[href="/sources/`+source+`"]`).Length() == 0 {
				t.Errorf("%s: %s does not lead to its document", d.ID, path)
			}
		}
	}
}

func TestPlaceOfACell(t *testing.T) {
	c := viewtest.New(t)
	const cell = "/releases/ohss-monthly@%s?locator=CBP+One+Appointments%%21%s"
	t.Run("in force", func(t *testing.T) {
		doc := c.Get(fmt.Sprintf(cell, "2024-12-06", "K8")).Doc()
		if got := doc.Find("#cell > p").First().Text(); got != "Printed in cell K8 of the sheet “CBP One Appointments”." {
			t.Errorf("says %q", got)
		}
		if doc.Find(`#cell a[href^="https://ohss.dhs.gov/"]`).Length() == 0 {
			t.Error("no address of the document")
		}
	})
	t.Run("replaced by a newer release", func(t *testing.T) {
		doc := c.Get(fmt.Sprintf(cell, "2024-08-09", "K8")).Doc()
		if got := doc.Find("#cell .note").Last().Text(); !strings.HasPrefix(got, "A newer release states this again") {
			t.Errorf("says %q", got)
		}
	})
	t.Run("nothing there", func(t *testing.T) {
		if got := c.Get(fmt.Sprintf(cell, "2024-12-06", "ZZ999")).Status; got != 404 {
			t.Errorf("status %d", got)
		}
	})
}

// Rows that pages show lead to their places: previews, and the tables of charts, whose
// figures may come from several cells.
func TestTablesLeadToPlaces(t *testing.T) {
	c := viewtest.New(t)
	paths := []string{"/data/appointments-processed", "/data/wait-times", "/sources/" + aDocument}
	for _, chart := range views.Charts() {
		paths = append(paths, "/charts/"+chart.ID)
	}
	for _, path := range paths {
		places := c.Get(path).Doc().Find(`td a[href*="locator="], th a[href*="locator="]`)
		if places.Length() == 0 {
			t.Errorf("%s: no row leads to its place", path)
			continue
		}
		seen := map[string]bool{}
		places.Each(func(_ int, s *goquery.Selection) { seen[s.AttrOr("href", "")] = true })
		for i, href := range slices.Sorted(maps.Keys(seen)) {
			if i%(1+len(seen)/mostPlaces) != 0 {
				continue
			}
			address, fragment, _ := strings.Cut(href, "#")
			if got := c.Get(address); got.Status != 200 || got.Doc().Find("#"+fragment).Length() != 1 {
				t.Errorf("%s leads to %s: status %d", path, href, got.Status)
			}
		}
	}
}
