package data

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Origin is where a row was read: a release, a place in it, and for a row that cites a
// document of its own, that document.
type Origin struct {
	Release string
	Locator string // as in the column locator; one that joins several places names them all
	Source  string // source_id; empty for any
}

// Cited are the rows of one dataset that were read at a place.
type Cited struct {
	Dataset *Dataset
	Rows    *Table
	Total   int64 // of which Rows are the first
	InForce int64 // how many of them are in the latest view; the others a newer release states again
}

// Cited finds every row that was read at a place, dataset by dataset, in releases that
// newer ones have replaced too, at most limit rows of each. It fails with ErrNotFound
// when there is none.
func (e *Edition) Cited(ctx context.Context, p Origin, limit int) ([]Cited, error) {
	source, _, err := ParseReleaseID(p.Release)
	if err != nil {
		return nil, err
	}
	var parts []string
	var args []any
	w := citedWhere(p)
	for _, d := range e.catalog.Sorted() {
		if from := e.catalog.SourcesOf(d); len(from) > 0 && !slices.Contains(from, source) {
			continue
		}
		if _, cites := d.Field("source_id"); p.Source != "" && !cites {
			continue
		}
		parts = append(parts, "SELECT "+quote(d.ID)+" AS dataset, count(*) AS total, (SELECT count(*) FROM main."+ident(d.Table())+w.text+") AS in_force FROM "+checkTable(d)+w.text)
		args = append(append(args, w.args...), w.args...)
	}
	counts, err := e.run(ctx, "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") WHERE total > 0 ORDER BY dataset", args)
	if err != nil {
		return nil, fmt.Errorf("rows from %s, %s: %w", p.Release, p.Locator, err)
	}
	if counts.Len() == 0 {
		return nil, fmt.Errorf("%s, %s: %w: no row was read there", p.Release, p.Locator, ErrNotFound)
	}
	list := make([]Cited, counts.Len())
	for i := range list {
		row := counts.Row(i)
		list[i] = Cited{Dataset: e.catalog.byID[row.Text("dataset")], Total: row.Int("total"), InForce: row.Int("in_force")}
		if list[i].Rows, err = e.citedRows(ctx, list[i].Dataset, w, limit); err != nil {
			return nil, fmt.Errorf("rows of %s from %s, %s: %w", list[i].Dataset.ID, p.Release, p.Locator, err)
		}
	}
	return list, nil
}

// bound is a WHERE clause and the values to bind.
type bound struct {
	text string
	args []any
}

func citedWhere(p Origin) bound {
	places := Locators(p.Locator)
	w := bound{" WHERE release_id = ? AND locator IN (?" + strings.Repeat(", ?", len(places)-1) + ")", []any{p.Release}}
	for _, place := range places {
		w.args = append(w.args, place)
	}
	if p.Source != "" {
		w.text, w.args = w.text+" AND source_id = ?", append(w.args, p.Source)
	}
	return w
}

func (e *Edition) citedRows(ctx context.Context, d *Dataset, w bound, limit int) (*Table, error) {
	t, err := e.run(ctx, fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s LIMIT %d", identList(d.FieldNames()), checkTable(d), w.text, identList(d.Order), limit), w.args)
	if err != nil {
		return nil, err
	}
	for i, column := range t.Columns {
		f, _ := d.Field(column.Name)
		t.Columns[i].Type, t.Columns[i].Unit = f.Type, f.Unit
	}
	return t, nil
}

var (
	cellList  = regexp.MustCompile(`^([^!]+)!([A-Z]{1,3}[0-9]{1,7}(?: (?:to )?[A-Z]{1,3}[0-9]{1,7})*)$`)
	cellParts = regexp.MustCompile(`([A-Z]+)([0-9]+)`)
)

// maxCells bounds how many cells a range of a locator stands for.
const maxCells = 500

// Locators lists the places that a locator stands for, itself first. A figure that is
// worked out from several cells names them as "Sheet!C5 C6 C7", "Sheet!C5 to C7" (one
// column), or "… ÷ …" where two sheets meet.
func Locators(text string) []string {
	list := []string{text}
	for _, part := range strings.Split(text, " ÷ ") {
		if part != text {
			list = append(list, part)
		}
		m := cellList.FindStringSubmatch(part)
		if m == nil || !strings.Contains(m[2], " ") {
			continue
		}
		cells := strings.Fields(m[2])
		for i, cell := range cells {
			switch {
			case cell == "to" && i > 0 && i+1 < len(cells):
				for _, between := range cellsBetween(cells[i-1], cells[i+1]) {
					list = append(list, m[1]+"!"+between)
				}
			case cell != "to":
				list = append(list, m[1]+"!"+cell)
			}
		}
	}
	return list
}

// cellsBetween lists the cells of a column that stand between two of its cells.
func cellsBetween(from, to string) []string {
	a, b := cellParts.FindStringSubmatch(from), cellParts.FindStringSubmatch(to)
	if a == nil || b == nil || a[1] != b[1] {
		return nil
	}
	var first, last int
	fmt.Sscan(a[2], &first)
	fmt.Sscan(b[2], &last)
	var cells []string
	for n := first + 1; n < last && len(cells) < maxCells; n++ {
		cells = append(cells, fmt.Sprintf("%s%d", a[1], n))
	}
	return cells
}

// SheetCell splits the locator of a cell into sheet and cell; false for any other place.
func SheetCell(locator string) (sheet, cell string, ok bool) {
	m := cellList.FindStringSubmatch(locator)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}
