package datatest_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"citas/data"
	"citas/data/datatest"
)

// The files of every dataset, read by programs that did not write them, are the table.

// tableText is a dataset as the edition has it: a header and rows of text.
func tableText(t *testing.T, e *data.Edition, d *data.Dataset) [][]string {
	t.Helper()
	table, err := e.Select(t.Context(), data.Select{Dataset: d.ID})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]string{d.FieldNames()}
	for _, cells := range table.Rows {
		row := make([]string, len(cells))
		for i, v := range cells {
			row[i] = data.CellText(v)
		}
		rows = append(rows, row)
	}
	return rows
}

func exported(t *testing.T, e *data.Edition, d *data.Dataset, format string) string {
	t.Helper()
	_, path, err := e.Export(d.ID, format)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// sameRows tells the first cell in which two tables differ.
func sameRows(t *testing.T, what string, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d rows, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("%s, row %d: %q, want %q", what, i+1, got[i], want[i])
			return
		}
	}
}

func TestReadByGo(t *testing.T) {
	e := datatest.Edition(t)
	for _, d := range e.Catalog().Sorted() {
		sameRows(t, d.ID, rowsOfCSV(t, exported(t, e, d, "csv")), tableText(t, e, d))
	}
}

func TestReadByDuckDB(t *testing.T) {
	e := datatest.Edition(t)
	db, err := sql.Open("duckdb", "") // the driver that data brings
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, d := range e.Catalog().Sorted() {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM read_csv(?, all_varchar = true, header = false, delim = ',', quote = '\"', escape = '\"', strict_mode = true, auto_detect = false, columns = {"+varchars(d)+"})",
			exported(t, e, d, "csv"))
		if err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		var got [][]string
		for rows.Next() {
			cells := make([]sql.NullString, len(d.Fields))
			targets := make([]any, len(cells))
			for i := range cells {
				targets[i] = &cells[i]
			}
			if err := rows.Scan(targets...); err != nil {
				t.Fatal(err)
			}
			row := make([]string, len(cells))
			for i, c := range cells {
				row[i] = c.String
			}
			got = append(got, row)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		sameRows(t, d.ID, got, tableText(t, e, d))
	}
}

func varchars(d *data.Dataset) string {
	list := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		list[i] = "'" + f.Name + "': 'VARCHAR'"
	}
	return strings.Join(list, ", ")
}

func TestReadByPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: its csv module did not read the files")
	}
	e := datatest.Edition(t)
	args := []string{"-c", "import csv, json, sys\nfor p in sys.argv[1:]:\n    print(json.dumps(list(csv.reader(open(p, encoding='utf-8', newline=''), strict=True))))"}
	for _, d := range e.Catalog().Sorted() {
		args = append(args, exported(t, e, d, "csv"))
	}
	out, err := exec.CommandContext(t.Context(), python, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	in := json.NewDecoder(bytes.NewReader(out))
	for _, d := range e.Catalog().Sorted() {
		var got [][]string
		if err := in.Decode(&got); err != nil {
			t.Fatal(err)
		}
		sameRows(t, d.ID, got, tableText(t, e, d))
	}
}

func TestReadByParquetGo(t *testing.T) {
	e := datatest.Edition(t)
	for _, d := range e.Catalog().Sorted() {
		got, err := rowsOfParquet(exported(t, e, d, "parquet"), d)
		if err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		sameRows(t, d.ID, got, tableText(t, e, d))
	}
}

// rowsOfParquet reads a file with another implementation of Parquet than the one that
// wrote it.
func rowsOfParquet(path string, d *data.Dataset) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return nil, err
	}
	var header []string
	for _, column := range p.Schema().Columns() {
		header = append(header, strings.Join(column, "."))
	}
	rows := [][]string{header}
	for _, group := range p.RowGroups() {
		in := group.Rows()
		buffer := make([]parquet.Row, 64)
		for {
			n, err := in.ReadRows(buffer)
			for _, cells := range buffer[:n] {
				row := make([]string, len(cells))
				for i, v := range cells {
					row[i] = parquetText(v, d.Fields[i].Type)
				}
				rows = append(rows, row)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
		}
		if err := in.Close(); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func parquetText(v parquet.Value, want data.Type) string {
	if v.IsNull() {
		return ""
	}
	switch want {
	case data.Integer:
		return data.CellText(v.Int64())
	case data.Number:
		return data.CellText(v.Double())
	case data.Boolean:
		return data.CellText(v.Boolean())
	case data.Date: // days since 1970
		return data.CellText(time.Unix(int64(v.Int32())*86400, 0).UTC())
	}
	return string(v.ByteArray())
}

// LibreOffice reads the CSV of every dataset as text, and the workbook as it is.
func TestReadByLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: it did not read the files (make crosscheck)")
	}
	e := datatest.Edition(t)
	dir, home := t.TempDir(), t.TempDir()
	convert := func(args ...string) {
		t.Helper()
		args = append([]string{"-env:UserInstallation=file://" + home, "--headless"}, args...)
		if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	// Comma, quote, UTF-8, from line 1; quoted as text; all sheets, each to its own file.
	const write = `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1`
	var sheets, tables []string
	columns := 0
	for _, d := range e.Catalog().Sorted() {
		path, err := sliced(t, e, data.Select{Dataset: d.ID}, "xlsx")
		if err != nil {
			t.Fatal(err)
		}
		named := filepath.Join(t.TempDir(), d.ID+".xlsx")
		if err := os.Link(path, named); err != nil {
			t.Fatal(err)
		}
		sheets, tables, columns = append(sheets, named), append(tables, exported(t, e, d, "csv")), max(columns, len(d.Fields))
	}
	asText := make([]string, columns)
	for i := range asText {
		asText[i] = fmt.Sprintf("%d/2", i+1)
	}
	convert(append([]string{"--infilter=Text - txt - csv (StarCalc):44,34,76,1," + strings.Join(asText, "/"), "--convert-to", `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false`, "--outdir", dir}, tables...)...)
	for _, d := range e.Catalog().Sorted() {
		sameRows(t, d.ID+".csv", rowsOfCSV(t, filepath.Join(dir, d.ID+".csv")), tableText(t, e, d))
	}
	convert(append([]string{"--convert-to", write, "--outdir", dir}, sheets...)...)
	for _, d := range e.Catalog().Sorted() {
		got, want := rowsOfCSV(t, filepath.Join(dir, d.ID+"-data.csv")), tableText(t, e, d)
		if len(got) != len(want) || !slices.Equal(got[0], want[0]) {
			t.Errorf("%s.xlsx: %d rows under %q, want %d under %q", d.ID, len(got), got[0], len(want), want[0])
			continue
		}
		for i := range want {
			for j, f := range d.Fields {
				if f.Type == data.String && got[i][j] != want[i][j] {
					t.Errorf("%s.xlsx, row %d, %s: %q, want %q", d.ID, i+1, f.Name, got[i][j], want[i][j])
				}
			}
		}
	}
}
