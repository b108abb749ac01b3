package etl_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// Each gate holds what goes beyond it, with a message to act on. A held release is
// skipped, so that all are compared with the base, and what reverts them passes.
func TestEachGateHoldsWithItsMessage(t *testing.T) {
	base, dir := miniBase(), t.TempDir()
	three := mini{"2024 (FYTD)|OCT|AZ|Single Adults|MEXICO": 1001, "2024 (FYTD)|OCT|CA|Single Adults|MEXICO": 1001, "2024 (FYTD)|OCT|TX|Single Adults|MEXICO": 1005}
	cases := []struct {
		day  string
		file mini
		want []string
	}{
		{"2024-02-01", base.with(mini{"2022|NOV|TX|Single Adults|MEXICO": 1001, "2023|OCT|AZ|Single Adults|MEXICO": 997}), []string{
			"changes a closed fiscal year: 2 cells of FY2022, FY2023 in encounters differ from cbp-encounters@2024-01-15, ",
			"the largest at 2022-10-01, Southwest Land Border, AZ, single_adults, MX, Title 8: found 997 (row 63), was 1000 (row 63)",
			`; accept it with: citas releases accept cbp-encounters@2024-02-01 --reason "…"`}},
		{"2024-02-02", base.with(mini{"2023|OCT|NM|Single Adults|MEXICO": 3}), []string{"changes a closed fiscal year: 1 cell of FY2023 in encounters differs", "NM, single_adults, MX, Title 8: found 3 (row 70), was no cell"}},
		{"2024-02-03", base.with(mini{"2022|NOV|TX|Single Adults|MEXICO": -1}), []string{"changes a closed fiscal year: 1 cell of FY2022", "found no cell, was 1000 (row "}},
		{"2024-02-04", base.with(mini{"2024 (FYTD)|NOV|TX|Single Adults|MEXICO": 3000}), []string{
			"changes a cell by more than 25 % and more than 500: 1 cell of encounters differs from cbp-encounters@2024-01-15, the largest at 2023-11-01, ", ": found 3000 (row ", ", was 1000 (row "}},
		{"2024-02-05", base.without("2024 (FYTD)|NOV"), []string{"drops a month inside its own window: 12 cells of 2023-11 in encounters that cbp-encounters@2024-01-15 states are gone, the largest at ", "found no cell, was 1110 ("}},
		{"2024-02-06", base.with(three), []string{"changes 2.78 % of the cells that it shares with cbp-encounters@2024-01-15, more than 2 %: 3 of 108 in encounters, the largest at ", "TX, single_adults, MX, Title 8: found 1005 ("}},
		{"2024-02-07", base.without("2023|NOV"), []string{"changes a closed fiscal year: 12 cells of FY2023", "; drops a month inside its own window: 12 cells of 2022-11"}},
		{"2024-02-08", base.without("GUATEMALA"), []string{"changes a closed fiscal year: 36 cells of FY2022, FY2023"}}, // gone, and not into the rest
		{"2024-02-09", base.without("2023|DEC"), []string{"changes a closed fiscal year: 12 cells of FY2023"}},
	}
	addIssues(t, dir, issue{"2024-01-15", base})
	for _, c := range cases {
		addIssues(t, dir, issue{c.day, c.file})
	}
	addIssues(t, dir, issue{"2024-03-01", base})
	report := load(t, dir)
	held := heldBy(report)
	for _, c := range cases {
		h := held["cbp-encounters@"+c.day]
		if h.State != data.StateHeld || h.FileName != c.day+".csv" {
			t.Errorf("%s: %+v", c.day, h)
		}
		for _, want := range c.want {
			if !strings.Contains(h.Reason, want) {
				t.Errorf("%s: reason %q\n does not say %q", c.day, h.Reason, want)
			}
		}
	}
	if got := accepted(openEdition(t, dir, report.Edition)); got != "2024-01-15 2024-03-01" || len(held) != len(cases) {
		t.Errorf("accepted %s, held %d", got, len(held))
	}
	diffOf(t, dir, held["cbp-encounters@2024-02-01"])

	again := loadCounting(t, dir)
	if !again.Unchanged || len(again.Quarantined) != len(cases) {
		t.Errorf("second load: %+v", again)
	}
	if list, err := data.ListHeld(dir); err != nil || len(list) != len(cases) {
		t.Errorf("listed %d (%v)", len(list), err)
	}
}

// A held release is compared with what came before it: what comes after opens its case
// no more, and is built once.
func TestALaterReleaseDoesNotOpenAHeldCaseAgain(t *testing.T) {
	dir, base := t.TempDir(), miniBase()
	addIssues(t, dir, issue{"2024-01-15", base}, issue{"2024-02-15", base.without("2023|NOV")})
	if held := heldBy(load(t, dir)); len(held) != 1 {
		t.Fatalf("held: %+v", held)
	}
	counting := func() (times int, held map[string]data.Held) {
		cfg := datatest.Config(dir)
		cfg.Progress = builds{&times}
		report, err := etl.Load(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		return times, heldBy(report)
	}
	addIssues(t, dir, issue{"2024-03-15", base.with(mini{"2024 (FYTD)|NOV|TX|Single Adults|MEXICO": 1001})})
	after, held := counting()
	if after != 1 || len(held) != 1 {
		t.Fatalf("built %d times; held: %+v", after, held)
	}
	// One that is found later, and comes before it, does.
	under := held["cbp-encounters@2024-02-15"].Under
	addIssues(t, dir, issue{"2024-02-01", base.without("2023|NOV").with(mini{"2022|OCT|TX|Single Adults|MEXICO": 5})})
	if _, held := counting(); len(held) != 2 || held["cbp-encounters@2024-02-15"].Under == under {
		t.Errorf("held: %+v", held)
	}
}

// builds is a Progress that counts how often a load builds.
type builds struct{ n *int }

func (b builds) Begin(int) { *b.n++ }
func (builds) Step(string) {}
func (builds) End()        {}

// diffOf reads the diff beside a record back.
func diffOf(t *testing.T, dir string, h data.Held) {
	t.Helper()
	paths, err := h.Diffs(dir)
	if err != nil || len(paths) != 1 || filepath.Base(paths[0]) != "cbp-encounters-"+h.SHA256[:16]+".csv" {
		t.Fatalf("diffs %v, %v", paths, err)
	}
	content, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"fiscal_year", "month", "land_border_region", "state", "demographic", "citizenship", "title_of_authority", "kind", "old_value", "old_status", "new_value", "new_status", "difference", "old_release_id", "new_release_id", "old_locator", "new_locator"},
		{"2022", "2021-11-01", "Southwest Land Border", "TX", "single_adults", "MX", "Title 8", "changed", "1000", "reported", "1001", "reported", "1", "cbp-encounters@2024-01-15", h.Release, "row 23", "row 23"},
		{"2023", "2022-10-01", "Southwest Land Border", "AZ", "single_adults", "MX", "Title 8", "changed", "1000", "reported", "997", "reported", "-3", "cbp-encounters@2024-01-15", h.Release, "row 63", "row 63"},
	}
	if len(records) != len(want) {
		t.Fatalf("%d records: %v", len(records), records)
	}
	for i := range want {
		if strings.Join(records[i], ";") != strings.Join(want[i], ";") {
			t.Errorf("record %d:\n got %v\nwant %v", i, records[i], want[i])
		}
	}
}

// What is no reason passes, one release after the other.
func TestOrdinaryRevisionsPass(t *testing.T) {
	dir, file := t.TempDir(), miniBase()
	addIssues(t, dir, issue{"2024-01-15", file})
	slid := file.without("2022|")
	slid.month("2024 (FYTD)", "JAN")
	addIssues(t, dir, issue{"2024-02-15", slid})
	relabelled := mini{}
	for key, count := range slid {
		relabelled[strings.Replace(key, "UC / Single Minors", "UAC", 1)] = count
	}
	addIssues(t, dir, issue{"2024-03-01", relabelled})
	few := relabelled.with(mini{
		"2024 (FYTD)|OCT|TX|Single Adults|MEXICO": -1, "2024 (FYTD)|OCT|NM|Single Adults|MEXICO": 4000, // withdrawn and added
		"2024 (FYTD)|NOV|TX|Single Adults|MEXICO": 1400, // more than a quarter, not more than 500
	})
	addIssues(t, dir, issue{"2024-03-15", few})
	// Three months later three times as many cells may have changed.
	later := few.with(mini{"2024 (FYTD)|NOV|AZ|Single Adults|MEXICO": 501, "2024 (FYTD)|NOV|CA|Single Adults|MEXICO": 999, "2024 (FYTD)|DEC|CA|Single Adults|MEXICO": 999})
	for _, month := range []string{"FEB", "MAR", "APR"} {
		later.month("2024 (FYTD)", month)
	}
	addIssues(t, dir, issue{"2024-05-15", later})
	// The year is closed, and says so: the label is not a figure.
	closed := mini{}
	for key, count := range later {
		closed[strings.Replace(key, "2024 (FYTD)", "2024", 1)] = count
	}
	addIssues(t, dir, issue{"2024-11-15", closed})
	report := load(t, dir)
	if len(report.Quarantined) > 0 {
		t.Errorf("held: %+v", report.Quarantined)
	}
}

// A new named list moves cells out of the rest, in closed years too.
func TestANewNamedListPassesWhileNamesAndRestBalance(t *testing.T) {
	file := func(other, guatemala string) string {
		text := strings.Replace(sbo("5"), "2023 (FYTD),FYTD,OCT", "2022,FYTD,OCT", 1) +
			"2022,FYTD,OCT,Office of Field Operations,Single Adults,Other,Title 8,Inadmissibles," + other + "\n"
		if guatemala != "" {
			text += "2022,FYTD,OCT,Office of Field Operations,Single Adults,Guatemala,Title 8,Inadmissibles," + guatemala + "\n"
		}
		return text
	}
	dir := t.TempDir()
	add(t, dir, "cbp-southwest", "2023-12-01", "one.csv", file("100", ""))
	add(t, dir, "cbp-southwest", "2023-12-15", "off.csv", file("60", "41"))
	add(t, dir, "cbp-southwest", "2024-01-01", "two.csv", file("60", "40"))
	held := heldBy(load(t, dir))
	if len(held) != 1 || !strings.Contains(held["cbp-southwest@2023-12-15"].Reason, "changes a closed fiscal year: 1 cell of FY2022 in southwest-encounters") {
		t.Errorf("held: %+v", held)
	}
}

// Other limits hold other releases, and make another edition where they decide.
func TestLimitsArePartOfTheEdition(t *testing.T) {
	dir := t.TempDir()
	addIssues(t, dir, issue{"2024-01-15", miniBase()})
	if a, b := load(t, dir), loadWith(t, dir, etl.Gates{MaxStep: 1}); a.Edition != b.Edition {
		t.Error("limits that decide nothing made another edition")
	}
	addIssues(t, dir, issue{"2024-02-15", miniBase().with(mini{"2024 (FYTD)|NOV|TX|Single Adults|MEXICO": 1600})})
	if held := heldBy(load(t, dir)); len(held) != 1 {
		t.Errorf("held: %+v", held)
	}
	wide := loadWith(t, dir, etl.Gates{MaxStep: 1000})
	if len(wide.Quarantined) > 0 || accepted(openEdition(t, dir, wide.Edition)) != "2024-01-15 2024-02-15" {
		t.Errorf("wider limits: %+v", wide)
	}
	if again := load(t, dir); len(again.Quarantined) != 1 || again.Edition == wide.Edition {
		t.Errorf("the default limits again: %+v", again)
	}
	for _, bad := range []etl.Gates{{MaxShare: -1}, {MaxChanged: 2}} {
		if bad.Validate() == nil {
			t.Errorf("%+v passes", bad)
		}
	}
}
