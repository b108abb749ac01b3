package views

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	xhtml "golang.org/x/net/html"

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
	m := &layout.AsOf{Action: r.URL.EscapedPath(), First: first.Format(time.DateOnly), Last: last.Format(time.DateOnly)}
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
	m.Latest = r.URL.EscapedPath()
	if len(values) > 0 {
		m.Latest += "?" + values.Encode()
	}
	day, dated := r.Edition.AsOf()
	if !dated {
		return m
	}
	w := Words{}
	m.Day = day.Format(time.DateOnly)
	m.Said = fmt.Sprintf("This page shows the public record as it stood on %s: the newest release published by then, and what had been said by then.", w.Day(day))
	switch {
	case day.Before(first):
		m.Said += fmt.Sprintf(" The record held here begins on %s, so there is nothing to show.", w.Day(first))
	case !day.Before(last):
		m.Said += " Nothing held here was published after that day."
	}
	return m
}

// untied are places that are the same on every day.
var untied = []string{"/static/", "/editions", "/favicon", "/robots.txt", "/healthz", "/readyz"}

// keepAsOf lets every link and form of a page lead to the same day: in one place, so
// that no page can forget it.
func keepAsOf(page []byte, day time.Time) ([]byte, error) {
	value := day.Format(time.DateOnly)
	tokens := xhtml.NewTokenizer(bytes.NewReader(page))
	var out bytes.Buffer
	out.Grow(len(page) + len(page)/16)
	for {
		kind := tokens.Next()
		if kind == xhtml.ErrorToken {
			if err := tokens.Err(); err.Error() != "EOF" {
				return nil, err
			}
			return out.Bytes(), nil
		}
		raw := slices.Clone(tokens.Raw())
		if kind != xhtml.StartTagToken && kind != xhtml.SelfClosingTagToken {
			out.Write(raw)
			continue
		}
		token := tokens.Token()
		changed, free := false, false
		for _, a := range token.Attr {
			free = free || a.Key == "data-any-day"
		}
		for i, a := range token.Attr {
			if (a.Key == "href" || a.Key == "src") && token.Data != "link" && ours(a.Val) && !free && !dated(a.Val) {
				token.Attr[i].Val, changed = withParam(a.Val, asOfParam, value), true
			}
		}
		if changed {
			out.WriteString(token.String())
		} else {
			out.Write(raw)
		}
		if token.Data == "form" && !free {
			out.WriteString(`<input type="hidden" name="` + asOfParam + `" value="` + value + `">`)
		}
	}
}

// ours reports whether an address is a page or file of this site that has a past.
func ours(address string) bool {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return false
	}
	return !slices.ContainsFunc(untied, func(p string) bool { return strings.HasPrefix(address, p) })
}

// dated reports whether an address already names its day.
func dated(address string) bool {
	_, query, _ := strings.Cut(address, "?")
	return strings.HasPrefix(query, asOfParam+"=") || strings.Contains(query, "&"+asOfParam+"=")
}

// withParam adds a parameter to an address that may have others, and a fragment.
func withParam(address, name, value string) string {
	rest, fragment, _ := strings.Cut(address, "#")
	joint := "?"
	if strings.Contains(rest, "?") {
		joint = "&"
	}
	rest += joint + name + "=" + url.QueryEscape(value)
	if fragment != "" {
		rest += "#" + fragment
	}
	return rest
}

// asOfSuffix ends the name of a file that shows a past state.
func (r *Request) asOfSuffix() string {
	if day, dated := r.Edition.AsOf(); dated {
		return "-as-of-" + day.Format(time.DateOnly)
	}
	return ""
}
