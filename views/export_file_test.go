package views_test

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views/viewtest"
)

// everything is a filter that every row of a dataset passes.
func everything(t *testing.T, rows [][]string) string {
	t.Helper()
	column := 0
	for i, name := range rows[0] {
		if name == "release_id" {
			column = i
		}
	}
	seen, query := map[string]bool{}, url.Values{}
	for _, row := range rows[1:] {
		if !seen[row[column]] {
			seen[row[column]] = true
			query.Add(rows[0][column], row[column])
		}
	}
	if len(seen) == 0 {
		query.Set(rows[0][column], "none")
	}
	return "?" + query.Encode()
}

func TestFilteredFilesAreWrittenLikeWholeOnes(t *testing.T) {
	c := viewtest.New(t)
	for _, d := range datatest.Edition(t).Catalog().Sorted() {
		t.Run(d.ID, func(t *testing.T) {
			whole := c.Get("/data/" + d.ID + ".csv")
			rows, err := csv.NewReader(bytes.NewReader(whole.Body)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			query := everything(t, rows)
			for _, format := range []string{".csv", ".json"} {
				whole, filtered := c.Get("/data/"+d.ID+format).Body, c.Get("/data/"+d.ID+format+query).Body
				if !bytes.Equal(whole, filtered) {
					t.Errorf("%s: %s", format, firstDifference(whole, filtered))
				}
			}
		})
	}
}

func firstDifference(a, b []byte) string {
	left, right := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range left {
		if i >= len(right) || left[i] != right[i] {
			other := "nothing"
			if i < len(right) {
				other = right[i]
			}
			return "file:\n" + left[i] + "\nfiltered:\n" + other
		}
	}
	return "the filtered one is longer"
}

func TestFilterTakesEqualCellsOnly(t *testing.T) {
	c := viewtest.New(t)
	for query, keep := range map[string]func(row map[string]string) bool{
		"?place=tijuana":               func(r map[string]string) bool { return r["place"] == "tijuana" },
		"?place=tijuana&place=reynosa": func(r map[string]string) bool { return r["place"] == "tijuana" || r["place"] == "reynosa" },
		"?high=":                       func(r map[string]string) bool { return r["high"] == "" },
		"?place=tijuana&still_waiting=yes": func(r map[string]string) bool {
			return r["place"] == "tijuana" && r["still_waiting"] == "yes"
		},
	} {
		want := 0
		for _, row := range readCSV(t, c.Get("/data/wait-times.csv").Body) {
			if keep(row) {
				want++
			}
		}
		got := readCSV(t, c.Get("/data/wait-times.csv"+query).Body)
		if len(got) != want || want == 0 {
			t.Errorf("%s: %d rows, want %d", query, len(got), want)
		}
		for _, row := range got {
			if !keep(row) {
				t.Errorf("%s: took %v", query, row)
			}
		}
	}
}

func readCSV(t *testing.T, raw []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	list := make([]map[string]string, len(rows)-1)
	for i, row := range rows[1:] {
		list[i] = map[string]string{}
		for j, cell := range row {
			list[i][rows[0][j]] = cell
		}
	}
	return list
}

func TestCellsOnThePageEqualTheFile(t *testing.T) {
	c := viewtest.New(t)
	for _, d := range datatest.Edition(t).Catalog().Sorted() {
		rows, err := csv.NewReader(bytes.NewReader(c.Get("/data/" + d.ID + ".csv").Body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		shown := c.Get("/data/" + d.ID).Doc().Find("#preview tbody tr")
		if want := min(20, len(rows)-1); shown.Length() != want {
			t.Errorf("%s shows %d rows, want %d", d.ID, shown.Length(), want)
		}
		shown.Each(func(i int, tr *goquery.Selection) {
			tr.Children().Each(func(j int, cell *goquery.Selection) {
				text := strings.TrimSpace(cell.Text())
				if cell.HasClass("missing") {
					text = ""
				}
				if want := strings.TrimSpace(rows[i+1][j]); text != want {
					t.Errorf("%s row %d %s: page %q, file %q", d.ID, i+1, rows[0][j], text, want)
				}
			})
		})
	}
}
