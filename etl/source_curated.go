package etl

import (
	"context"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"citas/data"
)

var _ = declare(Source{
	ID:        "curated",
	Title:     "Curated tables on CBP One appointments",
	Publisher: "citas",
	Licence:   "CC0-1.0",
	Cadence:   "With a new version of citas: the programme is closed, so the tables are an archive.",
	Schedule:  "", // the tables come with the program: nothing new can appear while it runs
	State:     "active",
	About: "Statements, capacity, rules, waits and languages from press releases, reports and news, each figure cited and rated. " +
		"Most pages were read in part and as stored copies; no figure was checked on a live page.",
	Formats: []string{".csv"},
	Stages:  curatedStages(),
	Read:    readCurated,
})

func curatedStages() []data.Stage {
	var stages []data.Stage
	for _, t := range data.CuratedTables() {
		stages = append(stages, t.Stage)
	}
	return stages
}

// readCurated reads one file of the curated tables, by its name. It holds the file to
// its one plain form, so that equal tables have equal bytes; what the rows say is
// checked after the build, by the rules of their datasets.
func readCurated(ctx context.Context, doc Document, out *Rows) error {
	p := page{doc: doc}
	tables := data.CuratedTables()
	i := slices.IndexFunc(tables, func(t data.CuratedTable) bool { return t.File == doc.Name })
	if i < 0 {
		var names []string
		for _, t := range tables {
			names = append(names, t.File)
		}
		return p.refuse("", "", "a file of this name", "one of "+strings.Join(names, ", "))
	}
	lines, err := p.plainLines()
	if err != nil {
		return err
	}
	c := curatedFile{page: p, table: tables[i], header: tables[i].Header()}
	if header, err := c.record(1, lines[0]); err != nil {
		return err
	} else if !slices.Equal(header, c.header) {
		return p.refuse(row(1), "", "the columns "+strings.Join(header, ","), strings.Join(c.header, ","))
	}
	if len(lines) == 1 && !c.table.MayEmpty {
		return p.refuse(row(2), "", "no rows", "at least one")
	}
	for n, line := range lines[1:] {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.read(out, n+2, line); err != nil {
			return err
		}
	}
	return nil
}

// plainLines splits a text document: UTF-8 without byte order mark, lines that end in
// a line feed, the last one too.
func (p page) plainLines() ([]string, error) {
	text := string(p.doc.Bytes)
	switch {
	case !utf8.ValidString(text):
		valid := strings.ToValidUTF8(text, "\ufffd")
		return nil, p.refuse(row(1+strings.Count(valid[:strings.Index(valid, "\ufffd")], "\n")), "", "bytes that are not UTF-8", "UTF-8 text")
	case strings.HasPrefix(text, "\ufeff"):
		return nil, p.refuse(row(1), "", "a byte order mark", "UTF-8 without one")
	case strings.Contains(text, "\r"):
		return nil, p.refuse(row(1+strings.Count(text[:strings.Index(text, "\r")], "\n")), "", "a carriage return", "lines that end in a line feed only")
	case !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n"):
		return nil, p.refuse(row(1+strings.Count(strings.TrimRight(text, "\n"), "\n")), "", "another end of the file", "exactly one line feed after the last row")
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n"), nil
}

// curatedFile is a file whose table is known.
type curatedFile struct {
	page
	table  data.CuratedTable
	header []string
	last   []string // key of the row before
}

// read checks the form of one row and stages it. Its citation's locator becomes the
// row's; a table that cites nothing gives the row's number.
func (c *curatedFile) read(out *Rows, n int, line string) error {
	record, err := c.record(n, line)
	if err != nil {
		return err
	}
	if len(record) != len(c.header) {
		return c.refuse(row(n), "", fmt.Sprintf("%d fields", len(record)), fmt.Sprintf("%d", len(c.header)))
	}
	for i, cell := range record {
		if expected := c.form(c.header[i], cell); expected != "" {
			return c.refuse(row(n), c.header[i], quoted(cell), expected)
		}
	}
	key := make([]string, len(c.table.Key))
	for i, k := range c.table.Key {
		key[i] = record[slices.Index(c.header, k)]
	}
	if order := slices.Compare(c.last, key); c.last != nil && order >= 0 {
		expected := "rows sorted by " + strings.Join(c.table.Key, ", ")
		if order == 0 {
			expected = "each " + strings.Join(c.table.Key, ", ") + " once"
		}
		return c.refuse(row(n), c.table.Key[0], quoted(strings.Join(key, ", "))+" after "+quoted(strings.Join(c.last, ", ")), expected)
	}
	c.last = key
	locator := row(n)
	if i := slices.Index(c.header, "locator"); i >= 0 {
		locator = record[i]
		record = slices.Delete(record, i, i+1)
	}
	return out.Add(c.table.Stage, locator, record...)
}

// record splits one line, which must be quoted where it has to be and nowhere else.
func (c *curatedFile) record(n int, line string) ([]string, error) {
	if line == "" {
		return nil, c.refuse(row(n), "", "an empty line", "a row")
	}
	in := csv.NewReader(strings.NewReader(line))
	in.FieldsPerRecord = -1
	record, err := in.Read()
	if err != nil {
		return nil, c.refuse(row(n), "", quoted(line), "one row on one line, quoted as in RFC 4180")
	}
	if minimalCSV(record) != line {
		return nil, c.refuse(row(n), "", quoted(line), "quotes around cells with a comma or a quote, and around no others")
	}
	return record, nil
}

// minimalCSV writes a record in the one form with as few quotes as RFC 4180 allows.
func minimalCSV(record []string) string {
	cells := make([]string, len(record))
	for i, cell := range record {
		if strings.ContainsAny(cell, `,"`) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		cells[i] = cell
	}
	return strings.Join(cells, ",")
}

// localPath is what the path of a file on somebody's machine looks like in a text.
var localPath = regexp.MustCompile(`(?:^|[^\w.:/~%-])/[a-z]+/[\w.-]+`)

// form says what a cell should have been, or nothing if its form is good.
func (c *curatedFile) form(column, cell string) (expected string) {
	t := c.table.Field(column).Type
	switch {
	case cell == "":
	case cell != strings.TrimSpace(cell):
		return "no spaces at either end"
	case strings.ContainsFunc(cell, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune("\u00a0\u200b\ufffd", r) }):
		return "no control characters or odd spaces"
	case !t.Plain(cell):
		return t.Expect()
	case strings.ContainsAny(cell[:1], "=+-@") && t != data.Integer && t != data.Number:
		return "no cell that a spreadsheet takes for a formula: it begins with = + - or @"
	case localPath.MatchString(cell):
		return "no path of a file on some machine"
	}
	return ""
}
