package datatest_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"citas/data"
	"citas/data/datatest"
)

func rowsOfCSV(t *testing.T, path string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(read(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestWorkbookEqualsCSV: the data sheet has the cells of the CSV, numbers as numbers,
// and is written to the same bytes again.
func TestWorkbookEqualsCSV(t *testing.T) {
	e := datatest.Edition(t)
	for _, d := range e.Catalog().Datasets() {
		s := data.Select{Dataset: d.ID}
		path, err := sliced(t, e, s, "xlsx")
		if err != nil {
			t.Fatal(err)
		}
		_, plain, err := e.Export(d.ID, "csv")
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		got, err := f.GetRows("data")
		if err != nil {
			t.Fatal(err)
		}
		want := rowsOfCSV(t, plain)
		if len(got) != len(want) {
			t.Fatalf("%s: %d rows, want %d", d.ID, len(got), len(want))
		}
		for i, row := range want {
			for j, cell := range row {
				found := ""
				if j < len(got[i]) { // empty cells at the end of a row are not stored
					found = got[i][j]
				}
				if f := d.Fields[j]; i > 0 && f.Type == data.Number {
					cell = strings.TrimSuffix(cell, ".0")
				}
				if i > 0 && d.Fields[j].Type == data.Boolean {
					found = strings.ToLower(found)
				}
				if found != cell && strings.ReplaceAll(cell, "\r\n", "\n") != found {
					t.Fatalf("%s row %d %s: %q, want %q", d.ID, i, want[0][j], found, cell)
				}
			}
		}
		f.Close()
	}
}

func TestWorkbookSaysWhatItIs(t *testing.T) {
	e := datatest.Edition(t)
	day := time.Date(2024, 8, 9, 0, 0, 0, 0, time.UTC)
	s := data.Select{Dataset: "appointments-processed", Where: []data.Condition{
		{Field: "nationality", Values: []string{"VE", "CU"}}, {Field: "month", Op: data.AtLeast, Values: []string{"2023-05-01"}},
	}}
	path, err := sliced(t, e.At(day), s, "xlsx")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("README")
	if err != nil {
		t.Fatal(err)
	}
	if f.GetSheetList()[0] != "README" {
		t.Errorf("sheets %v", f.GetSheetList())
	}
	text := ""
	for _, r := range rows {
		text += strings.Join(r, "\t") + "\n"
	}
	for _, want := range []string{
		"As of\t2024-08-09\n", "Edition\t" + e.ID(), "Filter\tnationality = VE or CU\n", "Filter\tmonth ≥ 2023-05-01\n",
		"Does not count\tPeople who asked", "appointments\tinteger\tappointments\t", "ohss-monthly@2024-08-09\t2024-08-09\t", "public domain",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the README has no %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "ohss-monthly@2024-12-06") {
		t.Error("the README names a release that was not out yet")
	}
	kind, err := f.GetCellType("data", "G2")
	if err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("appointments are stored as %v, %v", kind, err)
	}
	first, _ := f.GetRows("data")
	for _, r := range first[1:] {
		if r[3] < "2023-05-01" {
			t.Errorf("a row of %s", r[3])
		}
	}
}

// TestSameBytesTwice: what is written on request has the same bytes in every edition
// handle.
func TestSameBytesTwice(t *testing.T) {
	s := data.Select{Dataset: "wait-times", Where: []data.Condition{{Field: "place", Values: []string{"tijuana"}}}}
	for _, format := range []string{"xlsx", "parquet", data.CSVForExcel} {
		var before []byte
		for range 2 {
			e, err := data.OpenEdition(t.Context(), datatest.Dir(t), datatest.Edition(t).ID(), data.Published())
			if err != nil {
				t.Fatal(err)
			}
			path, err := sliced(t, e, s, format)
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			e.Release()
			if before != nil && !bytes.Equal(before, content) {
				t.Errorf("%s: %d and %d bytes that differ", format, len(before), len(content))
			}
			before = content
		}
	}
}

// TestByteOrderMark: Excel's CSV is the CSV behind a mark.
func TestByteOrderMark(t *testing.T) {
	e := datatest.Edition(t)
	path, err := sliced(t, e, data.Select{Dataset: "ports"}, data.CSVForExcel)
	if err != nil {
		t.Fatal(err)
	}
	_, plain, err := e.Export("ports", "csv")
	if err != nil {
		t.Fatal(err)
	}
	if read(t, path) != "\xef\xbb\xbf"+read(t, plain) {
		t.Error("not the CSV behind a byte order mark")
	}
}

// TestParquetSaysWhatItIs: the metadata of the finished file and of a past state.
func TestParquetSaysWhatItIs(t *testing.T) {
	e := datatest.Edition(t)
	_, path, err := e.Export("appointments-processed", "parquet")
	if err != nil {
		t.Fatal(err)
	}
	past, err := sliced(t, e.At(time.Date(2024, 9, 1, 0, 0, 0, 0, time.UTC)), data.Select{Dataset: "appointments-processed"}, "parquet")
	if err != nil {
		t.Fatal(err)
	}
	for file, wants := range map[string][]string{
		path: {"edition", e.ID(), "dataset", "appointments-processed", "us-public-domain", "not endorsed", "ohss-monthly", data.LastPublished(e.Manifest.Releases)},
		past: {e.ID(), "2024-09-01"},
	} {
		content := read(t, file)
		for _, want := range wants {
			if !strings.Contains(content, want) {
				t.Errorf("%s: no %q in the metadata", file, want)
			}
		}
	}
}
