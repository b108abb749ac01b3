package data

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// madeRelease is a random release of the dataset counts.
type madeRelease struct {
	id   string
	day  time.Time
	rows map[string]string // "year,place" → people; empty for no value
}

var dayOne = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// someReleases makes up to six releases within ten days, some on one day, each stating
// some of three years with some of three places.
func someReleases(r *rand.Rand) []madeRelease {
	list := make([]madeRelease, 1+r.IntN(6))
	for i := range list {
		list[i].day = dayOne.AddDate(0, 0, r.IntN(10))
	}
	slices.SortFunc(list, func(a, b madeRelease) int { return a.day.Compare(b.day) })
	perDay := map[time.Time]int{}
	for i := range list {
		perDay[list[i].day]++
		list[i].id = ReleaseID("s", list[i].day.Format(time.DateOnly), perDay[list[i].day])
		list[i].rows = map[string]string{}
		for year := 2022; year < 2025; year++ {
			for _, place := range []string{"north", "south", "east"} {
				if r.IntN(2) == 0 {
					list[i].rows[fmt.Sprintf("%d,%s", year, place)] = []string{"", "1", "2", "3"}[r.IntN(4)]
				}
			}
		}
	}
	return list
}

// lines are the rows as an export has them, in order.
func (m madeRelease) lines() []string {
	var out []string
	for key, people := range m.rows {
		out = append(out, key+","+people+","+m.id+","+key[:4]+key[5:])
	}
	slices.Sort(out)
	return out
}

// naiveAsOf takes, year by year, the rows of the last release by that day that has any.
func naiveAsOf(releases []madeRelease, day time.Time) []string {
	newest := map[string]madeRelease{} // by year; releases stand oldest first
	for _, m := range releases {
		for key := range m.rows {
			if !m.day.After(day) {
				newest[key[:4]] = m
			}
		}
	}
	var out []string
	for year, m := range newest {
		for _, line := range m.lines() {
			if strings.HasPrefix(line, year) {
				out = append(out, line)
			}
		}
	}
	slices.Sort(out)
	return out
}

// onlyStatement reports whether no other release by that day states a year of the i-th.
func onlyStatement(releases []madeRelease, i int) bool {
	for j, m := range releases {
		if j == i || m.day.After(releases[i].day) {
			continue
		}
		for key := range m.rows {
			for own := range releases[i].rows {
				if own[:4] == key[:4] {
					return false
				}
			}
		}
	}
	return true
}

func selected(t *testing.T, e *Edition, where ...Condition) []string {
	t.Helper()
	rows, err := e.Select(t.Context(), Select{Dataset: "counts", Where: where})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, cells := range texts(rows) {
		out = append(out, strings.Join(cells, ","))
	}
	return out
}

// TestAsOfEqualsANaiveRecomputation holds for any releases and any day, before the
// first and after the last too; and where a release alone states its partitions, the
// record of its own day has exactly its rows.
func TestAsOfEqualsANaiveRecomputation(t *testing.T) {
	alone := 0
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 3))
		releases := someReleases(r)
		e := editionOf(t, releases)
		days := []time.Time{dayOne.AddDate(0, 0, -1), dayOne.AddDate(1, 0, 0)}
		for range 4 {
			days = append(days, dayOne.AddDate(0, 0, r.IntN(10)))
		}
		for _, day := range days {
			if got, want := selected(t, e.At(day)), naiveAsOf(releases, day); !slices.Equal(got, want) {
				t.Errorf("seed %d, as of %s:\n got %q\nwant %q", seed, day.Format(time.DateOnly), got, want)
			}
		}
		if got, want := selected(t, e), naiveAsOf(releases, days[1]); !slices.Equal(got, want) {
			t.Errorf("seed %d, latest:\n got %q\nwant %q", seed, got, want)
		}
		for i, m := range releases {
			if len(m.rows) == 0 || !onlyStatement(releases, i) {
				continue
			}
			alone++
			if got := selected(t, e.At(m.day), Condition{Field: "release_id", Values: []string{m.id}}); !slices.Equal(got, m.lines()) {
				t.Errorf("seed %d, %s on its own day:\n got %q\nwant %q", seed, m.id, got, m.lines())
			}
		}
	}
	if alone < 10 {
		t.Errorf("only %d releases stood alone: the property was hardly tried", alone)
	}
}

// editionOf builds the releases as an edition.
func editionOf(t *testing.T, releases []madeRelease) *Edition {
	t.Helper()
	var rows [][]string
	stage := Stage{Name: "releases", Columns: []string{"ord", "published"}}
	var facts [][]string
	for i, m := range releases {
		facts = append(facts, []string{fmt.Sprint(i + 1), m.day.Format(time.DateOnly), m.id, "facts"})
		for _, line := range m.lines() {
			rows = append(rows, strings.Split(line, ","))
		}
	}
	c := testCatalog(t, countsDataset())
	inbox := t.TempDir()
	b, err := NewBuilder(t.Context(), filepath.Join(t.TempDir(), "edition"), inbox, t.TempDir(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	for _, s := range []struct {
		stage Stage
		rows  [][]string
	}{{stage, facts}, {stageCounts, rows}} {
		path := filepath.Join(inbox, s.stage.Name+".csv")
		writeCSV(t, path, s.rows)
		if err := b.Stage(t.Context(), s.stage, []Staged{stagedFile(t, path)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &Edition{Manifest: &Manifest{}, folder: b.folder, catalog: c, db: b.db, use: newUse("", nil)}
}
