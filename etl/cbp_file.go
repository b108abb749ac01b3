package etl

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"citas/data"
)

// cbpFile declares one of CBP's encounter files: the columns after the three of the
// date, in the publisher's order, which is also the order of the stage.
type cbpFile struct {
	stage   data.Stage
	columns []cbpColumn
	others  []foreignColumn
}

// cbpColumn is a column with a closed set of labels; without one it holds counts.
type cbpColumn struct {
	header    string
	codes     map[string]string
	keepLabel bool   // stage the printed label beside the code
	mend      string // ends the message about an unknown label
}

// The columns of the date. Month Grouping must be there but is not kept: CBP uses it
// to compare years to date, and it flips on thousands of rows with each release.
const (
	cbpYear, cbpGrouping, cbpMonth = "Fiscal Year", "Month Grouping", "Month (abbv)"
)

// cbpMonths remembers what a (fiscal year, month) of the file stands for.
type cbpMonths struct {
	label, month, fiscal, first string // of the row above

	years  map[string]string    // fiscal year label → fiscal year
	labels map[string]string    // fiscal year → the one label that it has in this file
	firsts map[[2]string]string // label and month → first day
	newest time.Time
}

// read stages the rows of the document in one pass.
func (f cbpFile) read(ctx context.Context, doc Document, out *Rows) error {
	p := page{doc: doc}
	if !isText(doc.Bytes) {
		return p.refuse("", "", kindOf(doc.Bytes), "a CSV file of encounters")
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(doc.Bytes, []byte("\ufeff"))))
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return p.broken(err)
	}
	required := []string{cbpYear, cbpGrouping, cbpMonth}
	for _, c := range f.columns {
		required = append(required, c.header)
	}
	at, err := p.findColumns(slices.Clone(header), required, f.others)
	if err != nil {
		return err
	}
	months := cbpMonths{years: map[string]string{}, labels: map[string]string{}, firsts: map[[2]string]string{}}
	above := make([]struct{ label, code string }, len(f.columns)) // most rows say what the one above them says
	for n := 1; ; n++ {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return p.broken(err)
		}
		if n%65536 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line, _ := in.FieldPos(0)
		values := make([]string, 0, len(f.stage.Columns))
		values, err = months.append(p, values, line, record[at[0]], record[at[2]])
		if err != nil {
			return err
		}
		for i, c := range f.columns {
			text := record[at[i+3]]
			if c.codes == nil {
				if !isCount(text) {
					return p.refuse(row(line), c.header, quoted(text), "a whole number in digits, such as 9584")
				}
				values = append(values, text)
				continue
			}
			if text != above[i].label || text == "" {
				code, ok := c.codes[text]
				if !ok {
					return p.refuse(row(line), c.header, quoted(text), c.expected())
				}
				above[i].label, above[i].code = strings.Clone(text), code
			}
			values = append(values, above[i].code)
			if c.keepLabel {
				values = append(values, above[i].label)
			}
		}
		if err := out.Add(f.stage, "row "+strconv.Itoa(line), values...); err != nil {
			return err
		}
	}
	if months.newest.IsZero() {
		return p.refuse("", "", "a header without rows", "rows of encounters")
	}
	out.State(Facts{DataThrough: lastDay(months.newest)})
	return nil
}

// append adds the fiscal year as printed, the fiscal year, and the first day of the
// month. One year has one label in a file: "2024" and "2024 (FYTD)" side by side
// would be two editions pasted together.
func (m *cbpMonths) append(p page, values []string, line int, label, month string) ([]string, error) {
	if label == m.label && month == m.month && m.first != "" {
		return append(values, m.label, m.fiscal, m.first), nil
	}
	first, known := m.firsts[[2]string{label, month}]
	if !known {
		year, _, ok := parseFiscalYear(label)
		if !ok {
			return nil, p.refuse(row(line), cbpYear, quoted(label), `a fiscal year such as "2023" or "2024 (FYTD)"`)
		}
		abbreviated, ok := monthAbbreviated(month)
		if !ok {
			return nil, p.refuse(row(line), cbpMonth, quoted(month), "one of "+quotedList(monthAbbreviations))
		}
		label, month, fiscal := strings.Clone(label), strings.Clone(month), strconv.Itoa(year)
		if other := m.labels[fiscal]; other != "" && other != label {
			return nil, p.refuse(row(line), cbpYear, quoted(label), quoted(other)+", the label of this year in the rows above")
		}
		day := calendarMonth(year, abbreviated)
		if day.After(m.newest) {
			m.newest = day
		}
		first = day.Format(time.DateOnly)
		m.years[label], m.labels[fiscal], m.firsts[[2]string{label, month}] = fiscal, label, first
	}
	m.month, m.fiscal, m.first = strings.Clone(month), m.years[label], first
	m.label = m.labels[m.fiscal]
	return append(values, m.label, m.fiscal, m.first), nil
}

// expected says which labels the column knows.
func (c cbpColumn) expected() string {
	if c.mend != "" {
		return c.mend
	}
	labels := slices.Sorted(maps.Keys(c.codes))
	if len(labels) > 10 {
		return fmt.Sprintf("one of the %d known values, such as %s", len(labels), quotedList(labels[:3]))
	}
	return "one of " + quotedList(labels)
}

// broken turns an error of the CSV format into a refusal with its line.
func (p page) broken(err error) error {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return p.refuse("", "", "no header: "+err.Error(), "a CSV file")
	}
	if errors.Is(bad.Err, csv.ErrFieldCount) {
		return p.refuse(row(bad.Line), "", "more or fewer fields than the header has", "a whole row; the file may be truncated")
	}
	return p.refuse(row(bad.Line), "", "broken CSV: "+bad.Err.Error(), "rows quoted as RFC 4180 says")
}
