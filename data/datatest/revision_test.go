package datatest_test

import (
	"testing"

	"citas/data/datatest"
)

// TestRevisionsSayWhyAValueIsMissing: where a release has a cell its status stands beside
// the value, reported or else a reason; where it has none both are empty.
func TestRevisionsSayWhyAValueIsMissing(t *testing.T) {
	e := datatest.Edition(t)
	seen := map[string]int{}
	for _, d := range e.Catalog().Sorted() {
		if _, typed := d.Field("status"); !typed || !d.Versioned() {
			continue
		}
		stated, err := e.StatedBy(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(stated); i++ {
			r, err := e.Revisions(t.Context(), d.ID, stated[i-1], stated[i])
			if err != nil {
				t.Fatal(err)
			}
			for n := range r.Table.Len() {
				row := r.Table.Row(n)
				for _, side := range []string{"old", "new"} {
					status, there := row.Text(side+"_status"), row.Has(side+"_release_id")
					seen[status]++
					if there != (status != "") || row.Has(side+"_value") != (status == "reported") {
						t.Errorf("%s, %v: %s value %q with status %q", d.ID, r.Table.Rows[n], side, row.Text(side+"_value"), status)
					}
				}
			}
		}
	}
	if seen["reported"] == 0 || seen["not_applicable"] == 0 || seen[""] == 0 {
		t.Errorf("not every case occurs: %v", seen)
	}
}
