package data

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJSONIsWhatDuckDBWrites: both forms that are made from the CSV are those of COPY, whatever the cells hold and
// wherever a record ends among the bytes that are read at a time.
func TestJSONIsWhatDuckDBWrites(t *testing.T) {
	d := &Dataset{ID: "cells", Fields: []Field{
		{Name: "text", Type: String}, {Name: "count", Type: Integer}, {Name: "share", Type: Number}, {Name: "yes", Type: Boolean}, {Name: "day", Type: Date}, {Name: "note", Type: String},
	}}
	// Every cell that comes to mind, each beside every other of the row before: 11 texts against 20 numbers.
	some := `FROM (SELECT unnest(['plain', '', NULL, ' space ', 'a "b"" c', 'comma, x', E'line\nbreak\r', E'\t\b\f' || chr(1) || chr(31) || chr(127), 'back\slash/', 'é😀' || chr(8232), '#NULL']) AS text) a,
		(SELECT unnest([NULL, 0.0, -0.0, 1, -12.5, 0.1, 1e15, 1e16, 123456789012345678, 1e17, 1e20, 1e21, -1.5e300, 1e-4, 1e-5, 1.25e-6, 1.25e-7, 3.141592653589793, 5e-324, 1234567]::DOUBLE[]) AS share) b`
	for name, query := range map[string]string{
		"none":  "SELECT text, 1::BIGINT AS count, share, true AS yes, DATE '2024-01-31' AS day, text AS note " + some + " WHERE false",
		"one":   "SELECT text, -9223372036854775808 AS count, share, false AS yes, DATE '0001-01-01' AS day, NULL AS note " + some + " LIMIT 1",
		"cells": "SELECT text, CASE WHEN share > 1 THEN 17 END AS count, share, share > 1 AS yes, CASE WHEN share < 5 THEN DATE '2024-02-29' END AS day, reverse(text) AS note " + some,
		"many":  "SELECT text, n AS count, share, n % 2 = 0 AS yes, DATE '1990-01-01' + n::INTEGER AS day, repeat(text, n % 9) AS note " + some + ", range(150) AS r(n)",
		"long":  "SELECT repeat('\"', n) AS text, n AS count, NULL::DOUBLE AS share, NULL::BOOLEAN AS yes, NULL::DATE AS day, repeat('x', n) AS note FROM (VALUES (1000), (1500000), (3), (700000)) r(n)",
	} {
		t.Run(name, func(t *testing.T) {
			b, folder := buildWith(t, testCatalog(t, countsDataset()), "")
			copyTo := func(file, options string) {
				if err := b.exec(t.Context(), "COPY ("+query+") TO "+quote(filepath.Join(folder, "files", file))+" ("+options+")"); err != nil {
					t.Fatal(err)
				}
			}
			copyTo("cells.csv", csvOptions)
			copyTo("wanted.jsonl", "FORMAT json, ARRAY false")
			copyTo("wanted.json", "FORMAT json, ARRAY true")
			files, err := exportJSON(t.Context(), folder, d, "files/cells.csv", []string{"jsonl", "json"})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if is, err := hashFile(folder, f.Path, f.Format); err != nil || is != f {
					t.Errorf("it says %v, the file is %v, %v", f, is, err)
				}
				want := readText(t, filepath.Join(folder, "files", "wanted."+f.Format))
				got := readText(t, filepath.Join(folder, f.Path))
				if !bytes.Equal(got, want) {
					at := firstDifference(got, want)
					t.Errorf("%s: from byte %d on %.120q, want %.120q", f.Format, at, got[at:], want[at:])
				}
			}
		})
	}
}

// TestJSONOfBrokenCSV: what COPY does not write is an error that says where.
func TestJSONOfBrokenCSV(t *testing.T) {
	d := &Dataset{ID: "cells", Fields: []Field{{Name: "text", Type: String}, {Name: "share", Type: Number}}}
	for text, want := range map[string]string{
		"":                           "the last record is not whole",
		"text,share\na,1\nb":         "row 2: the last record is not whole",
		"text,share\n\"a\"b,1\n":     "row 1: the last record is not whole",
		"text,share\na,1.5e\n":       `row 1: strconv.ParseFloat: parsing "1.5e": invalid syntax`,
		"text,share\na,1\n\"b\n,1\n": "row 2: the last record is not whole",
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "cells.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := exportJSON(t.Context(), folder, d, "cells.csv", []string{"jsonl", "json"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func readText(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
