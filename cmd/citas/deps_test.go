package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// list asks the go command about a package.
func list(t *testing.T, pkg string, flags ...string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", append(append([]string{"list"}, flags...), pkg)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// TestDirection keeps the house as design.md draws it: cmd → views, etl, data, static;
// views → data, static; etl → data; data → nothing of ours.
func TestDirection(t *testing.T) {
	for pkg, never := range map[string][]string{
		"citas/data":         {"citas/etl", "citas/views", "citas/static", "github.com/go-co-op/gocron/v2"},
		"citas/etl":          {"citas/views", "citas/static"},
		"citas/views":        {"citas/etl", "github.com/go-co-op/gocron/v2"},
		"citas/views/page":   {"database/sql", "citas/data"},
		"citas/views/layout": {"database/sql", "citas/data"},
		"citas/views/chart":  {"database/sql", "citas/data"},
		"citas/static":       {"citas/data", "citas/views", "citas/etl"},
	} {
		got := list(t, pkg, "-deps")
		for _, forbidden := range never {
			if slices.Contains(got, forbidden) {
				t.Errorf("%s imports %s", pkg, forbidden)
			}
		}
	}
}

// TestPurePackages: data, templates and drawings know nothing of HTTP. (templ and the
// workbook library do, so only their own imports are looked at.)
func TestPurePackages(t *testing.T) {
	for _, pkg := range []string{"citas/data", "citas/views/page", "citas/views/layout", "citas/views/chart"} {
		if slices.Contains(list(t, pkg, "-f", `{{join .Imports "\n"}}`), "net/http") {
			t.Errorf("%s imports net/http", pkg)
		}
	}
}

// TestOneFileImports: the driver and the scheduler are imported in one file each, so
// that replacing one is a change to one file.
func TestOneFileImports(t *testing.T) {
	for module, want := range map[string]string{
		"github.com/marcboeker/go-duckdb/v2": "../../data/driver.go",
		"github.com/go-co-op/gocron/v2":      "../../etl/schedule.go",
	} {
		out, err := exec.CommandContext(t.Context(), "grep", "-rl", "--include=*.go", "\""+module+"\"", "../..").Output()
		if err != nil {
			t.Fatal(err)
		}
		files := slices.DeleteFunc(strings.Fields(string(out)), func(f string) bool { return strings.HasSuffix(f, "_test.go") })
		if len(files) != 1 || files[0] != want {
			t.Errorf("%s is imported by %v, want %s alone", module, files, want)
		}
	}
}
