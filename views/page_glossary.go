package views

import (
	"citas/views/layout"
	"citas/views/page"
)

// glossaryPage is /glossary: what the words of this site mean.
func (s *Server) glossaryPage(r *Request) (Response, error) {
	w := r.Words()
	m := page.GlossaryModel{Page: s.page(r, "", w.T("Glossary"), w.T("What the words of this site mean, in plain terms: requested, scheduled, processed, let in, release, edition, modelled."))}
	for _, g := range glossary {
		group := page.GlossaryGroup{ID: "group-" + slugOf(string(g.title)), Title: w.T(g.title)}
		for _, t := range g.terms {
			group.Terms = append(group.Terms, page.GlossaryTerm{ID: t.slug, Term: w.T(t.term), Meaning: w.T(t.meaning), More: layout.Link{Text: w.T(t.more), Href: t.href}})
		}
		m.Groups = append(m.Groups, group)
	}
	return html(r.Context(), page.Glossary(m))
}

// accessibility is /accessibility: what was tested, and what is known to fail.
func (s *Server) accessibility(r *Request) (Response, error) {
	return html(r.Context(), page.Accessibility(page.AccessibilityModel{
		Page:    s.page(r, "", r.T("Accessibility"), r.T("What this site does to be readable by everyone, how it was tested, and what is known to fail.")),
		Contact: contact(r.Words(), "Write to", s.config.CorrectionsContact),
	}))
}
