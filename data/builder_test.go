package data

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var stageCounts = Stage{Name: "counts", Columns: []string{"year", "place", "people"}}

// countsDataset is a versioned dataset as small as one can be.
func countsDataset() *Dataset {
	return &Dataset{
		ID: "counts", Title: "Counts", Summary: "Counts of people.", Grain: "a year and place", Level: AsPublished,
		Licence: "CC0-1.0", Counts: "people", Not: "anything else",
		Fields: append([]Field{
			{Name: "year", Type: Integer, Unit: "year", Doc: "year", Required: true},
			{Name: "place", Type: String, Doc: "place", Required: true, Enum: Terms("north", "south", "east")},
			{Name: "people", Type: Integer, Unit: "people", Doc: "people counted", Min: Bound(0)},
		}, Field{Name: "release_id", Type: String, Doc: "release"}, Field{Name: "locator", Type: String, Doc: "place in it"}),
		Key: []string{"year", "place"}, Order: []string{"year", "place"},
		Reads: []Stage{stageCounts}, History: History{Partition: []string{"year"}, Measure: "people"},
		Checks: []Check{{ID: "counts/even", Title: "people come in pairs", Severity: Warning,
			SQL: "SELECT release_id, locator, people, 'an even number' FROM {table} WHERE people % 2 = 1"}},
	}
}

func testCatalog(t *testing.T, datasets ...*Dataset) *Catalog {
	t.Helper()
	c, err := NewCatalog(datasets...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// buildWith stages rows ("year,place,people,release,locator" lines) and builds, with other limits where they are set.
func buildWith(t *testing.T, c *Catalog, lines string, limits ...func(*Builder)) (*Builder, string) {
	t.Helper()
	inbox, folder := t.TempDir(), filepath.Join(t.TempDir(), "edition")
	write := func(name, content string) string {
		path := filepath.Join(inbox, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	b, err := NewBuilder(t.Context(), folder, inbox, t.TempDir(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	for _, set := range limits {
		set(b)
	}
	releases := write("releases.csv", "1,2024-01-01,s@2024-01-01,facts\n2,2024-02-01,s@2024-02-01,facts\n")
	if err := b.Stage(t.Context(), Stage{Name: "releases", Columns: []string{"ord", "published"}}, []Staged{stagedFile(t, releases)}); err != nil {
		t.Fatal(err)
	}
	if err := b.Stage(t.Context(), stageCounts, []Staged{stagedFile(t, write("counts.csv", lines))}); err != nil {
		t.Fatal(err)
	}
	if err := b.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b, folder
}

// stagedFile says what a file holds.
func stagedFile(t *testing.T, path string) Staged {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := Staged{Path: path, Rows: len(rows)}
	if len(rows) == 0 {
		return s
	}
	for i := range rows[0] {
		known := map[string]bool{}
		for _, row := range rows {
			known[row[i]] = true
		}
		if delete(known, ""); len(known) <= MostValues {
			s.Values = append(s.Values, slices.Collect(maps.Keys(known)))
		} else {
			s.Values = append(s.Values, nil)
		}
	}
	return s
}

const twoReleases = `2022,north,10,s@2024-01-01,A1
2023,north,20,s@2024-01-01,A2
2023,south,30,s@2024-01-01,A3
2023,north,22,s@2024-02-01,B1
2023,east,,s@2024-02-01,B2
`

func tableRows(t *testing.T, b *Builder, text string) [][]string {
	t.Helper()
	table, err := b.run(t.Context(), text, nil)
	if err != nil {
		t.Fatal(err)
	}
	return texts(table)
}

func TestNewestReleaseReplacesItsPartitions(t *testing.T) {
	b, _ := buildWith(t, testCatalog(t, countsDataset()), twoReleases)
	got := tableRows(t, b, "FROM main.counts")
	want := [][]string{
		{"2022", "north", "10", "s@2024-01-01", "A1"}, // a year that only the older release states
		{"2023", "east", "", "s@2024-02-01", "B2"},    // empty stays empty
		{"2023", "north", "22", "s@2024-02-01", "B1"}, // south is gone: the newer release does not have it
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("latest view:\n got %v\nwant %v", got, want)
	}
	if n := len(tableRows(t, b, "FROM history.counts")); n != 5 {
		t.Errorf("history has %d rows, want all 5", n)
	}
}

func TestChecksNameTheReleaseAndTheRow(t *testing.T) {
	for _, test := range []struct{ name, lines, check, sample string }{
		{"required type", "about 2022,north,2,s@2024-01-01,A1\n", "counts/year/type", "s@2024-01-01, A1: found year about 2022, expected a plain whole number"},
		{"maximum", "2200,north,2,s@2024-01-01,A1\n", "counts/year/maximum", "s@2024-01-01, A1: found year 2200, expected at most 2100"},
		{"pattern", "2022,North1,2,s@2024-01-01,A1\n", "counts/place/pattern", "s@2024-01-01, A1: found place North1, expected the form [a-z]+"},
		{"reference", "2022,north,2,s@2024-01-01,A1\n", "counts/locator/reference", "s@2024-01-01, A1: found locator A1, expected a place of counts"},
		{"type", "2022,north,many,s@2024-01-01,A1\n", "counts/people/type", "s@2024-01-01, A1: found people many, expected a plain whole number"},
		{"enum", "2022,west,1,s@2024-01-01,A1\n", "counts/place/enum", "s@2024-01-01, A1: found place west, expected north, south, east"},
		{"required", "2022,,1,s@2024-01-01,A1\n", "counts/place/required", "s@2024-01-01, A1: found place , expected a value"},
		{"minimum", "2022,north,-1,s@2024-01-01,A1\n", "counts/people/minimum", "s@2024-01-01, A1: found people -1, expected at least 0"},
		{"key", "2022,north,2,s@2024-01-01,A1\n2022,north,4,s@2024-01-01,A2\n", "counts/key", "s@2024-01-01, A1 and A2: found 2 rows with the same year, place, expected one"},
		{"declared", "2022,north,3,s@2024-01-01,A1\n", "counts/even", "s@2024-01-01, A1: found 3, expected an even number"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := countsDataset()
			d.Fields[0].Max, d.Fields[1].Pattern, d.Fields[4].Ref = Bound(2100), "[a-z]+", "counts.place"
			for name, limits := range map[string][]func(*Builder){"small": nil, "large": {inCodes}} {
				b, _ := buildWith(t, testCatalog(t, d), test.lines, limits...)
				results, err := b.Check(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				at := slices.IndexFunc(results, func(r CheckResult) bool { return r.ID == test.check })
				if at < 0 {
					t.Fatalf("check %s was not run", test.check)
				}
				if r := results[at]; r.Sample != test.sample || !reflect.DeepEqual(r.Releases, []string{"s@2024-01-01"}) {
					t.Errorf("%s table: sample %q, want %q; releases %v", name, r.Sample, test.sample, r.Releases)
				}
			}
		})
	}
}

func TestSameKeyInTwoReleasesIsNoRepeat(t *testing.T) {
	b, _ := buildWith(t, testCatalog(t, countsDataset()), twoReleases)
	results, err := b.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.Passed() {
			t.Errorf("%s: %s", r.ID, r.Sample)
		}
	}
}

func TestExportsEqualTheTableAndRepeat(t *testing.T) {
	export := func() (map[string]string, string) {
		b, folder := buildWith(t, testCatalog(t, countsDataset()), twoReleases)
		list, err := b.Export(t.Context(), "0123456789abcdef", "2024-12-06")
		if err != nil {
			t.Fatal(err)
		}
		hashes := map[string]string{}
		for _, f := range list[0].Files {
			hashes[f.Format] = f.SHA256
		}
		if list[0].Rows != 3 {
			t.Errorf("manifest says %d rows, want 3", list[0].Rows)
		}
		return hashes, folder
	}
	first, folder := export()
	second, _ := export()
	if !reflect.DeepEqual(first, second) {
		t.Errorf("two builds of the same rows differ: %v and %v", first, second)
	}
	raw, err := os.ReadFile(filepath.Join(folder, "files", "counts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := "year,place,people,release_id,locator\n2022,north,10,s@2024-01-01,A1\n2023,east,,s@2024-02-01,B2\n2023,north,22,s@2024-02-01,B1\n"
	if string(raw) != want {
		t.Errorf("CSV:\n%s\nwant:\n%s", raw, want)
	}
	if _, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll(); err != nil {
		t.Error(err)
	}
	raw, err = os.ReadFile(filepath.Join(folder, "files", "counts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	if rows[0]["people"] != 10.0 || rows[1]["people"] != nil {
		t.Errorf("JSON: %v", rows)
	}
}

func TestBuilderReachesNoOtherFile(t *testing.T) {
	b, _ := buildWith(t, testCatalog(t, countsDataset()), twoReleases)
	secret := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(secret, []byte("a\n1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.ExecContext(context.Background(), "SELECT * FROM read_csv("+quote(secret)+")"); err == nil {
		t.Error("a file outside the inbox can be read")
	}
	if _, err := b.db.ExecContext(context.Background(), "SET enable_external_access = true"); err == nil {
		t.Error("the configuration can be unlocked")
	}
}

// TestChecksOfAnEmptyTable: of no row, no rule is broken, whichever are looked at.
func TestChecksOfAnEmptyTable(t *testing.T) {
	d := countsDataset()
	d.Fields[1].Pattern = "[a-z]+"
	b, _ := buildWith(t, testCatalog(t, d), "")
	checks := fieldChecks(d)
	for _, some := range [][]Check{checks, slices.DeleteFunc(slices.Clone(checks), func(c Check) bool { return !strings.HasSuffix(c.ID, "/pattern") })} {
		results, err := runChecks(t.Context(), b.db, d, some, checkTable(d))
		if err != nil || len(results) != len(some) {
			t.Fatal(err)
		}
		for _, r := range results {
			if !r.Passed() {
				t.Errorf("%s: %s", r.ID, r.Sample)
			}
		}
	}
}
