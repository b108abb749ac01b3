package views

import (
	"citas/views/layout"
	"citas/views/page"
)

const notConfigured = "not configured: this is a private copy"

// about is /about: who is behind the site and what was verified.
func (s *Server) about(r *Request) (Response, error) {
	m := page.AboutModel{
		Page: s.page(r, "/about", "About", "Who publishes this record, who pays for it, whom to write to, and how far its figures were verified."),
		Made: dependencyTable(), Version: s.config.Version,
		Who: []layout.Fact{
			layout.Text("Publisher", orElse(s.config.Publisher, notConfigured)),
			layout.Text("Who pays", orElse(s.config.Funding, notConfigured)),
			contact("Press", s.config.PressContact),
			contact("Corrections", s.config.CorrectionsContact),
			contact("Security", s.config.SecurityContact),
		},
	}
	m.Keys = s.keyFacts()
	var err error
	if m.Reading, err = readingSentence(r.Context(), r.Edition); err != nil {
		return Response{}, err
	}
	return html(r.Context(), page.About(m))
}

// contact links an address or a page of the configuration.
func contact(term, value string) layout.Fact {
	switch {
	case value == "":
		return layout.Text(term, notConfigured)
	case isMail(value):
		return layout.Linked(term, value, "mailto:"+value)
	case isWeb(value):
		return layout.Linked(term, value, value)
	}
	return layout.Text(term, value)
}
