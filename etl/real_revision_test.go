package etl_test

import (
	"fmt"
	"reflect"
	"testing"

	"citas/data"
)

// TestRealRevisions: what changed between the official releases, as counted by hand.
func TestRealRevisions(t *testing.T) {
	e := real(t).open(t)
	for _, test := range []struct {
		from, to                  string
		changed, added, withdrawn int
		net                       float64
	}{
		{"2023-10-21", "2023-11-14", 0, 0, 0, 0},
		{"2023-11-14", "2023-12-22", 74, 0, 2, -84},
		{"2023-12-22", "2024-01-26", 89, 1, 9, -82},
		{"2024-01-26", "2024-02-13", 137, 1, 11, -193},
		{"2024-02-13", "2024-03-22", 105, 1, 7, -112},
		{"2024-03-22", "2024-04-12", 121, 0, 9, -131},
	} {
		r, err := e.Revisions(t.Context(), "encounters", "cbp-encounters@"+test.from, "cbp-encounters@"+test.to)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(r.Count(data.Changed), r.Count(data.Added), r.Count(data.Withdrawn), r.Net())
		if want := fmt.Sprint(test.changed, test.added, test.withdrawn, test.net); got != want {
			t.Errorf("%s to %s: %s, want %s", test.from, test.to, got, want)
		}
	}
	r, err := e.Revisions(t.Context(), "encounters", "cbp-encounters@2024-04-12", "cbp-encounters@2025-12-15")
	if err != nil {
		t.Fatal(err)
	}
	// The renaming of "UC / Single Minors" to "UAC" is no revision of a figure.
	if r.Count(data.Relabelled) == 0 || r.Count(data.Changed) == 0 || r.Uncompared != "" {
		t.Errorf("to November 2025: changed %d, relabelled %d, %s", r.Count(data.Changed), r.Count(data.Relabelled), r.Uncompared)
	}
}

// TestRealOHSSRevisions: July and October 2023 were revised by 10; Ecuador took the
// place of Chile, so that "Other" is another thing.
func TestRealOHSSRevisions(t *testing.T) {
	e := real(t).open(t)
	r, err := e.Revisions(t.Context(), "appointments-processed", "ohss-monthly@2024-08-09", "ohss-monthly@2024-09-06")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	r.Table.Each(func(row data.Row) {
		if row.Text("nationality") == "total" {
			got[row.Text("month")] = row.Text("kind") + " " + row.Text("old_value") + " " + row.Text("new_value")
		}
	})
	if r.Count(data.Changed) > 5 || r.Net() > 100 { // the totals to date are not among them
		t.Errorf("April to May: %d cells changed, net %v", r.Count(data.Changed), r.Net())
	}
	for month, want := range map[string]string{"2023-07-01": "changed 44800 44810", "2023-10-01": "changed 45480 45490"} {
		if got[month] != want {
			t.Errorf("%s: %q, want %q", month, got[month], want)
		}
	}
	r, err = e.Revisions(t.Context(), "appointments-processed", "ohss-monthly@2024-09-06", "ohss-monthly@2024-12-06")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	r.Table.Each(func(row data.Row) {
		kinds[row.Text("nationality")+" "+row.Text("kind")]++
	})
	if kinds["CL withdrawn"] == 0 || kinds["EC added"] == 0 || kinds["other changed"] != 0 || r.Uncompared == "" {
		t.Errorf("May to August: %v, %q", kinds, r.Uncompared)
	}
	tri, err := e.Triangle(t.Context(), "appointments-processed", []data.Condition{{Field: "nationality", Values: []string{"total"}}, {Field: "period", Values: []string{"month"}}})
	if err != nil {
		t.Fatal(err)
	}
	revised := map[string]string{}
	tri.Months.Each(func(row data.Row) {
		if row.Int("revisions") > 0 {
			revised[row.Text("month")] = row.Text("first_value") + " " + row.Text("latest_value") + " " + row.Text("largest")
		}
	})
	want := map[string]string{
		"2023-07-01": "44800.0 44810.0 10.0", "2023-10-01": "45480.0 45490.0 10.0", "2024-05-01": "45620.0 45630.0 10.0",
	}
	if !reflect.DeepEqual(revised, want) {
		t.Errorf("revised months: %v, want %v", revised, want)
	}
}
