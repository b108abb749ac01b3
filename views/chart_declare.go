package views

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

// Story is one of the three stories of the site, or the method behind them.
type Story string

// The stories, named as their addresses are.
const (
	Allocations Story = "allocations"
	WaitTimes   Story = "wait-times"
	Languages   Story = "languages"
	Method      Story = "method"
)

// Chart declares one published chart. Its page, image, table, CSV, JSON and place in
// its story follow from this value. One file each: chart_<id>.go.
type Chart struct {
	ID       string // as in editorial.md; data/query/<id>.sql selects what is drawn
	Story    Story
	Place    int        // order within the story
	Name     locale.Msg // short name: what a screen reader hears first
	Subtitle locale.Msg // measure, unit, place and time
	Level    data.Level
	Datasets []string // datasets that the query reads
	Key      []string // columns that together pick one row: an address of a number names them
	Columns  []Head   // heads of the query's columns, in its order
	Stepped  string   // dataset whose large steps are marked; see series_steps.go
	Filters  []Filter // how a reader can choose rows
	// Headline states the finding, computed from the frame. It stands in the tense and
	// with the nouns of editorial.md.
	Headline func(f Frame) string
	// Tally states what a selection of rows adds up to, where they may be added; nil, or
	// empty for a selection without figures: the selection is only named.
	Tally func(f Frame) string
	// Figure draws the frame. It sets neither ID, Name nor Description.
	Figure func(f Frame) chart.Figure
	// Share draws the frame for pictures that are shared, without single cases
	// (editorial.md, rule 8). Nil: Figure does, as it shows none.
	Share func(c *Chart, f Frame) chart.Figure
	// TableOnly leaves the drawing out: the chart is a table with marks. Brief are the
	// columns that its picture has room for.
	TableOnly bool
	Brief     []string
	How       locale.Msg   // how to read this
	Counts    locale.Msg   // what it counts
	Not       locale.Msg   // what it does not
	Notes     []locale.Msg // caveats that must stand beside the figure
}

// Head names a column of a chart's table.
type Head struct {
	Column string     // name in the query, the CSV and the JSON
	Label  locale.Msg // for the page
	Unit   locale.Msg
	Form   Form
	Low    string // columns with the band that rounding leaves around the value, if there is one
	High   string
	// Printed names a column that says of each row whether the publisher printed the value, in a table that is worked out otherwise.
	Printed string
}

// Form is how a value of a column is written on a page. Files hold the plain value.
type Form int

// The forms.
const (
	Plain    Form = iota // text, or a whole number with thousands separators
	Year                 // a whole number without separators
	Decimal1             // one decimal
	Signed               // a difference, with its sign
	Percent1             // a share from 0 to 1 as percent with one decimal
	Month                // a date as its month
	Day                  // a date
	Quarter              // the first day of a calendar quarter
	Status               // a value of an enumeration or words of ours, in the reader's language
	Country              // a country; a column of codes stands before it
	Length               // a length of time as it was published
	Said                 // who said it
	Link                 // a source_id: linked to its page
)

// Frame is what a chart is drawn from: the rows of its query, or a selection of them,
// and nothing else. The table, the CSV and the drawing show the same numbers.
type Frame struct {
	*data.Table
	Facts data.Row // the one row of data/query/<id>-facts.sql, if the chart has that file; without values in a selection
	Words Words
	facts *data.Table
	steps map[string]bool // series and month of large steps, as stepKey writes them
}

// T writes a message in the language of the frame.
func (f Frame) T(m locale.Msg, args ...any) string { return f.Words.T(m, args...) }

// Value writes a value of an enumeration, or words of ours in a column.
func (f Frame) Value(v string) string { return enumWords(f.Words, v) }

// where keeps the rows that a test lets through.
func (f Frame) where(keep func(data.Row) bool) Frame {
	t := &data.Table{Columns: f.Columns}
	for i, cells := range f.Rows {
		if keep(f.Row(i)) {
			t.Rows = append(t.Rows, cells)
		}
	}
	f.Table = t
	return f
}

// selected takes the facts away: they are of the whole.
func (f Frame) selected() Frame {
	if f.facts != nil {
		blank := &data.Table{Columns: f.facts.Columns, Rows: [][]any{make([]any, len(f.facts.Columns))}}
		f.facts, f.Facts = blank, blank.Row(0)
	}
	return f
}

var declaredCharts []*Chart

func declareChart(c Chart) *Chart {
	declaredCharts = append(declaredCharts, &c)
	return &c
}

// Charts lists every declared chart: by story, then by place.
var Charts = sync.OnceValue(func() []*Chart {
	order := []Story{Allocations, WaitTimes, Languages, Method}
	list := slices.Clone(declaredCharts)
	slices.SortFunc(list, func(a, b *Chart) int {
		if a.Story != b.Story {
			return slices.Index(order, a.Story) - slices.Index(order, b.Story)
		}
		if a.Place != b.Place {
			return a.Place - b.Place
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list
})

// ChartByID finds a chart, or fails with data.ErrNotFound.
func ChartByID(id string) (*Chart, error) {
	for _, c := range Charts() {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, fmt.Errorf("chart %q: %w", id, data.ErrNotFound)
}

// Flag is the sentence that a figure which is no plain count carries everywhere it
// goes (editorial.md, rule 13); empty for published and transcribed figures.
func (c *Chart) Flag() locale.Msg { return flagOf(c.Level) }

// flagOf says how a figure that no publisher printed was made.
func flagOf(level data.Level) locale.Msg {
	switch level {
	case data.Derived:
		return "Derived: computed by us from published figures."
	case data.Modelled:
		return "Modelled estimate, not a published figure."
	}
	return ""
}
