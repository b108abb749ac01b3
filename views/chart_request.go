package views

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"citas/data"
)

// chartRequest is what an address asks of a chart: which of its rows, as of which day.
// Page, drawing, picture, table, CSV, JSON and embed are made from this one value, so
// that they cannot show different things.
type chartRequest struct {
	Chart   *Chart
	Frame   Frame      // the rows chosen
	Of      int        // how many rows the chart has, also those it leaves out unasked
	Chosen  []chosen   // the filters that differ from what is shown unasked, in declared order
	Day     string     // of a past view, YYYY-MM-DD; empty for the latest
	Options [][]option // what each filter of the chart can choose
}

// chosen is a filter with the values that are on.
type chosen struct {
	Filter
	On       []option // of a filter with values
	From, To option   // of a period; empty where it is open
}

// readChart makes the request of an address. A value that no row has is a ParamError
// with the valid ones. The parameters named in others are the caller's.
func (r *Request) readChart(c *Chart, others ...string) (chartRequest, error) {
	valid := slices.Clone(others)
	for _, f := range c.Filters {
		valid = append(valid, f.params()...)
	}
	if err := r.known(valid...); err != nil {
		return chartRequest{}, err
	}
	values, err := r.query()
	if err != nil {
		return chartRequest{}, err
	}
	for name := range values {
		values[name] = slices.DeleteFunc(values[name], func(v string) bool { return v == "" }) // a field of the form left alone
	}
	all, err := loadRows(r.Context(), r.Edition, c, r.Words())
	if err != nil {
		return chartRequest{}, err
	}
	day, dated := r.Edition.AsOf()
	if !dated {
		return c.choose(all, all, values)
	}
	known, err := loadRows(r.Context(), r.Edition.At(time.Time{}), c, r.Words())
	if err != nil {
		return chartRequest{}, err
	}
	q, err := c.choose(all, known, values)
	q.Day = day.Format(time.DateOnly)
	return q, err
}

// wholeChart is the request of a chart as it is, in the view of the edition.
func wholeChart(ctx context.Context, e *data.Edition, c *Chart, w Words) (chartRequest, error) {
	all, err := loadRows(ctx, e, c, w)
	if err != nil {
		return chartRequest{}, err
	}
	q, err := c.choose(all, all, nil)
	if day, dated := e.AsOf(); dated {
		q.Day = day.Format(time.DateOnly)
	}
	return q, err
}

// choose takes from the rows of a chart those that the values ask for. Known are the
// rows of the newest record, which say what can be asked for: a value of today is no
// mistake in the view of a day that had no row of it yet.
func (c *Chart) choose(all, known Frame, values url.Values) (chartRequest, error) {
	q := chartRequest{Chart: c, Options: make([][]option, len(c.Filters))}
	rows := all
	for i, f := range c.Filters {
		options := f.options(c, known)
		q.Options[i] = options
		if f.period() {
			on, err := f.span(options, values)
			if err != nil {
				return q, err
			}
			if on.From.name != "" || on.To.name != "" {
				q.Chosen = append(q.Chosen, on)
				rows = rows.where(func(r data.Row) bool { return on.within(c, r) })
			}
			continue
		}
		var on []option
		for _, v := range slices.Compact(slices.Sorted(slices.Values(values[f.Param]))) {
			i := slices.IndexFunc(options, func(o option) bool { return o.name == v })
			if i < 0 {
				return q, valueError(f.Param, v, options)
			}
			on = append(on, options[i])
		}
		shown := on
		if len(on) == 0 {
			shown = f.unasked(options)
		}
		keep := func(r data.Row) bool {
			return !r.Has(f.Column) || slices.ContainsFunc(shown, func(o option) bool { return o.cell == r.Text(f.Column) })
		}
		rows = rows.where(keep)
		if len(on) > 0 && !sameOptions(on, f.unasked(options)) {
			q.Chosen = append(q.Chosen, chosen{Filter: f, On: inOrder(options, on)})
		}
	}
	q.Of = all.Len()
	q.Frame = rows
	if len(q.Chosen) > 0 {
		q.Frame = rows.selected()
	}
	return q, nil
}

// unasked takes from all rows those that are shown when nothing is chosen.
func (c *Chart) unasked(all Frame) Frame {
	q, _ := c.choose(all, all, nil) // without values nothing can be wrong
	return q.Frame
}

// unasked are the values that are on when the address names none.
func (f Filter) unasked(options []option) []option {
	if len(f.Plain) == 0 {
		return options
	}
	return slices.DeleteFunc(slices.Clone(options), func(o option) bool { return !slices.Contains(f.Plain, o.name) })
}

// span reads the two ends of a period.
func (f Filter) span(options []option, values url.Values) (chosen, error) {
	on := chosen{Filter: f}
	for _, end := range []struct {
		param string
		to    *option
	}{{fromParam, &on.From}, {toParam, &on.To}} {
		switch given := values[end.param]; {
		case len(given) > 1:
			return on, &data.ParamError{Param: end.param, Found: strings.Join(given, ", "), Expected: "one value"}
		case len(given) == 1:
			i := slices.IndexFunc(options, func(o option) bool { return o.name == given[0] })
			if i < 0 {
				return on, valueError(end.param, given[0], options)
			}
			*end.to = options[i]
		}
	}
	if on.From.name != "" && on.To.name != "" && on.From.name > on.To.name {
		return on, &data.ParamError{Param: toParam, Found: on.To.name, Expected: "a time not before " + on.From.name}
	}
	if len(options) > 0 { // the whole time is no choice
		if on.From.name == options[0].name {
			on.From = option{}
		}
		if on.To.name == options[len(options)-1].name {
			on.To = option{}
		}
	}
	return on, nil
}

func valueError(param, found string, options []option) error {
	e := &data.ParamError{Param: param, Found: found, Expected: "one of the values that this chart has"}
	for _, o := range options {
		e.Valid = append(e.Valid, o.name)
	}
	return e
}

// within reports whether a row lies in the period, or touches it where it lasts. A row
// that lasts without an end is in every later one.
func (on chosen) within(c *Chart, r data.Row) bool {
	if !r.Has(on.Column) {
		return true
	}
	first := periodName(c.form(on.Column), r.Value(on.Column))
	last := first
	if on.Until != "" {
		if last = "9999"; r.Has(on.Until) {
			last = periodName(c.form(on.Until), r.Value(on.Until))
		}
	}
	return (on.From.name == "" || last >= on.From.name) && (on.To.name == "" || first <= on.To.name)
}

func sameOptions(a, b []option) bool {
	name := func(o option) string { return o.name }
	return slices.Equal(sortedNames(a, name), sortedNames(b, name))
}

func sortedNames(list []option, name func(option) string) []string {
	names := make([]string, len(list))
	for i, o := range list {
		names[i] = name(o)
	}
	slices.Sort(names)
	return names
}

// inOrder sorts chosen options as the list has them.
func inOrder(list, on []option) []option {
	return slices.DeleteFunc(slices.Clone(list), func(o option) bool { return !slices.Contains(on, o) })
}

// Values are the parameters of the request: the filters that are on and the day.
func (q chartRequest) Values() url.Values {
	v := url.Values{}
	for _, on := range q.Chosen {
		for _, o := range on.On {
			v.Add(on.Param, o.name)
		}
		if on.From.name != "" {
			v.Set(fromParam, on.From.name)
		}
		if on.To.name != "" {
			v.Set(toParam, on.To.name)
		}
	}
	for name := range v {
		slices.Sort(v[name])
	}
	if q.Day != "" {
		v.Set(asOfParam, q.Day)
	}
	return v
}

// Query is the one query string of what is shown, with its question mark; empty for the
// chart as it is. What is shown unasked is left out, names and values are sorted, so that
// two addresses of one view are the same.
func (q chartRequest) Query(extra ...string) string {
	v := q.Values()
	for i := 0; i+1 < len(extra); i += 2 {
		v.Set(extra[i], extra[i+1])
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// Address is where the site shows this view: its page for an empty format, else the
// file. Extra are names and values of further parameters.
func (q chartRequest) Address(format string, extra ...string) string {
	path := "/charts/" + q.Chart.ID
	if format != "" {
		path += "." + format
	}
	return path + q.Query(extra...)
}

// At is the same choice on another day (YYYY-MM-DD), or on the newest record for an
// empty one. Its addresses are of that day; its rows stay those of this one.
func (q chartRequest) At(day string) chartRequest {
	q.Day = day
	return q
}

// Selected reports whether the reader chose rows.
func (q chartRequest) Selected() bool { return len(q.Chosen) > 0 }

// Drawn reports whether there is a drawing: rows, and a chart that is no table.
func (q chartRequest) Drawn() bool { return !q.Chart.TableOnly && q.Frame.Len() > 0 }

// FileName names a file of the view, so that a selection is not taken for the whole.
func (q chartRequest) FileName(label, format string) string {
	name := "citas-" + q.Chart.ID + "-" + label
	if slices.Contains(drawnFormats, format) {
		name += q.Frame.Words.Suffix()
	}
	if q.Day != "" {
		name += "-as-of-" + q.Day
	}
	if q.Selected() {
		values := q.Values()
		values.Del(asOfParam)
		parts := ""
		for _, param := range slices.Sorted(maps.Keys(values)) {
			parts += "-" + param + "-" + strings.Join(values[param], "-")
		}
		if len(parts) > 60 {
			parts = ""
		}
		name += "-selection" + parts
	}
	return name + "." + format
}

// Selection says in words which rows are chosen: "Venezuela, June 2023 to August 2024".
func (q chartRequest) Selection() string {
	parts := make([]string, len(q.Chosen))
	for i, on := range q.Chosen {
		parts[i] = on.words(q.Frame.Words)
	}
	return strings.Join(parts, ", ")
}

func (on chosen) words(w Words) string {
	switch {
	case on.period() && on.To.name == "":
		return w.T("from {time}", "time", on.From.words)
	case on.period() && on.From.name == "":
		return w.T("until {time}", "time", on.To.words)
	case on.period() && on.From == on.To:
		return on.From.words
	case on.period():
		return w.T("{from} to {to}", "from", on.From.words, "to", on.To.words)
	}
	words := make([]string, len(on.On))
	for i, o := range on.On {
		words[i] = o.words
	}
	if on.Param == confidenceParam {
		return w.T("{rating} confidence", "rating", w.Join(words))
	}
	return w.Join(words)
}

// Headline states the finding. A selection is named as one: the finding of the whole
// does not hold for a part.
func (q chartRequest) Headline() string {
	c, f := q.Chart, q.Frame
	if !q.Selected() {
		return c.Headline(f)
	}
	if f.Len() == 0 {
		return q.Empty()
	}
	if c.Tally != nil {
		if said := c.Tally(f); said != "" {
			return Capital(q.Selection()) + ": " + said
		}
	}
	return f.T(c.Name) + ": " + q.Selection() + "."
}

// Empty is the sentence in the place of a drawing without rows.
func (q chartRequest) Empty() string {
	if !q.Selected() {
		return q.Frame.T(noFigures)
	}
	return q.Frame.T("{chart}: nothing in the selection “{selection}”.", "chart", q.Chart.Name, "selection", q.Selection())
}

// Subtitle is measure, unit, place and time, and how much of it is shown.
func (q chartRequest) Subtitle() string {
	if !q.Selected() {
		return q.Frame.T(q.Chart.Subtitle)
	}
	w := q.Frame.Words
	return w.T("{subtitle}. Selection: {selection} ({some} of {all} rows)", "subtitle", q.Chart.Subtitle, "selection", q.Selection(), "some", q.Frame.Len(), "all", q.Of)
}

// Period is the first and the last day of a chosen period; zero where it is open.
func (q chartRequest) Period() (from, to time.Time) {
	for _, on := range q.Chosen {
		if on.From.name != "" {
			from, _ = periodSpan(on.From.name)
		}
		if on.To.name != "" {
			_, to = periodSpan(on.To.name)
		}
	}
	return from, to
}
