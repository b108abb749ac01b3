package views

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// listing says what the rows of a query are: what they count, what picks one, how a column reads. A chart has one, and so have tables that are no
// charts (see tableListings). By its listing a row has an address at which its figures are quoted.
type listing struct {
	ID       string // data/query/<id>.sql
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

// The listings of tables that are no charts.
var (
	listingOfNationalities = listing{
		ID: "nationality-index", Name: "Appointments processed by nationality, all fiscal years with data", Level: data.Derived, Datasets: []string{"appointments-processed"},
		Key: []string{"territory"}, Country: "territory",
		Columns: []Head{
			{Column: "name_en", Label: "Citizens of", Form: Country},
			{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
			{Column: "share", Label: "Share of all", Form: Percent1},
		},
		Counts: processedCounts, Not: processedNot,
		Page: func(string) string { return "/nationalities" },
	}
	listingOfMonths = listing{
		ID: "nationality-months", Name: "Appointments processed of one nationality by month", Level: data.Derived, Datasets: []string{"appointments-processed"},
		Of: "nationality", Key: []string{"month"}, Country: "nationality",
		Columns: []Head{
			{Column: "nationality_label", Label: "Citizens of", Form: Country},
			{Column: "month", Label: "Month", Form: Month},
			{Column: "appointments", Label: "Appointments processed", Unit: "appointments", Printed: "printed"},
			{Column: "share", Label: "Share", Form: Percent1, Low: "share_low", High: "share_high"},
		},
		Counts: processedCounts, Not: processedNot,
		Page: func(code string) string { return "/nationality/" + url.PathEscape(code) + "#months" },
	}
	listingOfYears = listing{
		ID: "nationality-years", Name: "Appointments processed of one nationality by year", Level: data.Derived, Datasets: []string{"appointments-processed"},
		Of: "nationality", Key: []string{"calendar", "year"}, Country: "nationality",
		Columns: []Head{
			{Column: "nationality_label", Label: "Citizens of", Form: Country},
			{Column: "calendar", Label: "Calendar", Form: Status},
			{Column: "year", Label: "Year", Form: Year},
			{Column: "appointments", Label: "Appointments processed", Unit: "appointments", Printed: "printed"},
			{Column: "share", Label: "Share of all", Form: Percent1},
		},
		Counts: processedCounts, Not: processedNot,
		Page: func(code string) string { return "/nationality/" + url.PathEscape(code) + "#years" },
	}
	listingOfSteps = listing{
		ID: "series-steps", Name: "Large steps of a monthly series", Level: data.Derived, Datasets: []string{"appointments-processed", "field-office-encounters"},
		Key: []string{"dataset", "series", "month"},
		Columns: []Head{
			{Column: "dataset", Label: "Dataset"},
			{Column: "series", Label: "Series", Form: Status},
			{Column: "month", Label: "Month", Form: Month},
			{Column: "before", Label: "Month before", Printed: "printed"},
			{Column: "after", Label: "Month of the step", Printed: "printed"},
			{Column: "change", Label: "Change a day", Form: Percent1},
		},
		Counts: "A change of the rate a day by a quarter or more, from one month to the next.", Not: "A reason: what falls into the same months is not shown to be one.",
		Page: func(string) string { return jumpsPath },
	}
)

var tableListings = []listing{listingOfNationalities, listingOfMonths, listingOfYears, listingOfSteps}

const (
	processedCounts locale.Msg = "Appointments that were processed at southwest land ports, by citizenship. DHS (OHSS) published the counts, rounded to 10; the shares are ours."
	processedNot    locale.Msg = "People. An appointment that was processed does not mean that asylum was granted or even sought."
)

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
	t, err := e.Query(ctx, l.ID, args...)
	if err != nil {
		return data.Row{}, nil, err
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
	if head.Form == Plain && kind == data.String && !w.English() && strings.Contains(cell.Text, " ") {
		cell.Lang = "en" // what was written with the data is not translated
	}
	if head.Form == Country {
		cell.Text = countryWords(w, r.Text(l.Country), cell.Text)
	}
	return cell
}
