package views

import "citas/views/layout"

// navigation is the same on every page.
var navigation = []layout.Place{
	{Name: "Overview", Href: "/"},
	{Name: "Allocations", Href: "/allocations"},
	{Name: "Wait times", Href: "/wait-times"},
	{Name: "Languages", Href: "/languages"},
	{Name: "Claims", Href: "/claims"},
	{Name: "Charts", Href: "/charts"},
	{Name: "Data", Href: "/data"},
	{Name: "Sources", Href: "/sources"},
	{Name: "Method", Href: "/method"},
	{Name: "About", Href: "/about"},
}

// footLinks stand at the foot of every page.
var footLinks = []layout.Place{
	{Name: "What is missing", Href: "/missing"},
	{Name: "Nationalities", Href: "/nationalities"},
	{Name: "Places", Href: "/places"},
	{Name: "Changes", Href: "/changes"},
	{Name: "Editions", Href: "/editions"},
	{Name: "API", Href: "/api"},
	{Name: "Corrections", Href: "/corrections"},
	{Name: "Status", Href: "/status"},
	{Name: "Glossary", Href: "/glossary"},
	{Name: "Privacy", Href: "/privacy"},
	{Name: "Accessibility", Href: "/accessibility"},
	{Name: "Help", Href: "/help"},
}

// page fills the shell of a page: current is its navigation entry. The canonical address
// is the one asked for, without parameters.
func (s *Server) page(r *Request, current, title, description string) layout.Page {
	canonical := s.config.BaseURL + r.address()
	p := layout.Page{
		Lang: r.tongue().Code(), Alternates: s.alternates(r),
		Title: title, Description: description, Current: current,
		Canonical: canonical, Card: s.pageCard(canonical),
		Site: s.site(r),
	}
	if !r.tongue().Whole() {
		p.MainLang = r.Words().Code()
	}
	return p
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
		Feeds:       feedTwins(r.Words()),
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
	site.Edition, site.Label, site.BuiltAt, site.Built = m.Edition, m.Label, m.BuiltAt, builtWords(r.tongue(), m)
	return site
}
