package views

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// listing says what the rows of a query are: what they count, what picks one, how a column reads. A chart has one, and so have tables that are no
// charts (declareListing). By its listing a row has an address at which its figures are quoted.
type listing struct {
	ID       string                                                    // data/query/<id>.sql
	Rows     func(context.Context, *data.Edition) (*data.Table, error) // where they are computed and not read: in place of the query
	Name     locale.Msg
	Level    data.Level
	Datasets []string
	Of       string   // column of the value that the query is asked for; empty: it takes none
	Key      []string // columns that together pick one row of those
	Columns  []Head   // those that are told, each a column of the query
	Country  string   // column with the code of a country that another column names
	Counts   locale.Msg
	Not      locale.Msg
	Page     func(of string) string // where the rows stand
}

// listing is that of the chart's table.
func (c *Chart) listing() listing {
	l := listing{ID: c.ID, Name: c.Name, Level: c.Level, Datasets: c.Datasets, Key: c.Key, Columns: c.Columns, Country: "nationality", Counts: c.Counts, Not: c.Not,
		Page: func(string) string { return "/charts/" + c.ID + "#table" }}
	for _, f := range c.Filters {
		if f.Param == nationalityParam {
			l.Country = f.Column
		}
	}
	return l
}

// tableListings are those of tables that are no charts, each declared beside its page.
var tableListings []listing

func declareListing(l listing) listing {
	tableListings = append(tableListings, l)
	return l
}

// tableListing finds one by its ID, or fails with data.ErrNotFound.
func tableListing(id string) (listing, error) {
	i := slices.IndexFunc(tableListings, func(l listing) bool { return l.ID == id })
	if i < 0 {
		return listing{}, fmt.Errorf("table %q: %w", shortened(id), data.ErrNotFound)
	}
	return tableListings[i], nil
}

// picks are all columns that name a row, in the order of an address.
func (l listing) picks() []string {
	if l.Of == "" {
		return l.Key
	}
	return slices.Concat([]string{l.Of}, l.Key)
}

// find is the row that has these values in the columns that pick one. It fails with
// data.ErrNotFound where the view has none.
func (l listing) find(ctx context.Context, e *data.Edition, values []string) (data.Row, *data.Table, error) {
	var args []any
	picks := l.picks()
	if l.Of != "" {
		args = append(args, values[0])
	}
	rows := l.Rows
	if rows == nil {
		rows = func(ctx context.Context, e *data.Edition) (*data.Table, error) { return e.Query(ctx, l.ID, args...) }
	}
	t, err := rows(ctx, e)
	if err != nil {
		return data.Row{}, nil, err
	}
	for _, head := range l.Columns {
		if t.Index(head.Column) < 0 {
			return data.Row{}, nil, fmt.Errorf("%s: %w: its rows have no column %s", l.ID, data.ErrInvalid, head.Column)
		}
	}
	for i := range t.Len() {
		r, found := t.Row(i), true
		for n, column := range picks {
			found = found && r.Text(column) == values[n]
		}
		if found {
			return r, t, nil
		}
	}
	return data.Row{}, nil, fmt.Errorf("%s: the record of that day has no such row: %w", l.ID, data.ErrNotFound)
}

// cite is the address of a row of the listing among the numbers.
func (l listing) cite(kind string, r data.Row) string {
	return keyOfRow(kind, l.ID, l.picks(), r.Text).Address("")
}

// citeRow is the address of the row that these values pick.
func (l listing) citeRow(values ...string) string {
	k := citeKey{kind: citeTable, id: l.ID}
	for i, column := range l.picks() {
		k.row = append(k.row, citePart{column, values[i]})
	}
	return k.Address("")
}

// figure reports whether a column holds figures: numbers that are neither a year, a place nor what picks the row.
func (l listing) figure(head Head, kind data.Type) bool {
	return (kind == data.Integer || kind == data.Number) && head.Form != Year && head.Column != "lat" && head.Column != "lon" && !slices.Contains(l.Key, head.Column)
}

// hasFigures reports whether a row has a number to quote.
func (l listing) hasFigures(t *data.Table) bool {
	return slices.ContainsFunc(l.Columns, func(h Head) bool { return l.figure(h, t.Columns[t.Index(h.Column)].Type) })
}

// rounded is to what the publisher rounded the counts that the rows are made from; 0: they are exact.
func (l listing) rounded(e *data.Edition) (most int) {
	for _, id := range l.Datasets {
		if d, err := e.Catalog().Dataset(id); err == nil {
			for _, f := range d.Fields {
				most = max(most, f.Rounded)
			}
		}
	}
	return most
}

// cell writes a value of a row for reading.
func (l listing) cell(head Head, kind data.Type, r data.Row, w Words) layout.Cell {
	cell := cellOf(head, r, w)
	told := head.Column == "note" || head.Column == "population"
	if head.Form == Plain && kind == data.String && !w.English() && (told || strings.Contains(cell.Text, " ")) {
		cell.Lang = "en" // what was written with the data is not translated
	}
	if head.Form == Country {
		cell.Text = countryWords(w, r.Text(l.Country), cell.Text)
	}
	return cell
}
