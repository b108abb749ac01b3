package e2e_test

import (
	"encoding/csv"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// checkDownload asserts that the file of each chart is the table on its page, cell by
// cell, and that a dataset's file has the columns of its dictionary.
func checkDownload(t *testing.T, s *site) {
	b := s.open(t)
	for _, path := range s.charts(t) {
		b.visit(path)
		href := eval[string](b, `document.querySelector('#download .downloads a[href$=".csv"]').getAttribute('href')`)
		records := s.csv(t, href)
		table := eval[struct {
			Heads []string `json:"heads"`
			Rows  [][]cell `json:"rows"`
		}](b, tableJS)
		level := 0
		if last := records[0][len(records[0])-1]; last == "processing_level" {
			level = 1 // stands in the file only: the page says it above the chart
		}
		if len(records[0]) != len(table.Heads)+level || len(records)-1 != len(table.Rows) {
			t.Errorf("%s: %d columns and %d rows, the table has %d and %d", href, len(records[0]), len(records)-1, len(table.Heads), len(table.Rows))
			continue
		}
		for i, row := range table.Rows {
			for j, c := range row {
				if want := records[i+1][j]; !c.is(want) {
					t.Errorf("%s row %d, %s: the file has %q, the page %q (%q)", href, i+1, records[0][j], want, c.Text, c.Value)
				}
			}
		}
	}
	for _, path := range []string{aDataset, "/data/wait-times"} {
		b.visit(path)
		want := eval[[]string](b, `[...document.querySelectorAll('#fields tbody th')].map(e => e.textContent.trim())`)
		href := eval[string](b, `document.querySelector('#downloads a[href$=".csv"]').getAttribute('href')`)
		if got := strings.Join(s.csv(t, href)[0], ","); got != strings.Join(want, ",") {
			t.Errorf("%s begins with %s, the dictionary with %s", href, got, want)
		}
	}
}

// csv downloads a file as a reader's program does.
func (s *site) csv(t *testing.T, href string) [][]string {
	t.Helper()
	answer := s.get(t, href)
	if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/csv") ||
		!strings.HasPrefix(answer.Header.Get("Content-Disposition"), "attachment; filename=") {
		t.Fatalf("%s: %s %v", href, answer.Status, answer.Header)
	}
	records, err := csv.NewReader(answer.Body).ReadAll()
	if err != nil || len(records) < 2 {
		t.Fatalf("%s: %d records, %v", href, len(records), err)
	}
	return records
}

// cell is what a page shows and, where it is another, what it says to machines.
type cell struct {
	Text    string `json:"text"`
	Value   string `json:"value"`
	Missing bool   `json:"missing"`
}

// is reports whether the cell says what a file has: the same value, and in words a
// number that rounds it.
func (c cell) is(want string) bool {
	if c.Missing || want == "" {
		return c.Missing && want == ""
	}
	if c.Value != want {
		return false
	}
	exact, err := strconv.ParseFloat(want, 64)
	if err != nil {
		return c.Text != ""
	}
	scale, words := 1.0, strings.NewReplacer(",", "", "−", "-", "\u00a0", "", "\u202f", "", " ", "").Replace(c.Text)
	if shorter, percent := strings.CutSuffix(words, "%"); percent {
		scale, words = 100, shorter
	}
	shown, err := strconv.ParseFloat(words, 64)
	_, decimals, _ := strings.Cut(words, ".")
	return err == nil && math.Abs(shown-exact*scale) <= 0.5000001*math.Pow10(-len(decimals))
}

const tableJS = `(() => {
	const table = document.querySelector('.chart-page table')
	return {
		heads: [...table.querySelectorAll('thead th')].map(e => e.textContent.trim()),
		rows: [...table.tBodies[0].rows].map(r => [...r.cells].map(c => {
			const text = c.textContent.trim(), data = c.querySelector('data')
			return {text, value: data ? data.value : text, missing: c.classList.contains('missing')}
		})),
	}
})()`
