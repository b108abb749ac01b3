package datatest_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
)

// TestSlicesAreWrittenAsExportsAre: a slice of everything is the export, to the byte.
func TestSlicesAreWrittenAsExportsAre(t *testing.T) {
	e := datatest.Edition(t)
	for _, d := range e.Catalog().Datasets() {
		for _, format := range data.FinishedFormats() {
			path, err := sliced(t, e, data.Select{Dataset: d.ID}, format)
			if err != nil {
				t.Fatal(err)
			}
			_, want, err := e.Export(d.ID, format)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := read(t, path), read(t, want); a != b {
				t.Errorf("%s.%s: the slice of all rows differs from the export (%d and %d bytes)", d.ID, format, len(a), len(b))
			}
		}
	}
}

// TestHashesOfSlices: what is said of a file is true of its bytes, however it was written.
func TestHashesOfSlices(t *testing.T) {
	e := datatest.Edition(t)
	for _, format := range append(data.FinishedFormats(), "xlsx", data.CSVForExcel) {
		file, open, err := e.Slice(t.Context(), data.Select{Dataset: "appointments-processed", Order: []string{"-appointments"}}, format)
		if err != nil {
			t.Fatal(err)
		}
		content := read(t, open.Name())
		open.Close()
		if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(content))); file.SHA256 != sum || file.Bytes != int64(len(content)) {
			t.Errorf("%s: %d bytes, %s; the file has %d, %s", format, file.Bytes, file.SHA256, len(content), sum)
		}
	}
}

// TestSliceAsOf: on the day of the first workbook its own figures stand, and before it
// there are none.
func TestSliceAsOf(t *testing.T) {
	e := datatest.Edition(t)
	total := data.Select{Dataset: "appointments-processed", Columns: []string{"appointments", "release_id"}, Where: []data.Condition{
		{Field: "month", Values: []string{"2023-07-01"}}, {Field: "nationality", Values: []string{"total"}},
	}}
	for day, want := range map[string]string{
		"2024-08-08": "appointments,release_id\n",
		"2024-08-09": "appointments,release_id\n44800,ohss-monthly@2024-08-09\n",
		"2024-11-30": "appointments,release_id\n44810,ohss-monthly@2024-09-06\n",
		"2024-12-06": "appointments,release_id\n44810,ohss-monthly@2024-12-06\n",
	} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		path, err := sliced(t, e.At(at), total, "csv")
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, path); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}

// TestNamedQueriesOnAnyDay: every query of a chart or page runs on every kind of day.
func TestNamedQueriesOnAnyDay(t *testing.T) {
	e := datatest.Edition(t)
	for _, name := range data.QueryNames() {
		text, err := data.QueryText(name)
		if err != nil {
			t.Fatal(err)
		}
		if containsParam(text) {
			continue // run by the pages that bind it
		}
		for _, day := range []string{"2000-01-01", "2023-06-15", "2024-08-09", "2025-02-01", "2026-11-23"} {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := e.At(at).Query(t.Context(), name); err != nil {
				t.Errorf("as of %s: %v", day, err)
			}
		}
		latest, err := e.Query(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		last, err := e.At(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)).Query(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if latest.Len() < last.Len() {
			t.Errorf("%s: %d rows in the latest view, %d on its last day", name, latest.Len(), last.Len())
		}
	}
}

func containsParam(sql string) bool {
	for i := 0; i+1 < len(sql); i++ {
		if sql[i] == '$' && sql[i+1] >= '0' && sql[i+1] <= '9' {
			return true
		}
	}
	return false
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// sliced writes a slice and says where it lies: until the edition closes.
func sliced(t *testing.T, e *data.Edition, s data.Select, format string) (string, error) {
	t.Helper()
	_, open, err := e.Slice(t.Context(), s, format)
	if err != nil {
		return "", err
	}
	return open.Name(), open.Close()
}
