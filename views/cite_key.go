package views

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"citas/data"
)

// citePath is where numbers have their permanent addresses.
const citePath = "/cite/"

// A cited number is named by its key: what it stands in, its column, its row, and the day of the record.
//
//	data.appointments-processed.appointments~period=month~fiscal_year=2023~month=2023-07-01~nationality=total@2024-09-06
//	chart.processed-per-day.per_day~series=processed~from_date=2023-07-01@2024-09-06
//	table.nationality-months.share~nationality=VE~month=2023-07-01@2024-09-06
//	triangle.appointments-processed.first_value~nationality=total~month=2023-07-01@2024-09-06
//	lead.allocations.1@2024-09-06
//
// Without a column it is the whole row; without a day it leads to the day of the newest edition. Nothing is stored: an address stays
// good for as long as the releases are kept, and every edition keeps all of them.
type citeKey struct {
	kind   string // data, chart, table, triangle or lead
	id     string // of the dataset, the chart, the listing or the story
	column string // empty: the row; of a lead: which sentence, from 1
	row    []citePart
	day    time.Time // zero: none named
}

// citePart is a column with the value that picks the row.
type citePart struct{ column, value string }

// The kinds of what a number stands in.
const (
	citeData     = "data"
	citeChart    = "chart"
	citeTable    = "table"    // of a page that is no chart
	citeTriangle = "triangle" // of a dataset: a month of a series through the releases
	citeLead     = "lead"
)

// parseCiteKey reads a key. It fails with data.ErrNotFound: the key is the address.
func parseCiteKey(text string) (citeKey, error) {
	wrong := func(why string) (citeKey, error) {
		return citeKey{}, fmt.Errorf("number %q: %s: %w", shortened(text), why, data.ErrNotFound)
	}
	rest, on, dated := strings.Cut(text, "@")
	var k citeKey
	if dated {
		var err error
		if k.day, err = time.Parse(time.DateOnly, on); err != nil {
			return wrong("behind @ stands no day")
		}
	}
	parts := strings.Split(rest, "~")
	names := strings.Split(parts[0], ".")
	if len(names) < 2 || len(names) > 3 || !slices.Contains([]string{citeData, citeChart, citeTable, citeTriangle, citeLead}, names[0]) {
		return wrong("it names neither data, chart, table, triangle nor lead")
	}
	k.kind, k.id = names[0], names[1]
	if len(names) == 3 {
		k.column = names[2]
	}
	for _, part := range parts[1:] {
		column, value, ok := strings.Cut(part, "=")
		value, err := url.QueryUnescape(value)
		if !ok || err != nil || len(k.row) > 12 {
			return wrong("its row is not column=value, joined by ~")
		}
		k.row = append(k.row, citePart{column, value})
	}
	return k, nil
}

// String is the key, as parseCiteKey reads it.
func (k citeKey) String() string {
	text := k.kind + "." + k.id
	if k.column != "" {
		text += "." + k.column
	}
	for _, p := range k.row {
		text += "~" + p.column + "=" + strings.ReplaceAll(url.QueryEscape(p.value), "~", "%7E")
	}
	if !k.day.IsZero() {
		text += "@" + k.day.Format(time.DateOnly)
	}
	return text
}

// Address is where the number is cited; the format may be empty, json or atom.
func (k citeKey) Address(format string) string {
	address := citePath + url.PathEscape(k.String())
	if format != "" {
		address += "." + format
	}
	return address
}

// of is the key of another column of the row.
func (k citeKey) of(column string) citeKey {
	k.column = column
	return k
}

// on is the key on another day.
func (k citeKey) on(day time.Time) citeKey {
	k.day = day
	return k
}

// keyOfRow names a row of a dataset or a chart by the columns that pick it.
func keyOfRow(kind, id string, columns []string, value func(column string) string) citeKey {
	k := citeKey{kind: kind, id: id}
	for _, c := range columns {
		k.row = append(k.row, citePart{c, value(c)})
	}
	return k
}

// citeOf is where the figures of a row of a dataset are cited.
func citeOf(d *data.Dataset, r data.Row) string {
	return keyOfRow(citeData, d.ID, d.Key, r.Text).Address("")
}

// citeFormats are the endings of a cited number.
var citeFormats = []string{"json", "atom"}

// splitCite takes a format off the end of a key; a day or a value may hold a dot, so only the known ones are formats.
func splitCite(name string) (key, format string) {
	for _, f := range citeFormats {
		if key, ok := strings.CutSuffix(name, "."+f); ok {
			return key, f
		}
	}
	return name, ""
}
