package data

import (
	"errors"
	"strings"
	"testing"
)

func TestSelectRefusesWhatTheCatalogueDoesNotName(t *testing.T) {
	c := testCatalog(t, countsDataset())
	for name, s := range map[string]Select{
		"dataset":   {Dataset: "counts; DROP TABLE x"},
		"column":    {Dataset: "counts", Columns: []string{"people\" FROM secret --"}},
		"order":     {Dataset: "counts", Order: []string{"1; --"}},
		"filter":    {Dataset: "counts", Where: []Condition{{Field: "1=1 OR year", Values: []string{"2022"}}}},
		"wrongtype": {Dataset: "counts", Where: []Condition{{Field: "year", Values: []string{"2022 OR 1=1"}}}},
		"enum":      {Dataset: "counts", Where: []Condition{{Field: "place", Values: []string{"' OR ''='"}}}},
	} {
		_, text, _, err := s.compile(c, nil, latestTable)
		if err == nil {
			t.Errorf("%s: compiled to %s", name, text)
			continue
		}
		if !errors.Is(err, ErrInvalid) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: error of no kind: %v", name, err)
		}
	}
}

func TestSelectBindsValues(t *testing.T) {
	c := testCatalog(t, countsDataset())
	s := Select{Dataset: "counts", Where: []Condition{{Field: "year", Values: []string{"2022", "2023"}}, {Field: "people", Values: []string{""}}}, Limit: 5, Offset: 2}
	d, _ := c.Dataset("counts")
	_, text, args, err := s.compile(c, nil, latestTable)
	if err != nil {
		t.Fatal(err)
	}
	want := `SELECT "year", "place", "people", "release_id", "locator" FROM main."counts" WHERE ("year" = ? OR "year" = ?) AND ("people" IS NULL) LIMIT 5 OFFSET 2`
	if text != want {
		t.Errorf("a stored table stands in its order:\ngot  %s\nwant %s", text, want)
	}
	_, text, _, err = s.compile(c, nil, func(*Dataset) string { return "history." + ident(d.Table()) })
	if err != nil || !strings.Contains(text, ` ORDER BY "year", "place" LIMIT 5`) {
		t.Errorf("a past state must be sorted: %s %v", text, err)
	}
	if len(args) != 2 || args[0] != int64(2022) {
		t.Errorf("bound %v", args)
	}
}

func TestParamErrorNamesTheParameterAndItsValues(t *testing.T) {
	c := testCatalog(t, countsDataset())
	_, _, _, err := Select{Dataset: "counts", Where: []Condition{{Field: "place", Values: []string{"moon"}}}}.compile(c, nil, latestTable)
	var p *ParamError
	if !errors.As(err, &p) || p.Param != "place" || strings.Join(p.Valid, " ") != "north south east" {
		t.Errorf("got %#v", err)
	}
}

func latestTable(d *Dataset) string { return "main." + ident(d.Table()) }
