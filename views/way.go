package views

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"time"

	xhtml "golang.org/x/net/html"
)

// way is what a reader keeps from page to page: the day that they look back to, and
// their language. In one place, so that no page can forget it.
type way struct {
	day   time.Time // zero for the latest
	words Words
}

func (r *Request) way() way {
	w := way{words: r.tongue()}
	if r.Edition != nil {
		w.day, _ = r.Edition.AsOf()
	}
	return w
}

// along ties an answer to the way of its reader: the links of a page, and where a
// redirect leads.
func (a Response) along(w way) (Response, error) {
	if w.day.IsZero() && w.words.English() {
		return a, nil
	}
	if a.Location != "" {
		a.Location = w.onDay(w.inLanguage(a.Location))
	}
	if a.Type != typeHTML {
		return a, nil
	}
	body, err := w.keep(a.Body)
	a.Body = body
	return a, err
}

// keep lets every link and form of a page lead along the way. A link of data-any-day is
// for another day, one of hreflang for another language.
func (w way) keep(page []byte) ([]byte, error) {
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
		if token.Data == "link" {
			out.Write(raw)
			continue
		}
		anyDay, anyLanguage, changed := w.day.IsZero(), false, false
		for _, a := range token.Attr {
			anyDay = anyDay || a.Key == "data-any-day"
			anyLanguage = anyLanguage || a.Key == "hreflang"
		}
		for i, a := range token.Attr {
			if a.Key != "href" && a.Key != "src" && a.Key != "action" {
				continue
			}
			address := a.Val
			if !anyLanguage {
				address = w.inLanguage(address)
			}
			if !anyDay && a.Key != "action" {
				address = w.onDay(address)
			}
			token.Attr[i].Val, changed = address, changed || address != a.Val
		}
		if changed {
			out.WriteString(token.String())
		} else {
			out.Write(raw)
		}
		if token.Data == "form" && !anyDay {
			out.WriteString(`<input type="hidden" name="` + asOfParam + `" value="` + w.day.Format(time.DateOnly) + `">`)
		}
	}
}

// inLanguage is the address of a page in the language of the way. What has no language
// keeps its one address.
func (w way) inLanguage(address string) string {
	path, _, _ := strings.Cut(address, "?")
	path, _, _ = strings.Cut(path, "#")
	if w.words.English() || !local(path) || !tongued(path) || path == w.words.Prefix() || strings.HasPrefix(path, w.words.Prefix()+"/") {
		return address
	}
	return w.words.Prefix() + address
}

// onDay is the address on the day of the way, unless it names its own.
func (w way) onDay(address string) string {
	if w.day.IsZero() || !ours(address) || dated(address) {
		return address
	}
	return withParam(address, asOfParam, w.day.Format(time.DateOnly))
}

// untied are places that are the same on every day.
var untied = []string{"/static/", "/editions", "/favicon", "/robots.txt", "/healthz", "/readyz"}

// ours reports whether an address is a page or file of this site that has a past.
func ours(address string) bool {
	return local(address) && !slices.ContainsFunc(untied, func(p string) bool { return strings.HasPrefix(address, p) })
}

// local reports whether an address is one of this site.
func local(address string) bool {
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
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
