package etl

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on a stranger's workbook. The largest real one unzips to 5 MB, its longest
// sheet has 150 rows; past these a file is an attack or not ours. The sheet limit
// equals the whole: a larger one would make excelize write temporary files.
const (
	workbookUnzipLimit = 64 << 20
	sheetRowLimit      = 5000
	sheetColumnLimit   = 500
)

// workbook is an XLSX document open for reading.
type workbook struct {
	page
	file *excelize.File
}

// openWorkbook opens a document as an XLSX workbook, or says what the bytes are
// instead. Call close when done.
func openWorkbook(doc Document) (w *workbook, err error) {
	p := page{doc: doc}
	const want = "an XLSX workbook"
	if !bytes.HasPrefix(doc.Bytes, []byte("PK")) {
		return nil, p.refuse("", "", kindOf(doc.Bytes), want)
	}
	if _, err := zip.NewReader(bytes.NewReader(doc.Bytes), int64(len(doc.Bytes))); err != nil {
		return nil, p.refuse("", "", "a truncated XLSX (the end of the ZIP archive is missing or damaged)", "the whole file: fetch it again")
	}
	defer p.survive(&err)
	f, err := excelize.OpenReader(bytes.NewReader(doc.Bytes), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: workbookUnzipLimit, UnzipXMLSizeLimit: workbookUnzipLimit,
	})
	if err != nil {
		return nil, p.refuse("", "", "a ZIP archive that does not open as a workbook: "+quoted(err.Error()), want)
	}
	return &workbook{page: p, file: f}, nil
}

// survive turns a panic over a damaged workbook into a refusal: excelize trusts the
// XML inside, and one bad file must not take a server down.
func (p page) survive(err *error) {
	if r := recover(); r != nil {
		*err = p.refuse("", "", "a damaged workbook: "+quoted(fmt.Sprint(r)), "an XLSX workbook")
	}
}

func (w *workbook) close() { _ = w.file.Close() }

// sheet is the cells of one sheet as stored, hidden rows among them.
type sheet struct {
	page
	rows [][]string
}

// sheet reads the sheet of this name. Published names sometimes end in a space.
func (w *workbook) sheet(name string) (s *sheet, err error) {
	p := page{doc: w.doc, sheet: name}
	defer p.survive(&err)
	var matches []string
	names := w.file.GetSheetList()
	for _, n := range names {
		if strings.TrimSpace(n) == name {
			matches = append(matches, n)
		}
	}
	switch {
	case len(matches) == 0:
		return nil, p.refuse("", "", fmt.Sprintf("no such sheet among %d: %s", len(names), quotedList(names)), "a sheet of this name")
	case len(matches) > 1:
		return nil, p.refuse("", "", quotedList(matches), "one sheet of this name")
	}
	rows, err := w.file.Rows(matches[0])
	if err != nil {
		return nil, p.refuse("", "", "a sheet that cannot be read: "+quoted(err.Error()), "cells")
	}
	defer rows.Close()
	s = &sheet{page: p}
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, p.refuse(row(len(s.rows)+1), "", "a row that cannot be read: "+quoted(err.Error()), "cells")
		}
		if len(s.rows) == sheetRowLimit || len(cells) > sheetColumnLimit {
			return nil, p.refuse(row(len(s.rows)+1), "", "a sheet beyond all bounds", fmt.Sprintf("at most %d rows and %d columns", sheetRowLimit, sheetColumnLimit))
		}
		s.rows = append(s.rows, cells)
	}
	if err := rows.Error(); err != nil {
		return nil, p.refuse(row(len(s.rows)+1), "", "a sheet that breaks off: "+quoted(err.Error()), "a whole sheet: fetch the file again")
	}
	return s, nil
}

// at is the text of a cell without the white space around it, rows and columns
// counted from 0; beyond the row's end cells are empty.
func (s *sheet) at(row, column int) string {
	if column >= len(s.rows[row]) {
		return ""
	}
	return strings.TrimSpace(s.rows[row][column])
}

// cellName is the A1 reference of a cell.
func cellName(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return fmt.Sprintf("row %d, column %d", row+1, column+1)
	}
	return name
}

// locate is the locator of a cell: `CBP One Appointments!D12`.
func (s *sheet) locate(row, column int) string { return s.sheet + "!" + cellName(row, column) }
