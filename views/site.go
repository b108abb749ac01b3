package views

import "citas/views/layout"

// navigation is the same on every page.
var navigation = []layout.Link{
	{Text: "Overview", Href: "/"},
	{Text: "Allocations", Href: "/allocations"},
	{Text: "Wait times", Href: "/wait-times"},
	{Text: "Languages", Href: "/languages"},
	{Text: "Claims", Href: "/claims"},
	{Text: "Charts", Href: "/charts"},
	{Text: "Data", Href: "/data"},
	{Text: "Sources", Href: "/sources"},
	{Text: "Method", Href: "/method"},
	{Text: "About", Href: "/about"},
}

// footLinks stand at the foot of every page.
var footLinks = []layout.Link{
	{Text: "What is missing", Href: "/missing"},
	{Text: "Nationalities", Href: "/nationalities"},
	{Text: "Places", Href: "/places"},
	{Text: "Changes", Href: "/changes"},
	{Text: "Editions", Href: "/editions"},
	{Text: "API", Href: "/api"},
	{Text: "Corrections", Href: "/corrections"},
	{Text: "Status", Href: "/status"},
	{Text: "Glossary", Href: "/glossary"},
	{Text: "Privacy", Href: "/privacy"},
	{Text: "Accessibility", Href: "/accessibility"},
	{Text: "Help", Href: "/help"},
}

// page fills the shell of a page: current is its navigation entry. The canonical address
// is the one asked for, without parameters.
func (s *Server) page(r *Request, current, title, description string) layout.Page {
	canonical := s.config.BaseURL + r.URL.EscapedPath()
	return layout.Page{
		Title: title, Description: description, Current: current,
		Canonical: canonical, Card: s.pageCard(canonical),
		Site: s.site(r),
	}
}

// figures is the shell of a page that shows figures: it can be seen as of any day. A
// past view is not for search engines.
func (s *Server) figures(r *Request, current, title, description string) layout.Page {
	p := s.page(r, current, title, description)
	p.AsOf = r.asOfModel()
	p.NoIndex = p.AsOf != nil && p.AsOf.Day != ""
	return p
}

// read adds to a page with drawn charts the module that reads them aloud and by pointer.
func (s *Server) read(p layout.Page) layout.Page {
	p.Site.Scripts = append(p.Site.Scripts, s.assets.URL("js/chart.js"))
	return p
}

func (s *Server) site(r *Request) layout.Site {
	site := layout.Site{
		Styles:      []string{s.assets.URL("css/site.css"), s.assets.URL("css/chart.css")},
		Icon:        s.assets.URL("img/favicon.svg"),
		Feeds:       feedTwins(),
		Nav:         navigation,
		More:        footLinks,
		Publisher:   s.config.Publisher,
		Corrections: s.config.CorrectionsContact,
		Version:     s.config.Version,
	}
	if r.Edition == nil {
		return site
	}
	m := r.Edition.Manifest
	site.Edition, site.Label, site.BuiltAt, site.Built = m.Edition, m.Label, m.BuiltAt, builtWords(m)
	return site
}
