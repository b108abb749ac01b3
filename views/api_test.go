package views_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/viewtest"
)

type rowsAnswer struct {
	Edition string           `json:"edition"`
	AsOf    string           `json:"as_of"`
	Total   int              `json:"total"`
	Rows    []map[string]any `json:"rows"`
	Cursor  string           `json:"next_cursor"`
}

func getRows(t *testing.T, c *viewtest.Client, path string) (rowsAnswer, string) {
	t.Helper()
	got := c.Get(path)
	if got.Status != 200 {
		t.Fatalf("%s: %d %.300s", path, got.Status, got.Body)
	}
	var a rowsAnswer
	if err := json.Unmarshal(got.Body, &a); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	next, found := strings.CutSuffix(got.Header.Get("Link"), `>; rel="next"`)
	if found != (a.Cursor != "") {
		t.Fatalf("%s: Link %q, cursor %q", path, got.Header.Get("Link"), a.Cursor)
	}
	return a, strings.TrimPrefix(next, "<https://citas.example")
}

// TestPagesAreTheFile: following rel=next gives the rows of the CSV, in its order, each
// once, with the same cells.
func TestPagesAreTheFile(t *testing.T) {
	c := viewtest.New(t)
	for _, query := range []string{"?", "?place=tijuana&", "?observed.gte=2023-06-01&observed.lte=2024-06-30&", "?as_of=2023-12-31&"} {
		want := readCSV(t, c.Get("/data/wait-times.csv"+strings.TrimSuffix(query, "&")).Body)
		n := 0
		for path := "/api/v1/datasets/wait-times/rows" + query + "limit=7"; path != ""; {
			var page rowsAnswer
			page, path = getRows(t, c, path)
			if page.Total != len(want) || page.Edition != datatest.Edition(t).ID() {
				t.Fatalf("%s: total %d of edition %s, the file has %d rows", query, page.Total, page.Edition, len(want))
			}
			for _, row := range page.Rows {
				for name, cell := range want[n] {
					if got := cellOf(row[name]); got != strings.TrimSuffix(cell, ".0") {
						t.Fatalf("%s row %d %s: %q, the file has %q", query, n, name, got, cell)
					}
				}
				n++
			}
		}
		if n != len(want) || n == 0 {
			t.Errorf("%s: %d rows on all pages, the file has %d", query, n, len(want))
		}
	}
}

func cellOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func TestRowsAreSortedAndTyped(t *testing.T) {
	c := viewtest.New(t)
	a, _ := getRows(t, c, "/api/v1/datasets/appointments-processed/rows?columns=month,appointments&sort=-appointments&nationality=VE&period=month&limit=10000")
	last := math.Inf(1)
	for _, row := range a.Rows {
		if len(row) != 3 || row["status"] == "" {
			t.Fatalf("%v: wanted month, appointments and their status", row)
		}
		v, ok := row["appointments"].(float64)
		if row["appointments"] == nil {
			if row["status"] == "reported" {
				t.Errorf("%v: null, but reported", row)
			}
			v, ok = math.Inf(-1), true // empty cells come last
		}
		if !ok || v > last {
			t.Errorf("%v after %v", row, last)
		}
		last = v
	}
	if len(a.Rows) != a.Total || len(a.Rows) < 20 {
		t.Errorf("%d of %d rows", len(a.Rows), a.Total)
	}
}

func TestCursorsAreForOneEditionAndQuestion(t *testing.T) {
	c := viewtest.New(t)
	first, _ := getRows(t, c, "/api/v1/datasets/wait-times/rows?limit=2")
	raw, err := base64.RawURLEncoding.DecodeString(first.Cursor)
	if err != nil {
		t.Fatal(err)
	}
	old := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(raw), first.Edition, "0123456789abcdef", 1)))
	for query, want := range map[string]int{
		"limit=3&cursor=" + first.Cursor:          200,
		"limit=2&cursor=" + old:                   410,
		"place=tijuana&cursor=" + first.Cursor:    400,
		"as_of=2024-01-01&cursor=" + first.Cursor: 400,
		"sort=place&cursor=" + first.Cursor:       400,
	} {
		got := c.Get("/api/v1/datasets/wait-times/rows?" + query)
		if got.Status != want || want != 200 && !strings.Contains(string(got.Body), `"parameter":"cursor"`) {
			t.Errorf("%s: %d, want %d: %.300s", query, got.Status, want, got.Body)
		}
	}
	if got := c.Get("/api/v1/datasets/ports/rows?cursor=" + first.Cursor); got.Status != 400 {
		t.Errorf("a cursor of another dataset: %d", got.Status)
	}
}

// TestAggregatesEqualTheFile: every function over the cells of the CSV.
func TestAggregatesEqualTheFile(t *testing.T) {
	c := viewtest.New(t)
	rows := readCSV(t, c.Get("/data/appointments-processed.csv?period=month").Body)
	for _, fn := range data.Functions() {
		got := c.Get("/api/v1/datasets/appointments-processed/aggregate?group=nationality&measure=appointments&period=month&fn=" + fn)
		var a struct {
			Unit   string
			Groups []struct {
				Group       map[string]string
				Value       *float64
				Cells, Rows int
			}
		}
		if err := json.Unmarshal(got.Body, &a); err != nil || got.Status != 200 {
			t.Fatalf("%s: %d %v", fn, got.Status, err)
		}
		seen := 0
		for _, g := range a.Groups {
			var cells []float64
			n := 0
			for _, row := range rows {
				if row["nationality"] != g.Group["nationality"] {
					continue
				}
				n++
				if row["appointments"] != "" {
					v, err := strconv.ParseFloat(row["appointments"], 64)
					if err != nil {
						t.Fatal(err)
					}
					cells = append(cells, v)
				}
			}
			seen += n
			sum := 0.0
			for _, v := range cells {
				sum += v
			}
			want := map[string]float64{"sum": sum, "count": float64(len(cells)), "avg": sum / float64(len(cells))}
			if len(cells) > 0 {
				want["min"], want["max"] = slices.Min(cells), slices.Max(cells)
			}
			if g.Value == nil || math.Abs(*g.Value-want[fn]) > 1e-6 || g.Cells != len(cells) || g.Rows != n {
				t.Errorf("%s of %v: %v over %d cells, %d rows; want %v over %d, %d", fn, g.Group, g.Value, g.Cells, g.Rows, want[fn], len(cells), n)
			}
		}
		if seen != len(rows) || len(a.Groups) < 10 {
			t.Errorf("%s: %d groups over %d rows, the file has %d", fn, len(a.Groups), seen, len(rows))
		}
	}
	clash := c.Get("/api/v1/datasets/court-languages/aggregate?fn=count&group=measure&measure.eq=" + url.QueryEscape(readCSV(t, c.Get("/data/court-languages.csv").Body)[0]["measure"]))
	if clash.Status != 200 || strings.Count(string(clash.Body), `"group"`) != 1 {
		t.Errorf("a column with the name of a parameter: %d %s", clash.Status, clash.Body)
	}
}
