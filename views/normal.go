package views

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

// silence is a parameter that says what its absence says, at addresses with one ending.
type silence struct{ param, value, ending string }

// What the routes take for said when nothing is said.
var (
	firstPage = []silence{{pageParam, "1", ""}}
	firstSize = []silence{{sizeParam, pictureSizes[0].name, ".png"}}
	fullPage  = []silence{{"limit", strconv.Itoa(pageRows), ""}}
)

// normal writes the parameters of an address in the one way in which all addresses of
// the same answer have them: sorted by name, without what is said by silence, and
// without what other sites append to links. It reports false for what cannot be read.
//
// Values of one parameter keep their order, which may mean something, unless the route's
// parameters are choices of a form, where it does not and an empty one says nothing. The
// page of such a form is left alone: it leads to its one address itself.
func (route route) normal(u *url.URL) (string, bool) {
	if u.RawQuery == "" {
		return "", true
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return u.RawQuery, false
	}
	if !machine(u.Path) {
		maps.DeleteFunc(values, func(name string, _ []string) bool { return appended(name) })
	}
	if route.choices && path.Ext(u.Path) == "" && !strings.HasPrefix(u.Path, embedPath) {
		return values.Encode(), true
	}
	for name, given := range values {
		if route.choices {
			given = slices.Compact(slices.Sorted(slices.Values(given)))
			given = slices.DeleteFunc(given, func(v string) bool { return v == "" })
		}
		values[name] = given
		if len(given) == 0 || len(given) == 1 && (given[0] == "" && name == asOfParam && !route.whole || route.says(u, name, given[0])) {
			delete(values, name)
		}
	}
	return values.Encode(), true
}

// normalise lets the request have the parameters in that one way, so that what is made
// from them is the same for all who share it. What cannot be read stays, to be refused.
func (r *Request) normalise(route route) {
	query, ok := route.normal(r.URL)
	if !ok || query == r.URL.RawQuery {
		return
	}
	u := *r.URL
	u.RawQuery = query
	r.URL = &u // of our copy of the request
}

// says reports whether a parameter says what the address says without it.
func (route route) says(u *url.URL, name, value string) bool {
	return slices.Contains(route.unsaid, silence{name, value, path.Ext(u.Path)})
}
