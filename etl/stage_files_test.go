package etl

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"citas/data"
)

var stageOfThree = data.Stage{Name: "three", Columns: []string{"few", "many", "none"}}

// TestStagedFilesSayWhatTheyHold: every row is in the file, and a column's values are known as long as they are few.
func TestStagedFilesSayWhatTheyHold(t *testing.T) {
	for _, rows := range []int{1, stageBatch, data.MostValues, data.MostValues + 1} {
		tables, err := stageInto(t.TempDir(), "s@2024-01-01", func(out *stageFiles) error {
			for i := range rows {
				if err := out.write(stageOfThree, fmt.Sprint("row ", i), []string{[]string{"a", "", "line\nbreak, \"b\""}[i%3], fmt.Sprint(i), ""}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		staged := tables["three"].file
		few := []string{"a", "line\nbreak, \"b\""}[:min(2, max(1, rows-1))]
		if got := slices.Sorted(slices.Values(staged.Values[0])); !reflect.DeepEqual(got, few) {
			t.Errorf("%d rows: the values are %q, want %q", rows, got, few)
		}
		if got, known := len(staged.Values[1]), staged.Values[1] != nil; known != (rows <= data.MostValues) || known && got != rows {
			t.Errorf("%d rows of different values: %d are known", rows, got)
		}
		if staged.Values[2] == nil || len(staged.Values[2]) > 0 {
			t.Errorf("an empty column has the values %q", staged.Values[2])
		}
		f, err := os.Open(staged.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines, err := csv.NewReader(f).ReadAll()
		if err != nil || len(lines) != rows || staged.Rows != rows {
			t.Fatalf("%d rows: %d in the file, %d counted, %v", rows, len(lines), staged.Rows, err)
		}
		if last, want := lines[rows-1], []string{fmt.Sprint(rows - 1), "s@2024-01-01", fmt.Sprint("row ", rows-1)}; last[1] != want[0] || last[3] != want[1] || last[4] != want[2] {
			t.Errorf("the last row is %q", last)
		}
	}
}

// TestStagedFilesThatCannotBeWritten: a folder that is not there, a row that does not fit and a disk that is full are errors.
func TestStagedFilesThatCannotBeWritten(t *testing.T) {
	write := func(n int, values ...string) func(*stageFiles) error {
		return func(out *stageFiles) error {
			for range n {
				if err := out.write(stageOfThree, "row", values); err != nil {
					return err
				}
			}
			return nil
		}
	}
	full := t.TempDir()
	if err := os.Symlink("/dev/full", filepath.Join(full, "three.csv")); err != nil {
		t.Fatal(err)
	}
	for want, try := range map[string]struct {
		dir  string
		fill func(*stageFiles) error
	}{
		"no such file or directory":           {filepath.Join(t.TempDir(), "gone"), write(1, "a", "b", "c")},
		"stage three: 2 values for 3 columns": {t.TempDir(), write(1, "a", "b")},
		"no space left on device":             {full, write(100*stageBatch, "a", "b", strings.Repeat("c", 100))},
	} {
		if tables, err := stageInto(try.dir, "s@2024-01-01", try.fill); err == nil || !strings.Contains(err.Error(), want) || tables != nil {
			t.Errorf("%v, %v; want %q", tables, err, want)
		}
	}
}
