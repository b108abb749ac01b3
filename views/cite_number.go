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
	Flag    string // of the row's figures, or of some of them
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
	Flag     string // of what is no plain count
}

// read reads what the key names in a view of the edition: the row, or the row with one
// figure. It fails with data.ErrNotFound where the view has no such row.
func (k citeKey) read(ctx context.Context, e *data.Edition, w locale.Words) (row citedRow, err error) {
	switch k.kind {
	case citeData:
		row, err = k.readDataset(ctx, e, w)
	case citeChart, citeTable:
		row, err = k.readListing(ctx, e, w)
	case citeTriangle:
		row, err = k.readTriangle(ctx, e, w)
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
	row := citedRow{Key: k, Title: titleOf(w, d), Counts: w.T(locale.Msg(d.Counts)), Not: w.T(locale.Msg(d.Not)), Page: "/data/" + d.ID + filterQuery(where) + "#rows"}
	if d.Level == data.Derived || d.Level == data.Modelled {
		row.Flag = Capital(levelWords(w, d.Level)) + "."
	}
	var parts []string
	for _, c := range where {
		f, _ := d.Field(c.Field)
		said := keyWords(f.Type, r, c.Field, w)
		if c.Field != "month" { // July 2023 needs no name
			said = w.T(columnMessage(c.Field)) + " " + said
		}
		parts = append(parts, said)
	}
	row.Where = strings.Join(parts, ", ")
	for _, f := range d.Fields {
		if !isFigure(d, f) {
			continue
		}
		unit := w.T(locale.Msg(f.Unit))
		if column, told := strings.CutPrefix(f.Unit, "see "); told {
			unit = enumWords(w, r.Text(column))
		}
		n := citedNumber{Key: k.of(f.Name), Label: w.T(columnMessage(f.Name)), Unit: unit, Value: r.Value(f.Name), Flag: row.Flag}
		if f.Rounded > 0 {
			n.Rounding = w.T("rounded to {n} by the publisher", "n", f.Rounded)
		}
		if v, ok := r.Float(f.Name); ok {
			n.Text = inUnit(w.Upto(v, 4), unit)
		} else {
			n.missing(r, t, w)
		}
		row.Numbers = append(row.Numbers, n)
	}
	row.origin(r, t)
	return row, nil
}

// readListing reads a row of a chart, or of another table that pages show.
func (k citeKey) readListing(ctx context.Context, e *data.Edition, w locale.Words) (citedRow, error) {
	l, err := k.listing()
	if err != nil {
		return citedRow{}, err
	}
	var values []string
	for _, column := range l.picks() {
		for _, p := range k.row {
			if p.column == column {
				values = append(values, p.value)
			}
		}
	}
	if len(values) != len(l.picks()) || len(k.row) != len(values) {
		return citedRow{}, k.absent("a row of the table is picked by " + strings.Join(l.picks(), ", "))
	}
	r, t, err := l.find(ctx, e, values)
	if err != nil {
		return citedRow{}, err
	}
	row := citedRow{Key: k, Title: w.T(l.Name), Counts: w.T(l.Counts), Not: w.T(l.Not), Page: l.Page(values[0])}
	if flag := flagOf(l.Level); flag != "" {
		row.Flag = w.T(flag)
	}
	var parts []string
	rounded := l.rounded(e)
	for _, head := range l.Columns {
		kind := t.Columns[t.Index(head.Column)].Type
		cell := l.cell(head, kind, r, w)
		if l.picksBy(head) && cell.Text != "" {
			parts = append(parts, head.named(cell.Text, w))
			continue
		}
		if !l.figure(head, kind) {
			continue
		}
		n := citedNumber{Key: k.of(head.Column), Label: w.T(head.Label), Unit: w.T(head.Unit), Value: r.Value(head.Column)}
		switch {
		case r.Has(head.Column):
			n.Text = cell.Text
			if head.Form != Percent1 {
				n.Text = inUnit(cell.Text, w.T(head.Unit))
			}
			n.Rounding = head.rounding(l.Level, r, rounded, w)
		default:
			n.missing(r, t, w)
		}
		if !head.printed(r) {
			n.Flag = row.Flag
		}
		row.Numbers = append(row.Numbers, n)
	}
	row.Where = strings.Join(parts, ", ")
	row.origin(r, t)
	return row, nil
}

// named is a value that picks a row, behind its name where it does not speak for itself.
func (h Head) named(value string, w locale.Words) string {
	if h.Form == Month || h.Form == Quarter {
		return value
	}
	return w.T(h.Label) + " " + value
}

// picksBy reports whether a column says in words which row it is.
func (l listing) picksBy(head Head) bool {
	return head.Form != Link && (slices.Contains(l.Key, head.Column) || head.Form == Country && (l.Of != "" || slices.Contains(l.Key, l.Country)))
}

// listing is that of what the key names a row of.
func (k citeKey) listing() (listing, error) {
	if k.kind == citeTable {
		return tableListing(k.id)
	}
	c, err := ChartByID(k.id)
	if err != nil {
		return listing{}, err
	}
	return c.listing(), nil
}

// printed reports whether the publisher printed the value in a table that is worked out otherwise.
func (h Head) printed(r data.Row) bool { return h.Printed != "" && r.Text(h.Printed) == "true" }

// rounding says how precise a figure of a chart is: a share or a rate of rounded counts carries its band where the chart has one (editorial.md, rule 10).
func (h Head) rounding(level data.Level, r data.Row, rounded int, w locale.Words) string {
	if h.Low != "" && r.Has(h.Low) && r.Has(h.High) {
		low, high := Head{Column: h.Low, Form: h.Form}, Head{Column: h.High, Form: h.Form}
		return w.T("between {low} and {high}, as the counts are rounded to {n}", "low", cellOf(low, r, w).Text, "high", cellOf(high, r, w).Text, "n", rounded)
	}
	switch {
	case rounded == 0:
		return ""
	case !h.printed(r) && (h.Form == Percent1 || h.Form == Decimal1 || level == data.Derived):
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
	return orElse(enumWords(w, r.Text(column)), "–")
}

func inUnit(number, unit string) string {
	if unit == "" {
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
	if n.Flag != "" {
		text += n.Flag + " "
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
