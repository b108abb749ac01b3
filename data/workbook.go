package data

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// What a sheet of XLSX can hold.
const (
	sheetRows = 1_048_576
	cellUnits = 32_767 // UTF-16 code units
)

// sheet is what a workbook says beside its rows.
type sheet struct {
	columns  []Field
	releases []Release
	filters  []Condition
}

// sheetOf collects what the README of a workbook says of a selection.
func (e *Edition) sheetOf(d *Dataset, s Select) sheet {
	x := sheet{columns: d.Fields, filters: s.Where}
	if len(s.Columns) > 0 {
		x.columns = nil
		for _, name := range s.Columns {
			f, _ := d.Field(name) // compile has checked it
			x.columns = append(x.columns, f)
		}
	}
	sources := e.catalog.SourcesOf(d)
	x.releases = slices.DeleteFunc(slices.Clone(e.Manifest.Releases), func(r Release) bool {
		return !slices.Contains(sources, r.Source) || !e.day.IsZero() && r.Published > e.day.Format(time.DateOnly)
	})
	return x
}

// fitsSheet fails with a ParamError when rows and their header are more than a sheet has.
func fitsSheet(rows int64) error {
	if rows < sheetRows {
		return nil
	}
	return &ParamError{Param: "format", Found: fmt.Sprintf("xlsx for %d rows", rows),
		Expected: fmt.Sprintf("at most %d rows in a sheet: filter the rows, or take csv or parquet, which have no limit", sheetRows-1)}
}

// writeWorkbook writes a README and the rows, read from their CSV, as they come. Nothing
// in the file depends on the clock, and the rows are never all in memory.
func writeWorkbook(ctx context.Context, rows io.Reader, s sheet, about facts, path string) (err error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", readmeSheet); err != nil {
		return err
	}
	if err := writeReadme(f, s, about); err != nil {
		return err
	}
	if _, err := f.NewSheet(dataSheet); err != nil {
		return err
	}
	if err := writeRows(f, untilDone{ctx, rows}, s.columns); err != nil {
		return err
	}
	if err := f.SetDocProps(&excelize.DocProperties{
		Title: about.dataset.Title, Creator: "citas", Identifier: about.edition, Created: workbookDay, Modified: workbookDay,
	}); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if failed := out.Close(); err == nil {
			err = failed
		}
	}()
	// The library collects the file in a buffer; ours goes to the disk as it is made.
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(out) })
	return f.Write(io.Discard)
}

// workbookDay stands for the moment of writing, which would change the bytes.
const workbookDay = "2023-01-12T00:00:00Z"

// writeRows fills the data sheet: numbers as numbers, days as days, the header frozen.
func writeRows(f *excelize.File, rows io.Reader, columns []Field) error {
	w, err := f.NewStreamWriter(dataSheet)
	if err != nil {
		return err
	}
	layout := "yyyy-mm-dd"
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &layout})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	header := make([]any, len(columns))
	for i, c := range columns {
		header[i] = excelize.Cell{Value: c.Name, StyleID: bold}
	}
	if err := w.SetRow("A1", header); err != nil {
		return err
	}
	in := csv.NewReader(rows)
	in.ReuseRecord = true
	if _, err := in.Read(); err != nil { // the header
		return err
	}
	cells := make([]any, len(columns))
	for n := 2; ; n++ {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil {
			return err
		}
		for i, f := range columns {
			if cells[i], err = sheetCell(f, record[i], day); err != nil {
				return err
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
}

// sheetCell is a cell of CSV as a workbook stores it.
func sheetCell(f Field, text string, dayStyle int) (any, error) {
	switch {
	case text == "":
		return nil, nil
	case f.Type == Integer:
		return strconv.ParseInt(text, 10, 64)
	case f.Type == Number:
		return strconv.ParseFloat(text, 64)
	case f.Type == Boolean:
		return strconv.ParseBool(text)
	case f.Type == Date:
		day, err := time.Parse(time.DateOnly, text)
		if err != nil || day.Year() < 1901 { // Excel knows no day before 1900
			return text, err
		}
		return excelize.Cell{Value: day, StyleID: dayStyle}, nil
	}
	if len(text) > cellUnits && len(utf16.Encode([]rune(text))) > cellUnits {
		return nil, &ParamError{Param: "format", Found: "xlsx", Expected: fmt.Sprintf("a format for texts longer than %d characters: csv, parquet or json", cellUnits)}
	}
	return text, nil
}
