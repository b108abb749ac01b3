package views

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
)

// asOfParam asks for the public record as it stood on a day. Every route that answers
// from the edition takes it.
const asOfParam = "as_of"

// travel turns the request's edition into the view of the day that it asks for.
func (r *Request) travel(route route) error {
	if r.Edition == nil || route.live || route.whole {
		return nil
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return &data.ParamError{Param: "?", Found: r.URL.RawQuery, Expected: "name=value, joined by &, with % escapes"}
	}
	days, asked := values[asOfParam]
	r.dated = true
	if !asked || len(days) == 1 && days[0] == "" { // an empty field of the form: the latest
		return nil
	}
	if len(days) > 1 {
		return &data.ParamError{Param: asOfParam, Found: strings.Join(days, ", "), Expected: "one day"}
	}
	day, err := r.Edition.ParseAsOf(r.Context(), days[0])
	if err != nil {
		return err
	}
	r.Edition = r.Edition.At(day)
	return nil
}

// asOfModel is the control that sets the day, and the words that say which one it is.
func (r *Request) asOfModel() *layout.AsOf {
	if r.Edition == nil {
		return nil
	}
	first, last, err := r.Edition.Span(r.Context())
	if err != nil {
		return nil // without the control the page still stands
	}
	m := &layout.AsOf{Action: r.address(), First: first.Format(time.DateOnly), Last: last.Format(time.DateOnly)}
	values := r.URL.Query()
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range values {
			if name != asOfParam && !yield(name) {
				return
			}
		}
	}) {
		for _, v := range values[name] {
			m.Keep = append(m.Keep, layout.Param{Name: name, Value: v})
		}
	}
	values.Del(asOfParam)
	m.Latest = r.address()
	if len(values) > 0 {
		m.Latest += "?" + values.Encode()
	}
	day, dated := r.Edition.AsOf()
	if !dated {
		return m
	}
	w := r.Words()
	m.Day = day.Format(time.DateOnly)
	m.Said = w.T("This page shows the public record as it stood on {day}: the newest release published by then, and what had been said by then.", "day", w.Day(day))
	switch {
	case day.Before(first):
		m.Said += " " + w.T("The record held here begins on {day}, so there is nothing to show.", "day", w.Day(first))
	case !day.Before(last):
		m.Said += " " + w.T("Nothing held here was published after that day.")
	}
	return m
}

// asOfSuffix ends the name of a file that shows a past state.
func (r *Request) asOfSuffix() string {
	if day, dated := r.Edition.AsOf(); dated {
		return "-as-of-" + day.Format(time.DateOnly)
	}
	return ""
}
