package data

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// openBuilt seals nothing: it reads a finished build as an edition would.
func openBuilt(t *testing.T, c *Catalog, lines string) *Edition {
	t.Helper()
	b, _ := buildWith(t, c, lines)
	return &Edition{Manifest: &Manifest{Releases: []Release{{ID: "s@2024-01-01", Published: "2024-01-01"}, {ID: "s@2024-02-01", Published: "2024-02-01"}}},
		folder: filepath.Dir(b.folder), catalog: c, db: b.db, use: newUse("", nil)}
}

func texts(t *Table) [][]string {
	var out [][]string
	for _, cells := range t.Rows {
		var line []string
		for _, v := range cells {
			line = append(line, CellText(v))
		}
		out = append(out, line)
	}
	return out
}

func TestRevisionsWithinSharedPartitions(t *testing.T) {
	e := openBuilt(t, testCatalog(t, countsDataset()), twoReleases)
	r, err := e.Revisions(t.Context(), "counts", "s@2024-01-01", "s@2024-02-01")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{ // 2022 stands only in the older release and is not compared
		{"2023", "east", "added", "", "", "0", "", "s@2024-02-01", "", "B2"},
		{"2023", "north", "changed", "20", "22", "2", "s@2024-01-01", "s@2024-02-01", "A2", "B1"},
		{"2023", "south", "withdrawn", "30", "", "-30", "s@2024-01-01", "", "A3", ""},
	}
	if got := texts(r.Table); !reflect.DeepEqual(got, want) {
		t.Errorf("revisions:\n got %v\nwant %v", got, want)
	}
	if r.Shared != 1 || r.Net() != -28 || r.Count(Changed) != 1 {
		t.Errorf("shared %d, net %v, changed %d", r.Shared, r.Net(), r.Count(Changed))
	}
}

func TestRevisionsOfAnUnknownRelease(t *testing.T) {
	e := openBuilt(t, testCatalog(t, countsDataset()), twoReleases)
	_, err := e.Revisions(t.Context(), "counts", "s@2024-01-01", "s@2030-01-01")
	if p, ok := err.(*ParamError); !ok || p.Param != "to" || len(p.Valid) != 2 {
		t.Errorf("error %#v", err)
	}
}

func TestAsOfIsTheNewestReleasePublishedByThen(t *testing.T) {
	e := openBuilt(t, testCatalog(t, countsDataset()), twoReleases)
	for day, want := range map[string]int{"2023-12-31": 0, "2024-01-01": 3, "2024-01-31": 3, "2024-02-01": 3} {
		at, err := e.ParseAsOf(t.Context(), day)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := e.At(at).Select(t.Context(), Select{Dataset: "counts"})
		if err != nil {
			t.Fatal(err)
		}
		if rows.Len() != want {
			t.Errorf("%s: %d rows, want %d", day, rows.Len(), want)
		}
	}
	january := time.Date(2024, 1, 15, 0, 0, 0, 0, time.UTC)
	rows, err := e.At(january).Select(t.Context(), Select{Dataset: "counts"})
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(rows); got[1][2] != "20" || got[2][1] != "south" {
		t.Errorf("as of January: %v", got)
	}
}

func TestABadDayNamesTheFirstAndTheLast(t *testing.T) {
	e := openBuilt(t, testCatalog(t, countsDataset()), twoReleases)
	_, err := e.ParseAsOf(t.Context(), "yesterday")
	p, ok := err.(*ParamError)
	if !ok || p.Expected != "a day as YYYY-MM-DD; the record begins on 2024-01-01 and last changed on 2024-02-01" {
		t.Errorf("error %v", err)
	}
}

func TestDatedQueriesKeepTheirMeaning(t *testing.T) {
	c := testCatalog(t, countsDataset())
	day := time.Date(2024, 1, 15, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"-- comment\nSELECT CAST(sum(people) AS BIGINT) AS n FROM main.counts",
		"-- comment\nWITH a AS (SELECT * FROM main.counts) SELECT CAST(sum(a.people) AS BIGINT) AS n FROM a",
	} {
		e := openBuilt(t, c, twoReleases).At(day)
		got, err := e.run(t.Context(), c.dated(text, day), nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := got.Row(0).Int("n"); n != 60 {
			t.Errorf("%s: %d, want 60", text, n)
		}
	}
}
