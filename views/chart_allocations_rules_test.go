package views

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

// What a reader is told: four quantities by their names (rule 1), no causes and no
// loaded words (rule 11), where each row comes from, and never a bare zero for a month
// that no file holds.
func TestAllocationWords(t *testing.T) {
	loaded := regexp.MustCompile(`(?i)\b(admitted|surged?|floods?|waves?|illegals?|caused|led to|due to|thanks to|drove|driven|resulted)\b`)
	eachAllocation(t, func(t *testing.T, c *Chart, f Frame) {
		fig := figureOf(c, f)
		text := strings.Join(append(append([]string{c.Headline(f), fig.Description}, declaredWords(c)...), fig.Notes...), "\n")
		if found := loaded.FindString(text); found != "" {
			t.Errorf("says %q", found)
		}
		for _, column := range []string{"status", "release_id", "locator"} {
			if f.Index(column) < 0 {
				t.Errorf("no column %s", column)
			}
		}
		f.Each(func(r data.Row) {
			if r.Text("status") == "no_file_held" && (r.Has("release_id") || f.Index("appointments") >= 0 && r.Has("appointments")) {
				t.Errorf("a month without a file has values: %s", r.Text("locator"))
			}
			claims := slices.Contains([]string{"claims-cumulative", "port-sightings", "requests-per-place"}, c.ID)
			if f.Index("confidence") >= 0 && r.Text("confidence") == "low" && !claims {
				t.Errorf("a row of low confidence is drawn: %s", r.Text("source_id")) // rule 5
			}
		})
	})
}

// A view of a day before anything was published has rows without numbers, or no rows.
func TestAllocationsBeforePublication(t *testing.T) {
	blank := func(table *data.Table, rows int) *data.Table {
		empty := &data.Table{Columns: table.Columns}
		for range rows {
			empty.Rows = append(empty.Rows, make([]any, len(table.Columns)))
		}
		return empty
	}
	eachAllocation(t, func(t *testing.T, c *Chart, f Frame) {
		facts := &data.Table{}
		if table, err := datatest.Edition(t).Query(t.Context(), c.ID+"-facts"); err == nil {
			facts = blank(table, 1)
		} else {
			facts.Rows = make([][]any, 1)
		}
		empty := Frame{Table: blank(f.Table, 0), Facts: facts.Row(0), Words: f.Words}
		if got := c.Headline(empty); got != noFigures.English() {
			t.Error(got)
		}
		c.Figure(empty) // must not panic
	})
	for query, lead := range map[string]func(data.Row, Words) []string{"lead-allocations": leadAllocations, "overview": leadOverview} {
		table, err := datatest.Edition(t).Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		if got := lead(blank(table, 1).Row(0), Words{}); !slices.Equal(got, []string{noFigures.English()}) {
			t.Errorf("%s: %q", query, got)
		}
	}
}

// Rules 2 and 3: January 2023 has a count and no daily rate; leap years count.
func TestDailyRate(t *testing.T) {
	_, f := allocationFrame(t, "processed-per-day")
	got := map[string]string{}
	f.Each(func(r data.Row) {
		got[r.Text("series")+r.Text("from_date")] = r.Text("per_day") + " " + r.Text("status") + " " + r.Text("definition")
	})
	for key, want := range map[string]string{
		"processed2023-01-01": " partial_month title_42_exceptions_only",
		"processed2023-05-01": "877.1 reported mixed",
		"processed2024-02-01": "1466.55 reported all_appointments",
		"processed2024-09-01": " no_file_held all_appointments",
		"processed2025-01-01": " no_file_held all_appointments",
		"places2023-06-30":    "1450.0 reported ",
	} {
		if got[key] != want {
			t.Errorf("%s: %q, want %q", key, got[key], want)
		}
	}
}

// Rules 4 and 5: claims stand as dots in a panel for each quantity; low ones are hollow.
func TestClaimsAreDots(t *testing.T) {
	c, f := allocationFrame(t, "claims-cumulative")
	drawn, low := 0, 0
	fig := c.Figure(f)
	for _, panel := range fig.Panels {
		for _, layer := range append(panel.Layers, fig.Layers...) {
			dots, ok := layer.(chart.Dots)
			if !ok {
				t.Fatalf("panel %s holds %T", panel.Title, layer)
			}
			for _, pt := range dots.Series[0].Points {
				drawn++
				if pt.Low {
					low++
				}
			}
		}
	}
	wantLow := 0
	f.Each(func(r data.Row) {
		if r.Text("confidence") == "low" {
			wantLow++
		}
	})
	if drawn != f.Len() || low != wantLow || low == 0 {
		t.Errorf("%d dots, %d hollow; the table has %d rows, %d of low confidence", drawn, low, f.Len(), wantLow)
	}
	if len(fig.Panels) != 3 || len(fig.Events) != 2 || !strings.Contains(fig.Events[0].Label, "85,000 in the next month; cause not stated") {
		t.Errorf("panels %d, bends %v", len(fig.Panels), fig.Events)
	}
}
