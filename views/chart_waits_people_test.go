package views

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"citas/data"
)

// Rule 8: a single case has a month and a place, and nothing that narrows it further.
func TestSingleCasesStayUnknown(t *testing.T) {
	c, f := storyFrame(t, "waits-reported")
	people := regexp.MustCompile(`(?i)\b(cuban|venezuelan|haitian|mexican|honduran|colombian|guatemalan|salvadoran|russian|woman|women|man|men|mother|father|pregnant|child(ren)?|son|daughter)s?\b`)
	f.Each(func(r data.Row) {
		if day, _ := r.Day("month"); day.Day() != 1 {
			t.Errorf("%s shows the day %s", r.Text("wait_id"), day)
		}
		if r.Text("panel") == "single cases" && people.MatchString(r.Text("population")) {
			t.Errorf("%s: %q", r.Text("wait_id"), r.Text("population"))
		}
	})
	if slices.ContainsFunc(f.Columns, func(c data.Column) bool { return strings.Contains(c.Name, "nationality") || c.Name == "note" }) {
		t.Error("a column that could name a nationality")
	}
	last := c.Figure(f).Panels[2]
	for _, row := range last.Rows {
		for _, place := range data.Places {
			if name, _, _ := strings.Cut(place.Name, ","); strings.Contains(row, name) {
				t.Errorf("the picture names %s for a single case", name)
			}
		}
	}
}
