package data_test

import (
	"reflect"
	"testing"

	"citas/data"
	"citas/data/datatest"
)

// TestTablesStandInTheirOrder: exports do not sort, so every table must stand in the order
// that its dataset declares, and that order must tell any two rows apart.
func TestTablesStandInTheirOrder(t *testing.T) {
	e := datatest.Edition(t)
	for _, d := range e.Catalog().Sorted() {
		stored, err := e.Select(t.Context(), data.Select{Dataset: d.ID})
		if err != nil {
			t.Fatal(err)
		}
		sorted, err := e.Select(t.Context(), data.Select{Dataset: d.ID, Order: d.Order})
		if err != nil {
			t.Fatal(err)
		}
		for i := range stored.Rows {
			if !reflect.DeepEqual(stored.Rows[i], sorted.Rows[i]) {
				t.Errorf("%s: row %d is %v, in order %v", d.ID, i+1, stored.Rows[i], sorted.Rows[i])
				break
			}
		}
		places, err := e.Select(t.Context(), data.Select{Dataset: d.ID, Columns: d.Order})
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < places.Len(); i++ {
			if reflect.DeepEqual(places.Rows[i-1], places.Rows[i]) {
				t.Errorf("%s: rows %d and %d have the same place in the order of %v: %v", d.ID, i, i+1, d.Order, places.Rows[i])
				break
			}
		}
	}
}
