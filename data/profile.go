package data

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Profile is what the columns of a dataset hold.
type Profile struct {
	Rows    int64
	Columns []ColumnProfile // in published order
}

// ColumnProfile is what one column holds. Minimum, Maximum and the bins' ends are as the
// exports print values.
type ColumnProfile struct {
	Field     Field
	Filled    int64
	Empty     []Count // by kind: a status such as not_available, or blank where none says why
	Distinct  int64   // different values; of at least so many rows "about", as Estimated says
	Estimated bool    // Distinct is an estimate: counting them in a large table costs more than it tells
	Min, Max  string  // of numbers and days
	Absent    int64   // months between the first and the last that have no row, where months are in the key
	Frequent  []Count // the most frequent values of a column of repeating text, most frequent first
	Bins      []Bin   // of numbers and days: equal steps from the smallest to the largest
}

// Count is a value and how many rows have it.
type Count struct {
	Value string
	N     int64
}

// Bin counts the values from From up to, not including, the next bin's; the last bin
// includes its end.
type Bin struct {
	From string
	N    int64
}

// BlankCell is the kind of an empty cell of which no status says why it is empty.
const BlankCell = "blank"

const (
	frequentMost  = 5  // values that a profile lists
	repeatingMost = 60 // different values up to which a text column is one of repeating values
	numberBins    = 12
	monthBinsMost = 48      // months up to which days are counted by month, beyond that by year
	exactRows     = 100_000 // rows up to which different values are counted and not estimated
)

// Profile describes every column of a dataset as the view has it, in a few queries over
// the whole table. That of the latest view is worked out once per opened edition.
func (e *Edition) Profile(ctx context.Context, id string) (*Profile, error) {
	d, err := e.catalog.Dataset(id)
	if err != nil {
		return nil, err
	}
	if !e.day.IsZero() && e.catalog.Dated(d) {
		return e.profile(ctx, d)
	}
	if kept, ok := e.use.profiles.Load(id); ok {
		return kept.(*Profile), nil
	}
	p, err := e.profile(ctx, d)
	if err != nil {
		return nil, err
	}
	e.use.profiles.Store(id, p) // at most one for each dataset
	return p, nil
}

func (e *Edition) profile(ctx context.Context, d *Dataset) (*Profile, error) {
	p := &Profile{Columns: make([]ColumnProfile, len(d.Fields))}
	for i, f := range d.Fields {
		p.Columns[i].Field = f
	}
	for _, part := range []func(context.Context, *Dataset, *Profile) error{e.profileValues, e.profileEmpty, e.profileSpread} {
		if err := part(ctx, d, p); err != nil {
			return nil, fmt.Errorf("profile of %s: %w", d.ID, err)
		}
	}
	return p, nil
}

// profileValues counts rows, filled cells and different values, and finds the ends.
func (e *Edition) profileValues(ctx context.Context, d *Dataset, p *Profile) error {
	t, err := e.run(ctx, "SELECT count(*) AS n FROM "+e.source(d), nil)
	if err != nil {
		return err
	}
	p.Rows = t.Row(0).Int("n")
	var parts []string
	for i, f := range d.Fields {
		name := ident(f.Name)
		low, high := "NULL", "NULL"
		if f.ordered() {
			low, high = "min("+name+")", "max("+name+")"
		}
		// The sets of different values of a large table do not fit into a reader's memory;
		// those of days and of listed values are small.
		distinct := "count(DISTINCT %s)"
		if p.Rows > exactRows && f.Type != Date && len(f.Enum) == 0 {
			distinct, p.Columns[i].Estimated = "approx_count_distinct(%s)", true
		}
		parts = append(parts, fmt.Sprintf("count(%s) AS f%d, "+distinct+" AS d%d, CAST(%s AS VARCHAR) AS l%d, CAST(%s AS VARCHAR) AS h%d", name, i, name, i, low, i, high, i))
	}
	t, err = e.run(ctx, "SELECT "+strings.Join(parts, ", ")+" FROM "+e.source(d), nil)
	if err != nil {
		return err
	}
	row := t.Row(0)
	for i := range p.Columns {
		c, at := &p.Columns[i], strconv.Itoa(i)
		c.Filled, c.Distinct, c.Min, c.Max = row.Int("f"+at), row.Int("d"+at), row.Text("l"+at), row.Text("h"+at)
		if c.Field.Name == "month" && slices.Contains(d.Key, "month") {
			if from, to, ok := days(c.Min, c.Max); ok {
				c.Absent = int64(monthsBetween(from, to)+1) - c.Distinct
			}
		}
	}
	return nil
}

// profileEmpty says why cells are empty: a status speaks for the figures beside it.
func (e *Edition) profileEmpty(ctx context.Context, d *Dataset, p *Profile) error {
	_, typed := d.Field("status")
	parts := []string{"status"}
	for i := range p.Columns {
		c := &p.Columns[i]
		switch empty := p.Rows - c.Filled; {
		case empty == 0:
		case typed && c.Field.isFigure():
			parts = append(parts, fmt.Sprintf("count(*) - count(%s) AS e%d", ident(c.Field.Name), i))
		default:
			c.Empty = []Count{{BlankCell, empty}}
		}
	}
	if len(parts) == 1 {
		return nil
	}
	t, err := e.run(ctx, "SELECT "+strings.Join(parts, ", ")+" FROM "+e.source(d)+" GROUP BY status ORDER BY status", nil)
	if err != nil {
		return err
	}
	t.Each(func(row Row) {
		kind := row.Text("status")
		if kind == "" || kind == "reported" {
			kind = BlankCell
		}
		for i := range p.Columns {
			c, name := &p.Columns[i], "e"+strconv.Itoa(i)
			if t.Index(name) < 0 || row.Int(name) == 0 {
				continue
			}
			if at := slices.IndexFunc(c.Empty, func(x Count) bool { return x.Value == kind }); at >= 0 {
				c.Empty[at].N += row.Int(name)
			} else {
				c.Empty = append(c.Empty, Count{kind, row.Int(name)})
			}
		}
	})
	return nil
}

// profileSpread counts the values of each column in bins, or value by value.
func (e *Edition) profileSpread(ctx context.Context, d *Dataset, p *Profile) error {
	var parts []string
	for i := range p.Columns {
		c := &p.Columns[i]
		key := ""
		switch {
		case c.Filled == 0:
		case c.Field.ordered() && c.Distinct > 1:
			key = c.layBins()
		case c.Distinct <= repeatingMost && c.Distinct < c.Filled:
			key = "CAST(" + ident(c.Field.Name) + " AS VARCHAR)"
		}
		if key != "" {
			parts = append(parts, fmt.Sprintf("SELECT %d AS i, %s AS k, count(*) AS n FROM %s WHERE %s IS NOT NULL GROUP BY k", i, key, e.source(d), ident(c.Field.Name)))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	// Not from one common table expression: DuckDB would write all columns out for it.
	t, err := e.run(ctx, "SELECT i, k, n FROM ("+strings.Join(parts, " UNION ALL ")+") ORDER BY i, n DESC, k", nil)
	if err != nil {
		return err
	}
	groups := map[int64]int64{}
	t.Each(func(row Row) {
		c := &p.Columns[row.Int("i")]
		groups[row.Int("i")]++
		switch at, n := row.Text("k"), row.Int("n"); {
		case len(c.Bins) > 0:
			if i, err := strconv.Atoi(at); err == nil {
				c.Bins[min(max(i, 0), len(c.Bins)-1)].N += n
			}
		case len(c.Frequent) < frequentMost:
			c.Frequent = append(c.Frequent, Count{at, n})
		}
	})
	for i := range p.Columns {
		if c := &p.Columns[i]; len(c.Frequent) > 0 { // counted value by value after all
			c.Distinct, c.Estimated = groups[int64(i)], false
		}
	}
	return nil
}

// ordered reports whether values have a smallest and a largest that mean something.
func (f Field) ordered() bool { return f.Type == Integer || f.Type == Number || f.Type == Date }

// isFigure reports whether a status beside the field speaks of it.
func (f Field) isFigure() bool { return f.Type == Integer || f.Type == Number }

// layBins sets the bins of a column and returns SQL for the number of the bin that a
// value belongs to, as text.
func (c *ColumnProfile) layBins() string {
	name := ident(c.Field.Name)
	if from, to, ok := days(c.Min, c.Max); ok {
		if n := monthsBetween(from, to) + 1; n <= monthBinsMost {
			first := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC)
			for i := range n {
				c.Bins = append(c.Bins, Bin{From: first.AddDate(0, i, 0).Format("2006-01")})
			}
			return fmt.Sprintf("CAST((year(%s) - %d) * 12 + month(%s) - %d AS VARCHAR)", name, from.Year(), name, int(from.Month()))
		}
		for year := from.Year(); year <= to.Year(); year++ {
			c.Bins = append(c.Bins, Bin{From: strconv.Itoa(year)})
		}
		return fmt.Sprintf("CAST(year(%s) - %d AS VARCHAR)", name, from.Year())
	}
	low, err := strconv.ParseFloat(c.Min, 64)
	if err != nil {
		return ""
	}
	high, err := strconv.ParseFloat(c.Max, 64)
	if err != nil || high == low {
		return ""
	}
	n := float64(numberBins)
	if whole := high - low + 1; c.Field.Type == Integer && whole <= 2*n {
		n, high = whole, high+1 // a bin for each whole number
	}
	step := (high - low) / n
	for i := range int(n) {
		c.Bins = append(c.Bins, Bin{From: strconv.FormatFloat(low+float64(i)*step, 'f', -1, 64)})
	}
	return fmt.Sprintf("CAST(CAST(floor((%s - %s) / %s) AS BIGINT) AS VARCHAR)", name, strconv.FormatFloat(low, 'f', -1, 64), strconv.FormatFloat(step, 'f', -1, 64))
}

func days(low, high string) (from, to time.Time, ok bool) {
	from, err := time.Parse(time.DateOnly, low)
	if err != nil {
		return from, to, false
	}
	to, err = time.Parse(time.DateOnly, high)
	return from, to, err == nil
}

func monthsBetween(from, to time.Time) int {
	return (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
}
