package datatest_test

import (
	"fmt"
	"reflect"
	"testing"

	"citas/data"
	"citas/data/datatest"
)

// TestPagesFollowEachOther: in every order, with empty cells and equal ones among the
// keys, the pages behind each other's marks are the rows of one Select.
func TestPagesFollowEachOther(t *testing.T) {
	e := datatest.Edition(t)
	for _, s := range []data.Select{
		{Dataset: "wait-times"},
		{Dataset: "wait-times", Order: []string{"high"}},
		{Dataset: "wait-times", Order: []string{"-high", "place"}, Columns: []string{"place", "high"}},
		{Dataset: "wait-times", Order: []string{"place", "-observed", "low"}},
		{Dataset: "appointments-processed", Order: []string{"-appointments"}, Where: []data.Condition{{Field: "period", Values: []string{"month"}}}},
		{Dataset: "appointments-processed", Order: []string{"status", "-month"}},
		{Dataset: "language-coverage", Order: []string{"-low_percent", "high_percent"}},
		{Dataset: "sources", Order: []string{"kind", "-title"}},
	} {
		want, err := e.Select(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		var got [][]any
		s.Limit = max(1, want.Len()/7)
		for {
			page, last, err := e.Page(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(page.Columns, want.Columns) {
				t.Fatalf("%+v: columns %v, want %v", s, page.Columns, want.Columns)
			}
			if page.Len() == 0 {
				break
			}
			got, s.After = append(got, page.Rows...), last
		}
		if len(got) != want.Len() || want.Len() < 10 {
			t.Fatalf("%+v: %d rows, want %d", s, len(got), want.Len())
		}
		for i := range got {
			if fmt.Sprint(got[i]) != fmt.Sprint(want.Rows[i]) {
				t.Fatalf("%+v row %d:\n%v\nwant\n%v", s, i, got[i], want.Rows[i])
			}
		}
	}
}

// TestForgedMarks: a mark of another question is refused, in words for the reader.
func TestForgedMarks(t *testing.T) {
	e := datatest.Edition(t)
	text := "many"
	for _, mark := range []*data.Mark{{}, {Keys: []*string{nil, nil}}, {Keys: []*string{&text}, Row: 1}} {
		_, _, err := e.Page(t.Context(), data.Select{Dataset: "wait-times", Order: []string{"high"}, Limit: 1, After: mark})
		if wrong, ok := err.(*data.ParamError); !ok || wrong.Param != "cursor" {
			t.Errorf("%+v: %v", mark, err)
		}
	}
}
