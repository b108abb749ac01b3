package data

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manifestOf pretends that an edition holds encounters of two years in parts, and ports.
func manifestOf() *Manifest {
	part := func(year string) File {
		return File{Path: "files/encounters/fiscal_year=" + year + "/encounters.parquet", Format: "parquet"}
	}
	return &Manifest{Edition: "0123456789abcdef", Datasets: []DatasetFiles{
		{ID: "encounters", Files: []File{{Path: "files/encounters.parquet", Format: "parquet"}}, Parts: []File{part("2023"), part("2024")}},
		{ID: "ports", Files: []File{{Path: "files/ports.parquet", Format: "parquet"}}},
	}}
}

// TestStatementsOfEngines: for every engine the statement declares the columns of the
// dataset, each once and the one in the path apart, and stands word for word in the README.
func TestStatementsOfEngines(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	m, d := manifestOf(), Encounters
	for _, engine := range Engines() {
		at := "s3://bucket"
		switch engine {
		case "duckdb":
			at = "https://files.example.org"
		case "bigquery":
			at = "gs://bucket"
		}
		text, err := m.InPlace(d, engine, at+"/editions/"+m.Edition)
		if err != nil {
			t.Errorf("%s: %v", engine, err)
			continue
		}
		short := text // the README shows the first and the last of the columns
		if lines := strings.Split(text, "\n"); len(lines) > len(d.Fields) {
			from, to := 2, 1+len(d.Fields)-2
			short = strings.Join(lines[:from], "\n") + "\n  …\n" + strings.Join(lines[to:], "\n")
			for _, f := range d.Fields {
				if n := strings.Count(text, f.Name+"\" ") + strings.Count(text, f.Name+"` "); n != 1 {
					t.Errorf("%s declares %s %d times:\n%s", engine, f.Name, n, text)
				}
			}
		}
		if !strings.Contains(string(readme), short) {
			t.Errorf("the README does not show how %s reads:\n%s", engine, short)
		}
	}
}

// TestWhatEnginesDoNotRead: another store, and a file where a folder is needed.
func TestWhatEnginesDoNotRead(t *testing.T) {
	m := manifestOf()
	ports, err := Published().Dataset("ports")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		dataset           *Dataset
		engine, at, wants string
	}{
		{Encounters, "bigquery", "s3://bucket", "bigquery reads gs://…"},
		{Encounters, "athena", "https://a.example", "athena reads s3://…"},
		{Encounters, "excel", "s3://bucket", "one of duckdb"},
		{ports, "trino", "s3://bucket", "copy s3://bucket/ports.parquet into a folder of its own"},
	} {
		if text, err := m.InPlace(test.dataset, test.engine, test.at); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), test.wants) {
			t.Errorf("%s of %s for %s: %q, %v, want %q", test.dataset.ID, test.at, test.engine, text, err, test.wants)
		}
	}
	if text, err := m.InPlace(ports, "clickhouse", "https://a.example/"); err != nil || !strings.Contains(text, "url('https://a.example/ports.parquet', 'Parquet')") {
		t.Errorf("%q, %v", text, err)
	}
}
