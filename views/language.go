package views

import (
	"net/http"
	"path"
	"slices"
	"strings"

	"citas/views/layout"
	"citas/views/locale"
)

// Words is a reader's language.
type Words = locale.Words

// Capital writes the first letter large.
func Capital(s string) string { return locale.Capital(s) }

// Words is the language of what the page says: that of the address, or English where the
// language of the address does not speak for the whole site.
func (r *Request) Words() Words { return locale.From(r.Context()).Body() }

// drawnFormats are the files that hold words of ours and so have languages. The others
// are the same for everyone and have one address.
var drawnFormats = []string{"svg", "png"}

// tongued reports whether an address is there in every language: pages, frames, drawings.
func tongued(address string) bool {
	drawn := strings.HasPrefix(address, "/charts/") || strings.HasPrefix(address, lotteryPath)
	return !machine(address) || drawn && slices.Contains(drawnFormats, strings.TrimPrefix(path.Ext(address), "."))
}

// T writes a message in the language of the page.
func (r *Request) T(m locale.Msg, args ...any) string { return r.Words().T(m, args...) }

// tongue is the language of the address, also where it speaks only for parts of the site.
func (r *Request) tongue() Words { return locale.From(r.Context()) }

// address is where the request's page is, in its language, without parameters.
func (r *Request) address() string { return r.tongue().Prefix() + r.URL.EscapedPath() }

// inLanguage takes the language off the front of an address: the routes behind it know
// one address for each page. What has no language is at its one address.
func (s *Server) inLanguage(next http.Handler) http.Handler {
	moved := s.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.respond(w, &Request{Request: r}, Response{Status: http.StatusPermanentRedirect, Location: r.URL.RequestURI()})
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		code, rest, deeper := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		words, ok := locale.ByCode(code)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		address := *r.URL
		address.Path, address.RawPath = "/"+rest, strings.TrimPrefix(r.URL.RawPath, words.Prefix())
		in := r.WithContext(locale.With(r.Context(), words))
		in.URL = &address
		switch {
		case !deeper:
			address.Path += code + "/"
			moved.ServeHTTP(w, in)
		case !tongued(address.Path) || strings.HasPrefix(rest, "/"):
			address.Path, address.RawPath = "/"+strings.TrimLeft(rest, "/"), ""
			moved.ServeHTTP(w, in)
		default:
			next.ServeHTTP(w, in)
		}
	})
}

// alternates are the page in every language, with the parameters that it was asked with
// for the switch, and without them for search engines.
func (s *Server) alternates(r *Request) []layout.Alternate {
	all, _ := locale.All() // a server that started has read them
	list := make([]layout.Alternate, len(all))
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.Query().Encode()
	}
	for i, w := range all {
		address := w.Prefix() + r.URL.EscapedPath()
		list[i] = layout.Alternate{Lang: w.Code(), Name: w.Name(), Href: address + query, Canonical: s.config.BaseURL + address, Current: w == r.tongue()}
	}
	return list
}
