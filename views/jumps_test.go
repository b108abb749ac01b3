package views_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"citas/views/viewtest"
)

// TestLargeStepsAreThose computes the steps anew from the dataset's file: no step is missing, none is made up.
func TestLargeStepsAreThose(t *testing.T) {
	c := viewtest.New(t)
	rows := func(path string) (list []map[string]string) {
		t.Helper()
		records, err := csv.NewReader(strings.NewReader(string(c.Get(path).Body))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records[1:] {
			m := map[string]string{}
			for i, name := range records[0] {
				m[name] = r[i]
			}
			list = append(list, m)
		}
		return list
	}
	counts := map[string]map[string]float64{} // series, month
	for _, r := range rows("/data/appointments-processed.csv?period=month") {
		if r["appointments"] == "" || r["nationality"] == "other" || r["month"] < "2023-02-01" {
			continue
		}
		if counts[r["nationality"]] == nil {
			counts[r["nationality"]] = map[string]float64{}
		}
		counts[r["nationality"]][r["month"]] = number(t, r["appointments"])
	}
	want := map[string]string{}
	for series, months := range counts {
		for month, n := range months {
			at, _ := time.Parse(time.DateOnly, month)
			before := at.AddDate(0, -1, 0)
			p, ok := months[before.Format(time.DateOnly)]
			if !ok || max(n, p) < 1000 {
				continue
			}
			change := n/at.AddDate(0, 1, 0).Sub(at).Hours()/(p/at.Sub(before).Hours()) - 1
			if math.Abs(change) >= 0.25 {
				want[series+" "+month] = fmt.Sprintf("%.4f", change)
			}
		}
	}
	got := map[string]string{}
	unexplained := 0
	for _, r := range rows("/jumps.csv") {
		if r["dataset"] == "appointments-processed" {
			got[r["series"]+" "+r["month"]] = fmt.Sprintf("%.4f", number(t, r["change"]))
		}
		if r["definition"] == "false" && r["revised"] == "false" && r["events"] == "" {
			unexplained++
		}
	}
	if len(want) < 20 {
		t.Fatalf("only %d steps are expected: the test has lost its data", len(want))
	}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s: the page has %q, computed anew %s", k, got[k], v)
		}
	}
	for k := range got {
		if want[k] == "" {
			t.Errorf("%s: a step that is none", k)
		}
	}
	doc := c.Get("/jumps").Doc()
	if n := strings.Count(doc.Find("#steps-table").Text(), "unexplained"); n != unexplained || n == 0 {
		t.Errorf("the page calls %d steps unexplained, the file has %d", n, unexplained)
	}
	if june := doc.Find("#steps-table tbody tr").First().Text(); !strings.Contains(june, "June 2023") || !strings.Contains(june, "what is counted changed on 12 May 2023") || !strings.Contains(june, "1,250 appointments a day") {
		t.Errorf("the step of June 2023: %s", june)
	}
	if description := c.Get("/charts/nationality-panels").Doc().Find("svg desc").First().Text(); !strings.Contains(description, "Large steps from the month before") {
		t.Errorf("the chart does not say where the steps are: %s", description)
	}
}
