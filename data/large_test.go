package data

import (
	"fmt"
	"strings"
	"testing"
)

// TestLargeTables: of more rows than DuckDB keeps in one group and counts one by one, the
// tables stand in their order though two threads wrote them, a key that occurs twice is
// found, and a profile estimates what it does not count.
func TestLargeTables(t *testing.T) {
	const years = 45_000
	var lines strings.Builder
	for year := years; year > 0; year-- { // the wrong way round
		for i, place := range []string{"south", "north", "east"} {
			fmt.Fprintf(&lines, "%d,%s,%d,s@2024-01-01,row %d\n", year, place, 2*(year%1000), 3*year+i)
		}
	}
	lines.WriteString("7,north,2,s@2024-01-01,row again\n")
	e := openBuilt(t, testCatalog(t, countsDataset()), lines.String())
	for table, order := range map[string]string{"main.counts": "year, place", "history.counts": "_ord, year, place"} {
		wrong, err := e.run(t.Context(), "SELECT count(*) AS n FROM (SELECT ("+order+") AS place, lag(("+order+")) OVER (ORDER BY rowid) AS before FROM "+table+") WHERE place < before", nil)
		if err != nil || wrong.Row(0).Int("n") != 0 {
			t.Errorf("%s: %d rows stand out of order, %v", table, wrong.Row(0).Int("n"), err)
		}
	}
	d, err := e.catalog.Dataset("counts")
	if err != nil {
		t.Fatal(err)
	}
	found, err := runChecks(t.Context(), e.db, d, fieldChecks(d), checkTable(d))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range found {
		if r.Passed() == (r.ID == "counts/key") || r.ID == "counts/key" && !strings.Contains(r.Sample, "row 22 and row again: found 2 rows") {
			t.Errorf("%s: %d failures, %s", r.ID, r.Failures, r.Sample)
		}
	}
	p, err := e.Profile(t.Context(), "counts")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Columns {
		switch c.Field.Name {
		case "year":
			if off := float64(c.Distinct)/years - 1; !c.Estimated || off < -0.25 || off > 0.25 {
				t.Errorf("about %d different years (estimated: %v), want about %d", c.Distinct, c.Estimated, years)
			}
			if c.Min != "1" || c.Max != fmt.Sprint(years) {
				t.Errorf("years from %s to %s", c.Min, c.Max)
			}
		case "place":
			if c.Estimated || c.Distinct != 3 || fmt.Sprint(c.Frequent) != fmt.Sprintf("[{north %d} {east %d} {south %d}]", years+1, years, years) {
				t.Errorf("places: %d (estimated: %v), %v", c.Distinct, c.Estimated, c.Frequent)
			}
		}
		var binned int64
		for _, bin := range c.Bins {
			binned += bin.N
		}
		if len(c.Bins) > 0 && binned != p.Rows {
			t.Errorf("%s: %d of %d rows in bins", c.Field.Name, binned, p.Rows)
		}
	}
}
