package etl

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"citas/etl/upstream"
)

// Redesigned is the trouble of a page that answers and no longer lists what it did.
const Redesigned upstream.Kind = "redesigned"

// Bounds on a stranger's page. CBP's has 52 links to files.
const (
	pageLimit     = 2 << 20 // a page of this size made to be slow takes the parser seconds
	linkLimit     = 5000
	linkTextLimit = 300
	unknownLimit  = 20
)

// list reads the documents that a page lists. The page was found at an address; links
// are taken from there, or from where the page says. A page that lists none is an
// *upstream.Trouble of the kind Redesigned, never an empty list.
func (s *Source) list(page []byte, at string) (Listing, error) {
	base, err := url.Parse(original(at))
	if err != nil {
		return Listing{}, fmt.Errorf("page %s: %w", at, err)
	}
	redesigned := func(format string, args ...any) error {
		return &upstream.Trouble{Kind: Redesigned, URL: at, Status: 200, Words: fmt.Sprintf(format, args...)}
	}
	if kind := kindOf(page); kind != htmlPage && !isText(page) || len(bytes.TrimSpace(page)) == 0 {
		return Listing{}, redesigned("answers with %s in place of a page that lists documents", kind)
	}
	root, err := html.ParseWithOptions(bytes.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		return Listing{}, redesigned("answers with a page that cannot be read: %.200s", err)
	}
	doc := goquery.NewDocumentFromNode(root)
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := base.Parse(original(href)); err == nil {
			base = u
		}
	}
	var l Listing
	seen := map[string]bool{}
	doc.Find("a[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		l.Links++
		href, _ := a.Attr("href")
		s.take(&l, seen, base, href, a)
		return l.Links < linkLimit
	})
	if len(l.Documents) == 0 {
		kinds := strings.Join(s.Formats, " or ")
		if len(l.Unknown) == 0 {
			return l, redesigned("lists no %s file any more, among %d links: it was redesigned, or the files were taken away", kinds, l.Links)
		}
		return l, redesigned("lists %d %s files and none that is named or called as this source's are, such as %.200q", len(l.Unknown), kinds, l.Unknown[0])
	}
	slices.SortFunc(l.Documents, newestFirst)
	return l, nil
}

// take adds one link of a page to a listing, unless its document is there already.
func (s *Source) take(l *Listing, seen map[string]bool, base *url.URL, href string, a *goquery.Selection) {
	u, err := base.Parse(strings.TrimSpace(href))
	if err != nil {
		return
	}
	if u, err = url.Parse(original(u.String())); err != nil {
		return
	}
	// A page links a document more than once, under each of the publisher's hosts.
	if key := u.EscapedPath() + "?" + u.RawQuery; seen[key] {
		return
	} else {
		seen[key] = true
	}
	c, unknown, ok := s.candidate(u, linkText(a))
	switch {
	case ok:
		l.Documents = append(l.Documents, c)
	case unknown && len(l.Unknown) < unknownLimit:
		l.Unknown = append(l.Unknown, u.String())
	}
}

// linkText is the text of a link on one line, cut where it is long.
func linkText(a *goquery.Selection) string {
	text := []rune(oneLine(a.Text()))
	return string(text[:min(len(text), linkTextLimit)])
}
