package data_test

import (
	"reflect"
	"sync"
	"testing"
	"time"

	"citas/data/datatest"
)

func TestAnEditionAnswersANamedQueryOnce(t *testing.T) {
	e := datatest.Edition(t)
	first, err := e.Query(t.Context(), "processed-monthly")
	if err != nil {
		t.Fatal(err)
	}
	rows, cell, unit := first.Len(), first.Rows[0][0], first.Columns[0].Unit
	first.Columns[0].Unit, first.Rows[0], first.Rows = "changed", nil, first.Rows[:1] // what a caller may do with its own
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			again, err := e.Query(t.Context(), "processed-monthly")
			if err != nil || again.Len() != rows || again.Rows[0][0] != cell || again.Columns[0].Unit != unit {
				t.Errorf("another reader got what the first one had changed: %v", err)
				return
			}
			again.Columns[0].Unit = "mine"
		})
	}
	readers.Wait()
	past, err := e.At(time.Date(2024, 5, 15, 0, 0, 0, 0, time.UTC)).Query(t.Context(), "processed-monthly")
	if err != nil {
		t.Fatal(err)
	}
	latest, err := e.Query(t.Context(), "processed-monthly")
	if err != nil || reflect.DeepEqual(past.Rows, latest.Rows) {
		t.Errorf("the view of a past day has the rows of the latest: %v", err)
	}
}
