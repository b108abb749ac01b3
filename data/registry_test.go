package data

import (
	"encoding/csv"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

func TestPublishedCatalogue(t *testing.T) {
	c, err := NewCatalog(declared...)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{
		"allocation-rules", "app-languages", "appointments-processed", "checks", "citizenship-aliases", "claim-conflicts", "claims", "corrections", "court-languages", "daily-capacity",
		"encounters", "events", "field-office-encounters", "gaps", "language-count-claims", "language-coverage", "literacy", "nationality-language-overrides",
		"nationality-languages", "ports", "published-statements", "releases", "source-checks", "sources", "southwest-encounters", "territories", "wait-times",
	} {
		if _, err := c.Dataset(id); err != nil {
			t.Error(err)
		}
	}
	checks := map[string]bool{}
	for _, d := range c.Datasets() {
		if tail := d.Order[len(d.Order)-len(d.Key):]; !slices.Equal(tail, d.Key) {
			t.Errorf("%s: the order ends in %q, not in the key %q", d.ID, tail, d.Key)
		}
		for _, check := range slices.Concat(fieldChecks(d), d.Checks) {
			if checks[check.ID] {
				t.Errorf("two checks are named %s", check.ID)
			}
			checks[check.ID] = true
			if !strings.HasPrefix(check.ID, d.ID+"/") || check.Title == "" || check.Severity == "" {
				t.Errorf("check %q of %s has no proper id, title or severity", check.ID, d.ID)
			}
		}
		if _, measured := d.Field("status"); !measured && slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Type == Integer || f.Type == Number }) {
			if !slices.Contains([]string{"ports", "releases", "checks", "source-checks"}, d.ID) {
				t.Errorf("%s has a measured value and no status", d.ID)
			}
		}
	}
}

// Rows of the statement-like tables add up by the day on which they were said.
func TestSaidOnTables(t *testing.T) {
	var got []string
	for _, d := range declared {
		if d.History.SaidOn != "" {
			got = append(got, d.ID)
		}
	}
	slices.Sort(got)
	want := []string{"allocation-rules", "app-languages", "corrections", "daily-capacity", "events", "language-count-claims", "published-statements", "releases", "source-checks", "wait-times"}
	if !slices.Equal(got, want) {
		t.Errorf("dated by said_on: %q, want %q", got, want)
	}
}

// Every file of the curated tables is read by a dataset, with the columns that its
// stage declares, and every staged table is read from a file that is there.
func TestCuratedFilesHaveDatasets(t *testing.T) {
	tables := CuratedTables()
	files, err := fs.Glob(Curated, "curated/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no curated files: %v", err)
	}
	if len(files) != len(tables) {
		t.Errorf("%d files, %d tables", len(files), len(tables))
	}
	for _, file := range files {
		i := slices.IndexFunc(tables, func(c CuratedTable) bool { return c.File == path.Base(file) })
		if i < 0 {
			t.Errorf("no dataset reads %s", file)
			continue
		}
		f, err := Curated.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		header, err := csv.NewReader(f).Read()
		if err != nil {
			t.Fatal(err)
		}
		if want := tables[i].Header(); !slices.Equal(header, want) {
			t.Errorf("%s has columns %q, want %q", file, header, want)
		}
		for _, k := range tables[i].Key {
			if !slices.Contains(header, k) {
				t.Errorf("%s has no key column %s", file, k)
			}
		}
		for _, column := range tables[i].Stage.Columns {
			if !slices.ContainsFunc(tables[i].Fields, func(f Field) bool { return f.Name == column }) {
				t.Errorf("%s: column %s is not published", file, column)
			}
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		of   Type
		text string
		want bool
	}{
		{Integer, "0", true}, {Integer, "1450", true}, {Integer, "-3", true}, {Integer, "1,450", false}, {Integer, "007", false}, {Integer, "1.0", false},
		{Integer, "99999999999999999999", false}, {Number, "1.5", true}, {Number, "-97.49722", true}, {Number, "1e3", false}, {Number, ".5", false},
		{Number, "1.", false}, {Boolean, "true", true}, {Boolean, "yes", false}, {Date, "2024-02-29", true}, {Date, "2023-02-29", false},
		{Date, "2024-2-1", false}, {String, "anything", true},
	} {
		if got := c.of.Plain(c.text); got != c.want {
			t.Errorf("%s %q is plain: %v, want %v", c.of, c.text, got, c.want)
		}
	}
}
