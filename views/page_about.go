package views

import (
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

const notConfigured locale.Msg = "not configured: this is a private copy"

// about is /about: who is behind the site and what was verified.
func (s *Server) about(r *Request) (Response, error) {
	w := r.Words()
	m := page.AboutModel{
		Page: s.page(r, "/about", w.T("About"), w.T("Who publishes this record, who pays for it, whom to write to, and how far its figures were verified.")),
		Made: dependencyTable(r.Words()), Version: s.config.Version,
		Who: []layout.Fact{
			layout.Text("Publisher", orElse(s.config.Publisher, w.T(notConfigured))),
			layout.Text("Who pays", orElse(s.config.Funding, w.T(notConfigured))),
			contact(w, "Press", s.config.PressContact),
			contact(w, "Corrections", s.config.CorrectionsContact),
			contact(w, "Security", s.config.SecurityContact),
		},
	}
	m.Keys = s.keyFacts()
	var err error
	if m.Reading, err = readingSentence(r.Context(), r.Edition, w); err != nil {
		return Response{}, err
	}
	return html(r.Context(), page.About(m))
}

// contact links an address or a page of the configuration.
func contact(w Words, term locale.Msg, value string) layout.Fact {
	switch {
	case value == "":
		return layout.Text(term, w.T(notConfigured))
	case isMail(value):
		return layout.Linked(term, value, "mailto:"+value)
	case isWeb(value):
		return layout.Linked(term, value, value)
	}
	return layout.Text(term, value)
}
