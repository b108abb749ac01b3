package views

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/locale"
)

// citedRow is a row of a dataset or a chart with the numbers in it, in one view of the record, in one language.
type citedRow struct {
	Key     citeKey
	Title   string // of the dataset or chart
	Where   string // what picks the row, in words
	Numbers []citedNumber
	Counts  string
	Not     string
	Flag    string // of what is no plain count
	Release string
	Locator string
	Source  string
	Page    string // where the row stands
}

// citedNumber is one figure of a row.
type citedNumber struct {
	Key      citeKey
	Label    string
	Text     string // with its unit; why there is none, when there is none
	Value    any
	Unit     string
	Rounding string // what the figure's precision is; empty: exact as published
	Missing  bool
}

// read reads what the key names in a view of the edition: the row, or the row with one
// figure. It fails with data.ErrNotFound where the view has no such row.
func (k citeKey) read(ctx context.Context, e *data.Edition, w locale.Words) (row citedRow, err error) {
	switch k.kind {
	case citeData:
		row, err = k.readDataset(ctx, e, w)
	case citeChart:
		row, err = k.readChart(ctx, e, w)
	default:
		row, err = k.readLead(ctx, e, w)
	}
	if k.column != "" {
		row.Numbers = slices.DeleteFunc(row.Numbers, func(n citedNumber) bool { return n.Key.column != k.column })
	}
	return row, err
}

// readDay reads what the key names as of its day: the row, or one figure of it.
func (k citeKey) readDay(ctx context.Context, e *data.Edition, w locale.Words) (citedRow, error) {
	if k.day.Before(frozenDay(e)) {
		e = e.At(k.day)
	}
	row, err := k.read(ctx, e, w)
	if err == nil && len(row.Numbers) == 0 {
		err = k.absent("the row has no such figure")
	}
	return row, err
}

func (k citeKey) absent(why string) error {
	return fmt.Errorf("number %q: %s: %w", shortened(k.String()), why, data.ErrNotFound)
}

func (k citeKey) readDataset(ctx context.Context, e *data.Edition, w locale.Words) (citedRow, error) {
	d, err := e.Catalog().Dataset(k.id)
	if err != nil {
		return citedRow{}, err
	}
	if len(k.row) != len(d.Key) {
		return citedRow{}, k.absent("a row of " + d.ID + " is picked by " + strings.Join(d.Key, ", "))
	}
	var where []data.Condition
	for i, p := range k.row {
		f, ok := d.Field(p.column)
		if !ok || d.Key[i] != p.column {
			return citedRow{}, k.absent("a row of " + d.ID + " is picked by " + strings.Join(d.Key, ", "))
		}
		c := data.Condition{Field: p.column, Op: data.Equals, Values: []string{p.value}}
		if err := c.Check(f); err != nil {
			return citedRow{}, k.absent(err.Error())
		}
		where = append(where, c)
	}
	t, err := e.Select(ctx, data.Select{Dataset: d.ID, Where: where, Limit: 1})
	if err != nil {
		return citedRow{}, err
	}
	if t.Len() == 0 {
		return citedRow{}, k.absent("the record of that day has no such row")
	}
	r := t.Row(0)
	row := citedRow{Key: k, Title: d.Title, Counts: d.Counts, Not: d.Not, Page: "/data/" + d.ID + filterQuery(where) + "#rows"}
	if d.Level == data.Derived || d.Level == data.Modelled {
		row.Flag = Capital(levelWords(w, d.Level)) + "."
	}
	var parts []string
	for _, c := range where {
		f, _ := d.Field(c.Field)
		parts = append(parts, spaced(c.Field)+" "+keyWords(f.Type, r, c.Field, w))
	}
	row.Where = strings.Join(parts, ", ")
	for _, f := range d.Fields {
		if !isFigure(d, f) {
			continue
		}
		n := citedNumber{Key: k.of(f.Name), Label: spaced(f.Name), Unit: f.Unit, Value: r.Value(f.Name)}
		if f.Rounded > 0 {
			n.Rounding = w.T("rounded to {n} by the publisher", "n", f.Rounded)
		}
		if v, ok := r.Float(f.Name); ok {
			n.Text = inUnit(w.Upto(v, 4), f.Unit)
		} else {
			n.missing(r, t, w)
		}
		row.Numbers = append(row.Numbers, n)
	}
	row.origin(r, t)
	return row, nil
}

func (k citeKey) readChart(ctx context.Context, e *data.Edition, w locale.Words) (citedRow, error) {
	c, err := ChartByID(k.id)
	if err != nil {
		return citedRow{}, err
	}
	if len(k.row) != len(c.Key) || slices.ContainsFunc(k.row, func(p citePart) bool { return !slices.Contains(c.Key, p.column) }) {
		return citedRow{}, k.absent("a row of the chart is picked by " + strings.Join(c.Key, ", "))
	}
	f, err := loadRows(ctx, e, c, w)
	if err != nil {
		return citedRow{}, err
	}
	found := f.where(func(r data.Row) bool {
		return !slices.ContainsFunc(k.row, func(p citePart) bool { return r.Text(p.column) != p.value })
	})
	if found.Len() == 0 {
		return citedRow{}, k.absent("the record of that day has no such row")
	}
	r := found.Row(0)
	row := citedRow{Key: k, Title: w.T(c.Name), Counts: w.T(c.Counts), Not: w.T(c.Not), Page: "/charts/" + c.ID + "#table"}
	if flag := c.Flag(); flag != "" {
		row.Flag = w.T(flag)
	}
	var parts []string
	rounded := chartRounding(e, c)
	for _, head := range c.Columns {
		cell := cellOf(head, r, w)
		if slices.Contains(c.Key, head.Column) && cell.Text != "" && head.Form != Link {
			parts = append(parts, w.T(head.Label)+" "+cell.Text)
			continue
		}
		i := f.Index(head.Column)
		if !c.figure(head, f.Columns[i].Type) {
			continue
		}
		n := citedNumber{Key: k.of(head.Column), Label: w.T(head.Label), Unit: w.T(head.Unit), Value: r.Value(head.Column)}
		switch {
		case r.Has(head.Column):
			n.Text = cell.Text
			if head.Form != Percent1 {
				n.Text = inUnit(cell.Text, w.T(head.Unit))
			}
			n.Rounding = head.rounding(c, r, rounded, w)
		default:
			n.missing(r, f.Table, w)
		}
		row.Numbers = append(row.Numbers, n)
	}
	row.Where = strings.Join(parts, ", ")
	row.origin(r, f.Table)
	return row, nil
}

// chartRounding is to what the publisher rounded the counts that a chart is made from; 0: they are exact.
func chartRounding(e *data.Edition, c *Chart) (most int) {
	for _, id := range c.Datasets {
		if d, err := e.Catalog().Dataset(id); err == nil {
			for _, f := range d.Fields {
				most = max(most, f.Rounded)
			}
		}
	}
	return most
}

// rounding says how precise a figure of a chart is: a share or a rate of rounded counts carries its band where the chart has one (editorial.md, rule 10).
func (h Head) rounding(c *Chart, r data.Row, rounded int, w locale.Words) string {
	if h.Low != "" && r.Has(h.Low) && r.Has(h.High) {
		low, high := Head{Column: h.Low, Form: h.Form}, Head{Column: h.High, Form: h.Form}
		return w.T("between {low} and {high}, as the counts are rounded to {n}", "low", cellOf(low, r, w).Text, "high", cellOf(high, r, w).Text, "n", rounded)
	}
	switch {
	case rounded == 0:
		return ""
	case h.Form == Percent1 || h.Form == Decimal1 || c.Level == data.Derived:
		return w.T("computed from counts that the publisher rounded to {n}", "n", rounded)
	}
	return w.T("rounded to {n} by the publisher", "n", rounded)
}

// readLead reads a leading sentence of a story: the figure is the sentence.
func (k citeKey) readLead(ctx context.Context, e *data.Edition, w locale.Words) (citedRow, error) {
	if p, ok := storyPages[k.id]; ok {
		facts, err := e.Query(ctx, p.query)
		if err != nil {
			return citedRow{}, err
		}
		row := citedRow{Key: k, Title: w.T(p.title), Page: p.path}
		for i, lead := range p.leads(facts.Row(0), w) {
			row.Numbers = append(row.Numbers, citedNumber{Key: k.of(fmt.Sprint(i + 1)), Label: w.T("Sentence {n}", "n", i+1), Text: lead, Value: lead})
		}
		return row, nil
	}
	return citedRow{}, k.absent("no story has that name")
}

// missing says why a figure is not there.
func (n *citedNumber) missing(r data.Row, t *data.Table, w locale.Words) {
	n.Missing, n.Text = true, w.T("no value")
	if t.Index("status") >= 0 && r.Text("status") != "reported" {
		n.Text = w.T("no value ({status})", "status", spaced(r.Text("status")))
	}
}

// origin takes from a row where it was read.
func (row *citedRow) origin(r data.Row, t *data.Table) {
	for column, to := range map[string]*string{"release_id": &row.Release, "locator": &row.Locator, "source_id": &row.Source} {
		if t.Index(column) >= 0 {
			*to = r.Text(column)
		}
	}
}

func keyWords(kind data.Type, r data.Row, column string, w locale.Words) string {
	if day, ok := r.Day(column); ok && kind == data.Date {
		if column == "month" {
			return w.Month(day)
		}
		return w.Day(day)
	}
	return orElse(spaced(r.Text(column)), "–")
}

func inUnit(number, unit string) string {
	if unit == "" || strings.HasPrefix(unit, "see ") {
		return number
	}
	return number + " " + unit
}

// Sentence is the figure, ready to be quoted: what it is, of what, as of which day, from which release, how precise, and where it stands.
func (row citedRow) Sentence(n citedNumber, day time.Time, address string, w locale.Words) string {
	if row.Key.kind == citeLead {
		return w.T("{sentence} (The public record as of {day}.) {address}", "sentence", n.Text, "day", w.Day(day), "address", address)
	}
	text := w.T("{title}, {label}: {number}", "title", row.Title, "label", lowerFirstWord(n.Label), "number", n.Text)
	if row.Where != "" {
		text += " (" + row.Where + ")"
	}
	if n.Rounding != "" {
		text += ", " + n.Rounding
	}
	text += ". "
	if row.Flag != "" {
		text += row.Flag + " "
	}
	if row.Release != "" {
		return text + w.T("The public record as of {day}, release {release}. {address}", "day", w.Day(day), "release", row.Release, "address", address)
	}
	return text + w.T("The public record as of {day}. {address}", "day", w.Day(day), "address", address)
}

func lowerFirstWord(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
