package etl_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// mini is a small file of encounters by state: "fiscal year|month|state|demographic|citizenship"
// → count. Single cells are more than one in a hundred of it.
type mini map[string]int

// miniBase has two closed years and the open year 2024, three months each: 108 cells.
func miniBase() mini {
	m := mini{}
	for _, year := range []string{"2022", "2023", "2024 (FYTD)"} {
		for _, month := range []string{"OCT", "NOV", "DEC"} {
			m.month(year, month)
		}
	}
	return m
}

// month adds a whole month.
func (m mini) month(year, month string) {
	for _, state := range []string{"AZ", "CA", "TX"} {
		for i, demographic := range []string{"Single Adults", "UC / Single Minors"} {
			for j, citizenship := range []string{"MEXICO", "GUATEMALA"} {
				m[strings.Join([]string{year, month, state, demographic, citizenship}, "|")] = 1000 + 100*i + 10*j
			}
		}
	}
}

// with is a copy with other cells; a negative count takes the cell out.
func (m mini) with(cells mini) mini {
	out := maps.Clone(m)
	for key, count := range cells {
		if out[key] = count; count < 0 {
			delete(out, key)
		}
	}
	return out
}

// without is a copy without the cells whose key contains the text.
func (m mini) without(text string) mini {
	out := maps.Clone(m)
	maps.DeleteFunc(out, func(key string, _ int) bool { return strings.Contains(key, text) })
	return out
}

// csv is the file; grouping is the column that is no data, and makes other bytes of
// the same cells.
func (m mini) csv(grouping string) string {
	var b strings.Builder
	b.WriteString("Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,Title of Authority,Encounter Count\n")
	for _, key := range slices.Sorted(maps.Keys(m)) {
		k := strings.Split(key, "|")
		fmt.Fprintf(&b, "%s,%s,%s,Southwest Land Border,%s,%s,%s,Title 8,%d\n", k[0], grouping, k[1], k[2], k[3], k[4], m[key])
	}
	return b.String()
}

// issue is a mini file published on a day.
type issue struct {
	day  string
	file mini
}

// addIssues archives the issues in order of arrival, with bytes of their own.
func addIssues(t *testing.T, dir string, issues ...issue) {
	t.Helper()
	for _, i := range issues {
		add(t, dir, "cbp-encounters", i.day, i.day+".csv", i.file.csv(i.day))
	}
}

// heldBy indexes what a load kept out by release.
func heldBy(report etl.Report) map[string]data.Held {
	out := map[string]data.Held{}
	for _, h := range report.Quarantined {
		out[h.Release] = h
	}
	return out
}

func loadWith(t *testing.T, dir string, gates etl.Gates) etl.Report {
	t.Helper()
	cfg := datatest.Config(dir)
	cfg.Gates = gates
	report, err := etl.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func openEdition(t *testing.T, dir, id string) *data.Edition {
	t.Helper()
	e, err := data.OpenEdition(t.Context(), dir, id, data.Published())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Release)
	return e
}

// accepted lists the releases of cbp-encounters in an edition, by day.
func accepted(e *data.Edition) string {
	var days []string
	for _, r := range e.Manifest.Releases {
		if r.Source == "cbp-encounters" {
			days = append(days, strings.TrimPrefix(r.ID, "cbp-encounters@"))
		}
	}
	return strings.Join(days, " ")
}
