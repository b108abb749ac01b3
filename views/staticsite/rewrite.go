package staticsite

import (
	"bytes"
	"errors"
	escape "html"
	"io"
	"net/url"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// linking are the attributes that hold addresses, by tag.
var linking = map[string][]string{
	"a": {"href"}, "link": {"href"}, "script": {"src"}, "img": {"src"}, "iframe": {"src"}, "source": {"src", "srcset"}, "meta": {"content"},
	"div": {"data-module", "data-worker", "data-wasm", "data-database"}, // what the page of queries loads on a press
}

// survey finds what a page links to, and the places in it that links can lead to.
func (x *export) survey(at *url.URL, page []byte) (links []*url.URL, ids map[string]bool, err error) {
	ids = map[string]bool{}
	err = eachTag(page, func(raw []byte, t xhtml.Token) {
		for _, a := range t.Attr {
			if a.Key == "id" {
				ids[a.Val] = true
			}
			if slices.Contains(linking[t.Data], a.Key) {
				if u := x.inside(at, a.Val, t.Data); u != nil {
					links = append(links, u)
				}
			}
		}
	})
	return links, ids, err
}

// eachTag calls f for every start tag of a page.
func eachTag(page []byte, f func(raw []byte, t xhtml.Token)) error {
	tokens := xhtml.NewTokenizer(bytes.NewReader(page))
	for {
		switch kind := tokens.Next(); kind {
		case xhtml.ErrorToken:
			if errors.Is(tokens.Err(), io.EOF) {
				return nil
			}
			return tokens.Err()
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			raw := slices.Clone(tokens.Raw())
			f(raw, tokens.Token())
		}
	}
}

// inside resolves an address on a page; nil if it leads out of the site. In a meta tag
// only whole addresses are any.
func (x *export) inside(at *url.URL, address, tag string) *url.URL {
	if x.base != "" && strings.HasPrefix(address, x.base+"/") {
		address = strings.TrimPrefix(address, x.base)
	} else if tag == "meta" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.Opaque != "" {
		return nil
	}
	return at.ResolveReference(u)
}

// rewriting is the work on one page.
type rewriting struct {
	*export
	at     *url.URL
	file   string
	out    bytes.Buffer
	inForm bool
	muted  bool // in a link that has become text
}

// rewrite lets the links of a page lead to files.
func (x *export) rewrite(at *url.URL, file string, page []byte) ([]byte, error) {
	w := &rewriting{export: x, at: at, file: file}
	tokens := xhtml.NewTokenizer(bytes.NewReader(page))
	for {
		kind := tokens.Next()
		raw := slices.Clone(tokens.Raw())
		switch kind {
		case xhtml.ErrorToken:
			if errors.Is(tokens.Err(), io.EOF) {
				return w.out.Bytes(), nil
			}
			return nil, tokens.Err()
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			w.start(raw, tokens.Token())
		case xhtml.EndTagToken:
			w.end(raw, tokens.Token().Data)
		default:
			if !w.inForm {
				w.out.Write(raw)
			}
		}
	}
}

func (w *rewriting) start(raw []byte, t xhtml.Token) {
	if w.inForm {
		return
	}
	switch t.Data {
	case "form":
		w.form(t)
		return
	case "main":
		w.out.Write(raw)
		w.out.WriteString(w.notice(w.lang(w.at)))
		return
	}
	changed := false
	for i, a := range t.Attr {
		if !slices.Contains(linking[t.Data], a.Key) {
			continue
		}
		u := w.inside(w.at, a.Val, t.Data)
		if u == nil {
			continue
		}
		to, ok := w.lead(u, t.Data == "meta" || w.base != "" && strings.HasPrefix(a.Val, w.base+"/"))
		switch {
		case ok:
			changed = changed || to != a.Val
			t.Attr[i].Val = to
		case t.Data == "a":
			w.muted = true
			w.out.WriteString(`<span title="` + escape.EscapeString(mutedWords(w.lang(w.at))) + `">`)
			return
		default: // a link of the head to what is not here
			return
		}
	}
	if changed {
		w.out.WriteString(t.String())
	} else {
		w.out.Write(raw)
	}
}

func (w *rewriting) end(raw []byte, tag string) {
	switch {
	case tag == "form" && w.inForm:
		w.inForm = false
	case w.inForm:
	case tag == "a" && w.muted:
		w.muted = false
		w.out.WriteString("</span>")
	default:
		w.out.Write(raw)
	}
}

// form lets a form lead to the full site. Where none is known the form goes, with a word
// in its place; the search of every page and the choice of a day are in the notice.
func (w *rewriting) form(t xhtml.Token) {
	search, day, asks := false, false, false
	for i, a := range t.Attr {
		switch a.Key {
		case "role":
			search = a.Val == "search"
		case "data-any-day":
			day = true
		case "action":
			asks = true
			if u := w.inside(w.at, a.Val, "form"); u != nil && w.live != "" {
				t.Attr[i].Val = w.live + u.String()
			}
		}
	}
	if w.live != "" || !asks { // a form without an address asks no server
		w.out.WriteString(t.String())
		return
	}
	w.inForm = true
	if !search && !day {
		w.out.WriteString(`<p class="note">` + escape.EscapeString(mutedWords(w.lang(w.at))) + `</p>`)
	}
}

// lead is the link to an address: to its file, to the whole that it is a part of, or to
// the full site. It reports false when there is none of them.
func (w *rewriting) lead(u *url.URL, absolute bool) (string, bool) {
	target := *u
	target.Fragment = ""
	if fateOf(&target) == whole {
		target.RawQuery = ""
	}
	found := w.find(&target)
	if found == nil {
		if w.live != "" {
			return w.live + u.String(), true
		}
		return "", false
	}
	link := ""
	switch {
	case absolute && w.base != "":
		link = w.base + w.rooted(&target, found)
	case w.base != "":
		link = w.rooted(&target, found)
	case found.file != w.file || u.Fragment == "":
		link = between(w.file, found.file)
	}
	if u.Fragment != "" && (found.ids[u.Fragment] || unprefixed(u.Path) == "/sql") { // there it is the query
		link += "#" + u.EscapedFragment()
	}
	if link == "" { // to a place on this page that only the full site has
		link = between(w.file, found.file)
	}
	return link, true
}

// rooted is the address of a file on a host that finds index.html by itself.
func (w *rewriting) rooted(u *url.URL, a *answer) string {
	if a.page && u.RawQuery == "" {
		return u.EscapedPath()
	}
	return (&url.URL{Path: "/" + strings.TrimSuffix(a.file, "index.html")}).EscapedPath()
}
