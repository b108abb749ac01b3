package etl

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"citas/data"
)

// seedFolder is where the embedded seed lies, from this package.
var seedFolder = filepath.Join("..", "data")

// seedRows collects the rows of a seed as ReadAll does: the locator last.
func seedRows(t *testing.T, s SeedRelease) map[string][][]string {
	t.Helper()
	rows := map[string][][]string{}
	err := s.Each(func(stage data.Stage, locator string, values []string) error {
		rows[stage.Name] = append(rows[stage.Name], append(slices.Clone(values), locator))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The seed comes whole: five releases, each with its rows.
func TestSeeds(t *testing.T) {
	if *update {
		t.Skip("the files change in this run")
	}
	seeds, err := Seeds()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string]int{
		"ohss-monthly@2024-08-09":     {"ohss_appointments": 21 * 12, "ohss_field_offices": 138 * 5},
		"ohss-monthly@2024-09-06":     {"ohss_appointments": 22 * 12, "ohss_field_offices": 139 * 5},
		"ohss-monthly@2024-12-06":     {"ohss_appointments": 25 * 12, "ohss_field_offices": 142 * 5},
		"eoir-languages@2024-12-31":   {"eoir_languages": 90},
		"cldr-territories@2026-03-31": {"cldr_territories": 622},
	}
	folders := map[string]bool{}
	for _, s := range seeds {
		rows := seedRows(t, s)
		for stage, n := range want[s.Release.ID] {
			if len(rows[stage]) != n {
				t.Errorf("%s: %d rows of %s, want %d", s.Release.ID, len(rows[stage]), stage, n)
			}
		}
		if s.Release.Basis != "seed" || len(s.Release.SHA256) != 64 || s.Release.Bytes == 0 {
			t.Errorf("%s does not name its document: %+v", s.Release.ID, s.Release)
		}
		delete(want, s.Release.ID)
		folders[s.Release.Slug()] = true
	}
	if len(want) > 0 {
		t.Errorf("no seed of %v", want)
	}
	entries, err := fs.ReadDir(data.Seed, "seed")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !folders[e.Name()] {
			t.Errorf("seed/%s belongs to no release of releases.csv", e.Name())
		}
	}
}

// The seed equals what the readers find in the official files, cell by cell. With
// -update the files of the OHSS workbooks are written anew.
func TestSeedEqualsDocuments(t *testing.T) {
	seeds, err := Seeds()
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]string{"ohss-monthly": "ohss-monthly", "eoir-languages": "eoir-languages", "cldr-territories": "cldr"}
	for _, s := range seeds {
		t.Run(s.Release.ID, func(t *testing.T) {
			doc := realDocument(t, folders[s.Release.Source], s.Release.FileName)
			doc.Release = s.Release
			staged, facts, err := ReadAll(context.Background(), source(t, s.Release.Source), doc)
			if err != nil {
				t.Fatal(err)
			}
			if *update && s.Release.Source == "ohss-monthly" {
				writeSeed(t, s, staged)
				return
			}
			r, sum := s.Release, sha256.Sum256(doc.Bytes)
			if got := hex.EncodeToString(sum[:]); got != r.SHA256 || int64(len(doc.Bytes)) != r.Bytes {
				t.Errorf("the document has SHA-256 %s and %d bytes, releases.csv says %s and %d", got, len(doc.Bytes), r.SHA256, r.Bytes)
			}
			if facts.DataThrough != r.DataThrough || facts.CurrentAsOf != r.CurrentAsOf {
				t.Errorf("the document reports through %q as of %q, releases.csv says %q and %q", facts.DataThrough, facts.CurrentAsOf, r.DataThrough, r.CurrentAsOf)
			}
			seed := seedRows(t, s)
			if r.Source == "cldr-territories" {
				staged = onlySeeded(staged, seed)
			}
			for stage, rows := range staged {
				diffRows(t, seed[stage], rows)
			}
		})
	}
}

// onlySeeded keeps the rows of the territories that the seed has.
func onlySeeded(staged, seed map[string][][]string) map[string][][]string {
	kept := map[string][][]string{}
	for stage, rows := range staged {
		kept[stage] = slices.DeleteFunc(rows, func(row []string) bool {
			return !slices.ContainsFunc(seed[stage], func(s []string) bool { return s[0] == row[0] })
		})
	}
	return kept
}

func diffRows(t *testing.T, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("row %d:\n got %q\nwant %q", i+1, got[i], want[i])
			return
		}
	}
}

// writeSeed writes the rows that a reader found as the seed of a release.
func writeSeed(t *testing.T, s SeedRelease, staged map[string][][]string) {
	t.Helper()
	for _, stage := range s.stages {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(append([][]string{append(slices.Clone(stage.Columns), "locator")}, staged[stage.Name]...)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(seedFolder, filepath.FromSlash(s.file(stage)))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("wrote %s, %d rows", path, len(staged[stage.Name]))
	}
}

// A seed that breaks its form is refused with the file and what is wrong.
func TestSeedRefused(t *testing.T) {
	header := strings.Join(seedReleaseColumns, ",") + "\n"
	for _, test := range []struct{ name, releases, want string }{
		{"columns", "release_id\n", "seed/releases.csv: invalid: columns"},
		{"size", header + "ohss-monthly@2024-12-06,ohss-monthly,,2024-12-06,day,,,,,many,,,\n", "bytes of ohss-monthly@2024-12-06"},
		{"day", header + "ohss-monthly@2024-12-06,ohss-monthly,,2024-12-07,day,,,,,1,,,\n", "source or day differ"},
		{"id", header + "ohss,ohss,,2024-12-07,day,,,,,1,,,\n", `release id "ohss"`},
		{"source", header + "nothing@2024-12-06,nothing,,2024-12-06,day,,,,,1,,,\n", "known sources are"},
		{"rows", header + "eoir-languages@2024-12-31,eoir-languages,,2024-12-31,year,,,,,1,,,\n", "eoir_languages.csv"},
	} {
		t.Run(test.name, func(t *testing.T) {
			seeds, err := readSeeds(fstest.MapFS{"seed/releases.csv": {Data: []byte(test.releases)}}, Published())
			for _, s := range seeds {
				err = s.Each(func(data.Stage, string, []string) error { return nil })
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
