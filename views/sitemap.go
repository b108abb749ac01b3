package views

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"citas/data"
	"citas/views/locale"
)

// sitemapMost is how many addresses one file of a sitemap may have (sitemaps.org).
const sitemapMost = 50_000

const (
	sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	xhtmlSpace   = "http://www.w3.org/1999/xhtml"
)

// mapped is a page for search engines, with the day on which it last changed: empty for
// that of the edition.
type mapped struct {
	Location string     `xml:"loc"`
	Modified string     `xml:"lastmod"`
	Others   []inTongue `xml:"xhtml:link"` // the page in every language, itself too
}

// inTongue is a page in one language.
type inTongue struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// pager lists the pages that a route with a wildcard stands for.
type pager func(*Request) ([]mapped, error)

// sitemap is /sitemap.xml: every page, or the list of files that have them.
func (s *Server) sitemap(r *Request) (Response, error) {
	pages, err := s.mappedPages(r)
	if err != nil {
		return Response{}, err
	}
	return sitemapOf(pages, s.config.BaseURL, r.Edition.Manifest)
}

// sitemapOf writes all pages, or where they are too many the list of their files.
func sitemapOf(pages []mapped, base string, x *data.Manifest) (Response, error) {
	if len(pages) <= sitemapMost {
		return sitemapFile("urlset", "url", pages)
	}
	var files []mapped
	for i := range sitemapParts(pages) {
		files = append(files, mapped{Location: base + fmt.Sprintf("/sitemaps/%d.xml", i+1), Modified: builtDay(x)})
	}
	return sitemapFile("sitemapindex", "sitemap", files)
}

func sitemapParts(pages []mapped) [][]mapped {
	return slices.Collect(slices.Chunk(pages, sitemapMost))
}

// sitemapPart is /sitemaps/{n}.xml: one file of many pages.
func (s *Server) sitemapPart(r *Request) (Response, error) {
	pages, err := s.mappedPages(r)
	if err != nil {
		return Response{}, err
	}
	name, format := splitName(r.PathValue("name"))
	n, err := strconv.Atoi(name)
	parts := sitemapParts(pages)
	if err != nil || format != "xml" || n < 1 || n > len(parts) || name != strconv.Itoa(n) {
		return Response{}, fmt.Errorf("sitemap %q: %w: there are %d", r.PathValue("name"), data.ErrNotFound, len(parts))
	}
	return sitemapFile("urlset", "url", parts[n-1])
}

// sitemapFile writes one file.
func sitemapFile(root, entry string, list []mapped) (Response, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	start := xml.StartElement{Name: xml.Name{Local: root}, Attr: []xml.Attr{{Name: xml.Name{Local: "xmlns"}, Value: sitemapSpace}, {Name: xml.Name{Local: "xmlns:xhtml"}, Value: xhtmlSpace}}}
	err := e.EncodeToken(start)
	for _, p := range list {
		if err == nil {
			err = e.EncodeElement(p, xml.StartElement{Name: xml.Name{Local: entry}})
		}
	}
	if err == nil {
		err = e.EncodeToken(start.End())
	}
	if err == nil {
		err = e.Flush()
	}
	b.WriteByte('\n')
	return Response{Type: typeXML, Body: b.Bytes()}, err
}

// mappedPages lists every page for search engines. Only whole addresses may stand in a
// sitemap, so a site that does not know its own has none.
func (s *Server) mappedPages(r *Request) ([]mapped, error) {
	if s.config.BaseURL == "" {
		return nil, fmt.Errorf("sitemap: %w: the site does not know its address (base-url)", data.ErrNotFound)
	}
	pages, err := s.canonical(r)
	if err != nil {
		return nil, err
	}
	all, err := locale.All()
	var list []mapped
	for _, p := range pages {
		others := make([]inTongue, len(all))
		for i, w := range all {
			others[i] = inTongue{Rel: "alternate", Lang: w.Code(), Href: s.config.BaseURL + w.Prefix() + p.Location}
		}
		for _, other := range others {
			list = append(list, mapped{Location: other.Href, Modified: p.Modified, Others: others})
		}
	}
	return list, err
}

// canonical lists the address of every page, without the site's own before it, in the
// order of the routes.
func (s *Server) canonical(r *Request) ([]mapped, error) {
	var pages []mapped
	for _, route := range s.routes() {
		found := pageOf(route)
		if route.pages != nil {
			var err error
			if found, err = route.pages(r); err != nil {
				return nil, fmt.Errorf("pages of %s: %w", route.pattern, err)
			}
		}
		for _, p := range found {
			if p.Modified == "" {
				p.Modified = builtDay(r.Edition.Manifest)
			}
			pages = append(pages, p)
		}
	}
	return pages, nil
}

// unlisted are pages that are nothing to find: answers, not contents.
var unlisted = []string{"/search", "/styleguide", "/oembed", "/healthz", "/readyz"}

// pageOf is the address of a route that is one page for people.
func pageOf(r route) []mapped {
	address := strings.TrimSuffix(strings.TrimPrefix(r.pattern, "GET "), "{$}")
	if r.pattern == "GET /" || r.whole || strings.Contains(address, "{") || machine(address) || path.Ext(address) != "" || slices.Contains(unlisted, address) {
		return nil
	}
	return []mapped{{Location: address}}
}

func (s *Server) chartPages(*Request) (list []mapped, err error) {
	for _, c := range Charts() {
		list = append(list, mapped{Location: "/charts/" + c.ID})
	}
	return list, nil
}

func (s *Server) datasetPages(r *Request) (list []mapped, err error) {
	for _, d := range r.Edition.Catalog().Sorted() {
		list = append(list, mapped{Location: "/data/" + d.ID})
	}
	return list, nil
}

func (s *Server) sourcePages(r *Request) (list []mapped, err error) {
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources", Columns: []string{"source_id"}})
	if err != nil {
		return nil, err
	}
	t.Each(func(row data.Row) { list = append(list, mapped{Location: "/sources/" + row.Text("source_id")}) })
	return list, nil
}

func (s *Server) nationalityPages(r *Request) (list []mapped, err error) {
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "territories", Columns: []string{"territory"}})
	if err != nil {
		return nil, err
	}
	t.Each(func(row data.Row) { list = append(list, mapped{Location: "/nationality/" + row.Text("territory")}) })
	return list, nil
}

func (s *Server) placePages(*Request) (list []mapped, err error) {
	for _, id := range data.PortIDs {
		list = append(list, mapped{Location: "/place/" + id})
	}
	for _, p := range data.Places {
		if !slices.Contains(data.PortIDs, p.Slug) && placeSlug(p.Slug) == p.Slug {
			list = append(list, mapped{Location: "/place/" + p.Slug})
		}
	}
	return list, nil
}

func (s *Server) releasePages(r *Request) (list []mapped, err error) {
	for _, x := range r.Edition.Manifest.Releases {
		list = append(list, mapped{Location: "/releases/" + x.ID})
	}
	return list, nil
}

func (s *Server) editionPages(*Request) (list []mapped, err error) {
	editions, err := s.store.Editions()
	for _, x := range editions {
		list = append(list, mapped{Location: "/editions/" + x.Edition, Modified: builtDay(x)})
	}
	return list, err
}

// builtDay is the day on which an edition was built.
func builtDay(x *data.Manifest) string { return x.BuiltAt[:min(10, len(x.BuiltAt))] }
