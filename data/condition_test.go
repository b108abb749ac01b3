package data

import (
	"errors"
	"strings"
	"testing"
)

func TestFitsSheet(t *testing.T) {
	if err := fitsSheet(1_048_575); err != nil {
		t.Error(err)
	}
	if err := fitsSheet(1_048_576); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "1048575") {
		t.Errorf("%v", err)
	}
}

func TestConditionsAreChecked(t *testing.T) {
	month, text := Field{Name: "month", Type: Date}, Field{Name: "place", Type: String}
	for name, x := range map[string]struct {
		c    Condition
		f    Field
		want string // in the error; empty for none
	}{
		"equal":           {Condition{Field: "month", Values: []string{"2023-01-01", ""}}, month, ""},
		"range":           {Condition{Field: "month", Op: AtLeast, Values: []string{"2023-01-01"}}, month, ""},
		"empty range":     {Condition{Field: "month", Op: AtMost, Values: []string{""}}, month, `"month.lte"`},
		"list as a range": {Condition{Field: "month", Op: AtMost, Values: []string{"2023-01-01", "2023-02-01"}}, month, "one value"},
		"wrong day":       {Condition{Field: "month", Op: AtMost, Values: []string{"May"}}, month, `"month.lte"`},
		"not UTF-8":       {Condition{Field: "place", Values: []string{"\xff"}}, text, "UTF-8"},
		"a NUL":           {Condition{Field: "place", Values: []string{"a\x00b"}}, text, "UTF-8"},
	} {
		err := x.c.Check(x.f)
		if (err == nil) != (x.want == "") || err != nil && (!errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), x.want)) {
			t.Errorf("%s: %v, want %q", name, err, x.want)
		}
	}
}
