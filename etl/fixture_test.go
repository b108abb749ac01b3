package etl

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"

	"citas/data"
)

// makeDocument makes the document of a case.
func makeDocument(t testing.TB, input []txtar.File) Document {
	t.Helper()
	doc := Document{Release: data.Release{ID: "test@2024-12-06"}}
	var sheets []txtar.File
	for _, f := range input {
		kind, name, _ := strings.Cut(f.Name, " ")
		switch kind {
		case "document":
			doc.Bytes = f.Data
			if rest, crlf := strings.CutPrefix(name, "crlf "); crlf {
				name, doc.Bytes = rest, bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))
			}
			doc.Name = name
		case "sheet":
			i := strings.LastIndex(name, " of ")
			doc.Name = name[i+4:]
			name, err := strconv.Unquote(name[:i])
			if err != nil {
				t.Fatal(err)
			}
			sheets = append(sheets, txtar.File{Name: name, Data: f.Data})
		default:
			t.Fatalf("unknown section %q", f.Name)
		}
	}
	if sheets != nil {
		doc.Bytes = makeWorkbook(t, sheets)
	}
	return doc
}

var numeric = regexp.MustCompile(`^\d+(\.\d+)?$`)

// makeWorkbook turns sheets of text into the bytes of a workbook.
func makeWorkbook(t testing.TB, sheets []txtar.File) []byte {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	w := excelize.NewFile()
	must(w.SetSheetName("Sheet1", "TOC"))
	for _, s := range sheets {
		_, err := w.NewSheet(s.Name)
		must(err)
		text := string(s.Data)
		var hideFrom, hideTo int
		if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(first, "hide: ") {
			text = rest
			_, err := fmt.Sscanf(first, "hide: %d-%d", &hideFrom, &hideTo)
			must(err)
		}
		in := csv.NewReader(strings.NewReader(text))
		in.FieldsPerRecord = -1
		records, err := in.ReadAll()
		must(err)
		for r, record := range records {
			for c, cell := range record {
				var value any = strings.TrimPrefix(cell, "'")
				if numeric.MatchString(cell) {
					value, err = strconv.ParseFloat(cell, 64)
					must(err)
				}
				if cell != "" {
					must(w.SetCellValue(s.Name, cellName(r, c), value))
				}
			}
		}
		for r := hideFrom; r <= hideTo && r > 0; r++ {
			must(w.SetRowVisible(s.Name, r, false))
		}
	}
	var b bytes.Buffer
	must(w.Write(&b))
	return b.Bytes()
}
