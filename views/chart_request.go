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
