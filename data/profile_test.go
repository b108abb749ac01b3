package data_test

import (
	"fmt"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
)

// A profile says what a count of the rows in Go says, for every column of every dataset.
func TestProfilesCountTheRows(t *testing.T) {
	latest := datatest.Edition(t)
	for _, e := range []*data.Edition{latest, latest.At(time.Date(2024, 8, 31, 0, 0, 0, 0, time.UTC))} {
		for _, d := range e.Catalog().Sorted() {
			p, err := e.Profile(t.Context(), d.ID)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := e.Select(t.Context(), data.Select{Dataset: d.ID})
			if err != nil {
				t.Fatal(err)
			}
			if p.Rows != int64(rows.Len()) || len(p.Columns) != len(d.Fields) {
				t.Errorf("%s: %d rows and %d columns, want %d and %d", d.ID, p.Rows, len(p.Columns), rows.Len(), len(d.Fields))
			}
			for _, c := range p.Columns {
				if got, want := profileWords(c), countedWords(rows, c.Field); got != want {
					t.Errorf("%s.%s: profile says %s, the rows say %s", d.ID, c.Field.Name, got, want)
				}
				var binned, frequent int64
				for _, b := range c.Bins {
					binned += b.N
				}
				if len(c.Bins) > 0 && binned != c.Filled {
					t.Errorf("%s.%s: %d values in bins of %d", d.ID, c.Field.Name, binned, c.Filled)
				}
				for i, v := range c.Frequent {
					if frequent += v.N; i > 0 && v.N > c.Frequent[i-1].N {
						t.Errorf("%s.%s: %v is not in order", d.ID, c.Field.Name, c.Frequent)
					}
				}
				if int64(len(c.Frequent)) == c.Distinct && frequent != c.Filled {
					t.Errorf("%s.%s: all values together are %d of %d", d.ID, c.Field.Name, frequent, c.Filled)
				}
			}
		}
	}
}

func profileWords(c data.ColumnProfile) string {
	var empty int64
	for _, e := range c.Empty {
		empty += e.N
	}
	return fmt.Sprint(c.Filled, " filled, ", empty, " empty, ", c.Distinct, " different")
}

func countedWords(t *data.Table, f data.Field) string {
	var filled, empty int64
	values := map[string]bool{}
	t.Each(func(r data.Row) {
		if r.Has(f.Name) {
			filled++
			values[r.Text(f.Name)] = true
		} else {
			empty++
		}
	})
	return fmt.Sprint(filled, " filled, ", empty, " empty, ", len(values), " different")
}

// What is missing is told apart by why: X, NA, and months without a row.
func TestProfileTellsTheKindsOfMissing(t *testing.T) {
	e := datatest.Edition(t)
	p, err := e.Profile(t.Context(), "appointments-processed")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Columns {
		switch c.Field.Name {
		case "appointments":
			for _, kind := range c.Empty {
				n, err := e.Count(t.Context(), data.Select{Dataset: "appointments-processed", Where: []data.Condition{
					{Field: "status", Values: []string{kind.Value}}, {Field: "appointments", Values: []string{""}}}})
				if err != nil || n != kind.N {
					t.Errorf("%d cells are %s, counted %d (%v)", kind.N, kind.Value, n, err)
				}
			}
			if len(c.Empty) == 0 {
				t.Error("no cell is empty, though X is printed")
			}
			if c.Min == "" || len(c.Bins) == 0 {
				t.Errorf("no ends or no bins: %+v", c)
			}
		case "month":
			if len(c.Empty) != 1 || c.Empty[0].Value != data.BlankCell {
				t.Errorf("the rows of years have a blank month: %v", c.Empty)
			}
		case "period":
			if len(c.Frequent) != 2 || c.Frequent[0].Value != "month" {
				t.Errorf("most frequent: %v", c.Frequent)
			}
		}
	}
}
