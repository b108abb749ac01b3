package views

import (
	"net/url"
	"slices"
	"strings"

	"citas/data"
)

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
