package views_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views"
)

// storedText is hostile in each way that a curated text may be: short enough for a title,
// long enough for a sentence, and without the comma that would ask for other quotes.
const storedText = `Seen "'></script><` + mark + ` onload=1>{{7*7}}`

// curatedWith is the curated tables with every cell changed that change wants changed.
func curatedWith(t *testing.T, change func(table data.CuratedTable, column string, cell string) string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, table := range data.CuratedTables() {
		raw, err := data.Curated.ReadFile("curated/" + table.File)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for n, row := range rows {
			for i, cell := range row {
				if n > 0 {
					row[i] = change(table, rows[0][i], cell)
				}
				if cell = row[i]; strings.ContainsAny(cell, `,"`) {
					row[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
				}
			}
			out.WriteString(strings.Join(row, ",") + "\n")
		}
		files[table.File] = &fstest.MapFile{Data: []byte(out.String())}
	}
	return files
}

// measured are columns of text that a check holds against another column.
var measured = []string{"allocation_rules.csv value", "waits.csv population"}

// free reports whether a column takes any words: text without a list of values, a form, a
// table that it refers to, or a place in the key.
func free(table data.CuratedTable, column string) bool {
	i := slices.IndexFunc(table.Fields, func(f data.Field) bool { return f.Name == column })
	if i < 0 {
		return column == "locator"
	}
	f := table.Fields[i]
	if slices.Contains(measured, table.File+" "+column) {
		return false
	}
	return f.Type == data.String && len(f.Enum) == 0 && f.Ref == "" && !slices.Contains(table.Key, column) && takes(table, column, storedText)
}

// takes reports whether a text has the form of a column.
func takes(table data.CuratedTable, column, text string) bool {
	i := slices.IndexFunc(table.Fields, func(f data.Field) bool { return f.Name == column })
	return i < 0 || table.Fields[i].Pattern == "" || regexp.MustCompile(`^(?:`+table.Fields[i].Pattern+`)$`).MatchString(text)
}

// An edition whose every free text is hostile shows it as text: on every page, in every
// drawing, feed and description.
func TestAttackStored(t *testing.T) {
	changed := map[string]bool{}
	cfg := datatest.Config(t.TempDir())
	cfg.Curated = curatedWith(t, func(table data.CuratedTable, column, cell string) string {
		if cell == "" || !free(table, column) {
			return cell
		}
		changed[table.File+" "+column] = true
		if longer := cell + " " + storedText; takes(table, column, longer) {
			return longer // some checks look for a word in a note
		}
		return storedText
	})
	if _, err := etl.Load(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	t.Logf("hostile: %d columns", len(changed))
	store := data.NewStore(cfg.Dir, data.Published())
	t.Cleanup(store.Close)
	if _, err := store.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := views.New(views.Config{Store: store})
	if err != nil {
		t.Fatal(err)
	}
	pages, programs, err := s.Everything(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	paths := slices.DeleteFunc(append(pages, programs...), func(path string) bool {
		return strings.HasPrefix(path, "/es/") || strings.HasPrefix(path, "/ht/") // the same cells
	})
	x := attacked(t, store)
	var shown atomic.Int64
	x.all(paths, func(g got) {
		x.unharmed(g)
		shown.Add(int64(bytes.Count(g.body, []byte("&lt;"+mark))))
	})
	t.Logf("%d addresses show it %d times as text", len(paths), shown.Load())
	if shown.Load() < 100 || len(changed) < 20 {
		t.Errorf("the hostile text is in %d columns and shown %d times: nothing is proven", len(changed), shown.Load())
	}
}

// A cell that a spreadsheet would run, or an address that a browser would, is refused with
// its place before it is published.
func TestAttackWithFormulas(t *testing.T) {
	for _, c := range []struct{ file, column, cell, says string }{
		{"gaps.csv", "ask", `=HYPERLINK("http://evil.example")`, "takes for a formula"},
		{"gaps.csv", "basis", "+1+cmd|' /C calc'!A0", "takes for a formula"},
		{"waits.csv", "note", "-2+3", "takes for a formula"},
		{"events.csv", "title", "@SUM(1+1)", "takes for a formula"},
		{"events.csv", "note", "\t=1+1", "spaces"},
		{"sources.csv", "url", "javascript:alert(1)", "found url javascript:alert(1), expected the form https?"},
		{"sources.csv", "original_url", "data:text/html;base64,PHNjcmlwdD4=", "found original_url data:text/html;base64,PHNjcmlwdD4=, expected the form https?"},
	} {
		cfg := datatest.Config(t.TempDir())
		cfg.Curated = curatedWith(t, func(table data.CuratedTable, column, cell string) string {
			if table.File == c.file && column == c.column {
				return c.cell
			}
			return cell
		})
		_, err := etl.Load(t.Context(), cfg)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, %s %q: %v, want %q", c.file, c.column, c.cell, err, c.says)
		}
	}
	e := datatest.Edition(t)
	number := regexp.MustCompile(`^-?\d+(\.\d+)?$`)
	for _, d := range e.Manifest.Datasets {
		file, path, err := e.Export(d.ID, "csv")
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for n, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && !number.MatchString(cell) {
					t.Errorf("%s row %d: %s", file.Path, n+1, fmt.Sprintf("%.80q", cell))
				}
			}
		}
	}
}
