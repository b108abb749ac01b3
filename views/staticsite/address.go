package staticsite

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// fate is what becomes of an address in a site of files.
type fate int

const (
	kept   fate = iota // it has a file of its own
	whole              // a part of something: its link leads to the whole
	absent             // it needs a server
)

// serverOnly are pages that are nothing without a server, or nothing for readers.
var serverOnly = []string{"/search", "/api/v1/search", "/oembed", "/healthz", "/readyz", "/styleguide"}

// forms are the parameters that name one of a few forms of an address.
var forms = []struct {
	under  string
	holds  string // and this stands in the path
	params []string
}{
	{under: "/charts/", holds: ".png", params: []string{"size"}},
	{under: "/charts/", params: []string{"nationality"}},
	{under: "/charts/", params: []string{"place"}},
	{under: "/data/", holds: "/revisions", params: []string{"from", "to"}},
	{under: "/data/", holds: "/triangle", params: []string{"field_office"}},
	{under: "/data/", holds: "/triangle", params: []string{"nationality"}},
}

// views are parameters that put the whole in another order, or show it of another day:
// the whole as it is would not be what their link says.
var views = []string{"sort", "page", "as_of", "cursor", "limit", "columns", "group"}

// fateOf decides about an address of the site.
func fateOf(u *url.URL) fate {
	bare := unprefixed(u.Path)
	if slices.Contains(serverOnly, bare) || strings.HasPrefix(bare, "/cite/") {
		return absent
	}
	if u.RawQuery == "" {
		return kept
	}
	names := paramsOf(u)
	for _, f := range forms {
		if strings.HasPrefix(bare, f.under) && strings.Contains(bare, f.holds) && slices.Equal(names, f.params) {
			return kept
		}
	}
	isPage := path.Ext(bare) == "" && !strings.HasPrefix(bare, "/api/")
	if isPage && !slices.ContainsFunc(names, func(n string) bool { return slices.Contains(views, n) }) &&
		(strings.HasPrefix(bare, "/data/") || strings.HasPrefix(bare, "/releases/") || bare == "/claims") {
		return whole
	}
	return absent
}

// prefix is the language that stands before the addresses of a translated page.
var prefix = regexp.MustCompile(`^/[a-z]{2}(/|$)`)

// unprefixed takes the language from a path: /es/data is /data.
func unprefixed(p string) string { return prefix.ReplaceAllLiteralString(p, "/") }

func paramsOf(u *url.URL) []string {
	var names []string
	for name := range u.Query() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// fileOf is where the answer to an address lies: a page in a folder of its own, a file
// under its name, an answer of the API as index.json.
func fileOf(u *url.URL, page bool) string {
	name := strings.Trim(u.Path, "/")
	form := ""
	for _, p := range paramsOf(u) {
		for _, v := range u.Query()[p] {
			form += "." + p + "-" + v
		}
	}
	form = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\?#%:*"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, form)
	ending := path.Ext(path.Base(name))
	switch {
	case page:
		return strings.TrimPrefix(path.Join(name, strings.TrimPrefix(form, "."), "index.html"), "/")
	case ending == "" || strings.HasPrefix(u.Path, "/api/"):
		return path.Join(name, strings.TrimPrefix(form, "."), "index.json")
	}
	return strings.TrimSuffix(name, ending) + form + ending
}

// between is the way from one file to another, as a link has it.
func between(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	if a[0] == "." {
		a = nil
	}
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	link := (&url.URL{Path: strings.Repeat("../", len(a)) + strings.Join(b, "/")}).String()
	return link
}
