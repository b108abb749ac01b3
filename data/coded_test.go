package data

import (
	"database/sql"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// inCodes makes every table a large one.
func inCodes(b *Builder) { b.codedFrom = 0 }

// TestCodesSayWhatTextsSay: of what comes with the program, each table and each named query is the same with codes as
// without, and no rule is broken.
func TestCodesSayWhatTextsSay(t *testing.T) {
	plain, coded := buildEmbedded(t), buildEmbedded(t, inCodes)
	if n := tableRows(t, coded, "SELECT count(*) > 40, bool_or(type_name = 'encounters__state'), bool_or(type_name LIKE '%locator') FROM duckdb_types() WHERE logical_type = 'ENUM' AND NOT internal"); !reflect.DeepEqual(n, [][]string{{"true", "true", "false"}}) {
		t.Fatalf("more than 40 codes, one for the state, none for the place in a document: %v", n)
	}
	texts := map[string]string{}
	for _, d := range Published().Datasets() {
		if d.ID != "checks" {
			texts[d.ID] = "FROM main." + ident(d.Table())
		}
		if d.Versioned() {
			texts["history of "+d.ID] = "FROM history." + ident(d.Table())
		}
	}
	for _, name := range QueryNames() {
		text, err := QueryText(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.ContainsAny(text, "?$") && !strings.Contains(text, "main.checks") {
			texts["query "+name] = text
		}
	}
	for name, text := range texts {
		if got, want := tableRows(t, coded, text), tableRows(t, plain, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: with codes %v, want %v", name, got, want)
		}
	}
	results, err := coded.Check(t.Context(), "checks")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.Passed() {
			t.Errorf("%s: %d failures, first %s", r.ID, r.Failures, r.Sample)
		}
	}
}

// TestCodesAreFiltered: rows, pages, series, past views and files of an edition whose places are codes are those of one
// where they are texts, for values that it has and for one that it has not.
func TestCodesAreFiltered(t *testing.T) {
	answers := func(limits ...func(*Builder)) map[string]any {
		b, folder := buildWith(t, testCatalog(t, countsDataset()), twoReleases+"2024,,4,s@2024-02-01,B3\n", limits...)
		list, err := b.Export(t.Context(), "0123456789abcdef", "2024-02-01")
		if err != nil {
			t.Fatal(err)
		}
		m := &Manifest{Edition: "0123456789abcdef", Datasets: list, Releases: []Release{{ID: "s@2024-01-01", Published: "2024-01-01"}, {ID: "s@2024-02-01", Published: "2024-02-01"}}}
		if _, err := b.Finish(t.Context()); err != nil {
			t.Fatal(err)
		}
		latest, err := openAlone(t.Context(), folder, m, b.catalog)
		if err != nil {
			t.Fatal(err)
		}
		defer latest.Release()
		if coded := latest.use.coded[codedType("counts", "place")]; coded != (len(limits) > 0) {
			t.Errorf("the place is a code: %v", coded)
		}
		past, err := latest.ParseAsOf(t.Context(), "2024-01-15")
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]any{}
		for day, e := range map[string]*Edition{"latest": latest, "past": latest.At(past)} {
			for _, values := range [][]string{{"north"}, {"south", "north"}, {"east"}, {""}, {"", "south"}} {
				name := day + " " + strings.Join(values, "|")
				s := Select{Dataset: "counts", Where: []Condition{{Field: "place", Values: values}}, Order: []string{"-place"}, Limit: 1}
				one, mark, err := e.Page(t.Context(), s)
				if err != nil {
					t.Fatal(err)
				}
				got[name+" page"] = one.Rows
				if mark != nil {
					s.After = mark
					next, _, err := e.Page(t.Context(), s)
					if err != nil {
						t.Fatal(err)
					}
					got[name+" next page"] = next.Rows
				}
				s.After, s.Limit = nil, 0
				all, err := e.Select(t.Context(), s)
				if err != nil {
					t.Fatal(err)
				}
				got[name] = all.Rows
				sums, err := e.Aggregate(t.Context(), Aggregate{Dataset: "counts", Group: []string{"place"}, Measure: "people", Fn: "sum", Where: s.Where})
				if err != nil {
					t.Fatal(err)
				}
				got[name+" sums"] = sums.Rows
				file, open, err := e.Slice(t.Context(), s, "csv")
				if err != nil {
					t.Fatal(err)
				}
				open.Close()
				got[name+" file"] = file.SHA256
			}
			p, err := e.Profile(t.Context(), "counts")
			if err != nil {
				t.Fatal(err)
			}
			got[day+" profile"] = p
		}
		revisions, err := latest.Revisions(t.Context(), "counts", "s@2024-01-01", "s@2024-02-01")
		if err != nil {
			t.Fatal(err)
		}
		got["revisions"], got["shared"] = revisions.Table.Rows, revisions.Shared
		total, err := latest.ReleaseTotal(t.Context(), "counts", "people", "s@2024-01-01", "place <> 'south'")
		if err != nil || total != 30 {
			t.Errorf("a release's total is %d, %v", total, err)
		}
		parquet := quote(filepath.Join(folder, "files", "counts.parquet"))
		for what, text := range map[string]string{
			"parquet": "FROM read_parquet(" + parquet + ")", "types in parquet": "SELECT name, type, converted_type FROM parquet_schema(" + parquet + ")",
		} {
			plain := &Builder{db: memoryDB(t)}
			rows, err := plain.run(t.Context(), text, nil)
			if err != nil {
				t.Fatal(err)
			}
			got[what] = rows.Rows
		}
		for _, format := range []string{"csv", "json", "jsonl"} {
			f, _ := list[0].File(format)
			got[format] = f.SHA256
		}
		return got
	}
	got, want := answers(inCodes), answers()
	for name, w := range want {
		if !reflect.DeepEqual(got[name], w) {
			t.Errorf("%s: with codes %v, want %v", name, got[name], w)
		}
	}
}

func memoryDB(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
