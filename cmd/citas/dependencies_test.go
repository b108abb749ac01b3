package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

var update = flag.Bool("update", false, "write views/dependencies.csv and views/notices.txt again")

const (
	dependencyTable = "../../views/dependencies.csv"
	noticesFile     = "../../views/notices.txt"
)

// licenceFile is what a file with terms is called.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)([-.].*)?$`)

// chosen are modules whose terms are stated in words or offer a choice: which terms we
// take, and the files that state them.
var chosen = map[string]struct {
	licence string
	files   []string
}{
	"github.com/golang/freetype": {"FTL", []string{"LICENSE", "licenses/ftl.txt"}},
}

// platform is the module of one platform's DuckDB, which stands under one name.
var platform = regexp.MustCompile(`^(github\.com/duckdb/duckdb-go-bindings)/(darwin|linux|windows)-.*$`)

// linked are the modules in the program on this platform, with their folders.
func linked(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Dir}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && path != "citas" {
			modules[platform.ReplaceAllString(path, "$1")] = dir
		}
	}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules["std"] = strings.TrimSpace(string(root))
	return modules
}

// terms are the licences of a module, as SPDX writes them, and their text.
func terms(t *testing.T, module, dir string) (licence, text string) {
	t.Helper()
	pick, ok := chosen[module]
	if !ok {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.IsDir() && licenceFile.MatchString(e.Name()) {
				pick.files = append(pick.files, e.Name())
			}
		}
	}
	var texts, ids []string
	for _, name := range pick.files {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n")))
		for _, m := range licensecheck.Scan(raw).Match {
			if !m.IsURL {
				ids = append(ids, m.ID)
			}
		}
	}
	slices.Sort(ids)
	if licence = pick.licence; licence == "" {
		licence = strings.Join(slices.Compact(ids), " AND ")
	}
	if licence == "" {
		t.Errorf("%s: no licence is recognised in %v of %s: look, and say so in chosen", module, pick.files, dir)
	}
	return licence, strings.Join(texts, "\n\n")
}

// Every module in the program is named on /about with its licence, and its notice goes
// with the program, as most licences ask.
func TestDependenciesAreListed(t *testing.T) {
	modules := linked(t)
	rows := [][]string{{"module", "licence"}}
	shared := map[string][]string{} // modules by text
	for _, module := range slices.Sorted(maps.Keys(modules)) {
		licence, text := terms(t, module, modules[module])
		rows = append(rows, []string{module, licence})
		shared[text] = append(shared[text], module)
	}
	if *update {
		writeDependencies(t, rows, shared)
	}
	raw, err := os.ReadFile(dependencyTable)
	if err != nil {
		t.Fatal(err)
	}
	listed, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	notices, err := os.ReadFile(noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range rows {
		if !slices.ContainsFunc(listed, func(row []string) bool { return slices.Equal(row, want) }) {
			t.Errorf("%s is not listed as %s: go test ./cmd/citas -run TestDependenciesAreListed -update", want[0], want[1])
		}
		if want[0] != "module" && !strings.Contains(string(notices), want[0]+"\n") {
			t.Errorf("no notice of %s", want[0])
		}
	}
	if len(listed) != len(rows) {
		t.Errorf("%d modules are listed, %d are in the program", len(listed)-1, len(rows)-1)
	}
}

func writeDependencies(t *testing.T, rows [][]string, shared map[string][]string) {
	t.Helper()
	var table, notices bytes.Buffer
	w := csv.NewWriter(&table)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	notices.WriteString("The program citas contains the following works of others, under these terms.\n")
	texts := slices.SortedFunc(maps.Keys(shared), func(a, b string) int { return strings.Compare(shared[a][0], shared[b][0]) })
	for _, text := range texts {
		notices.WriteString("\n" + strings.Repeat("=", 80) + "\n" + strings.Join(shared[text], "\n") + "\n\n" + text + "\n")
	}
	for path, b := range map[string]*bytes.Buffer{dependencyTable: &table, noticesFile: &notices} {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
