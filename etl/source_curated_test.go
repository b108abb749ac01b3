package etl

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"citas/data"
)

// The cases of testdata/curated hold one file of the tables each; a file fills one
// staged table, so only that one is wanted.
func TestCuratedForm(t *testing.T) {
	s, err := Published().Source("curated")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "curated", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input := inputOf(archive)
			staged, _, err := ReadAll(context.Background(), s, makeDocument(t, input))
			if err != nil {
				t.Fatal(err)
			}
			if len(staged) != 1 {
				t.Errorf("%d staged tables, want one", len(staged))
			}
			for i, f := range archive.Files {
				if stage, ok := strings.CutPrefix(f.Name, "want "); ok {
					compare(t, &archive.Files[i], csvOf(t, staged[stage]))
				} else if strings.HasPrefix(f.Name, "reject ") {
					t.Run(f.Name, func(t *testing.T) { compare(t, &archive.Files[i], reject(t, s, input, f.Data)) })
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Every file that comes with the program has the form that the reader asks for.
func TestCuratedFilesAreRead(t *testing.T) {
	s, err := Published().Source("curated")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range data.CuratedTables() {
		content, err := fs.ReadFile(data.Curated, "curated/"+table.File)
		if err != nil {
			t.Error(err)
			continue
		}
		staged, _, err := ReadAll(context.Background(), s, Document{Release: data.Release{ID: "curated@" + data.CuratedEdition}, Name: table.File, Bytes: content})
		if err != nil {
			t.Error(err)
		}
		if got, want := len(staged[table.Stage.Name]), strings.Count(string(content), "\n")-1; got != want {
			t.Errorf("%s: %d rows staged, the file has %d", table.File, got, want)
		}
	}
}

func TestCuratedFileWithoutTable(t *testing.T) {
	_, _, err := ReadAll(context.Background(), &Source{Read: readCurated}, Document{Name: "rumours.csv", Bytes: []byte("a,b\n1,2\n")})
	if err == nil || !strings.HasPrefix(err.Error(), "rumours.csv: found a file of this name, expected one of allocation_rules.csv, ") {
		t.Errorf("got %v", err)
	}
}

// A header only is refused, except where a table may be empty.
func TestCuratedFileWithoutRows(t *testing.T) {
	for _, table := range data.CuratedTables() {
		header := strings.Join(table.Header(), ",") + "\n"
		_, _, err := ReadAll(context.Background(), &Source{Read: readCurated}, Document{Name: table.File, Bytes: []byte(header)})
		if (err == nil) != table.MayEmpty {
			t.Errorf("%s: may be empty: %v, got %v", table.File, table.MayEmpty, err)
		}
	}
}
