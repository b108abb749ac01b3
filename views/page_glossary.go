package views

import (
	"citas/views/layout"
	"citas/views/page"
)

// glossaryPage is /glossary: what the words of this site mean.
func (s *Server) glossaryPage(r *Request) (Response, error) {
	m := page.GlossaryModel{Page: s.page(r, "", "Glossary", "What the words of this site mean, in plain terms: requested, scheduled, processed, let in, release, edition, modelled.")}
	for _, g := range glossary {
		group := page.GlossaryGroup{ID: "group-" + slugOf(g.title), Title: g.title}
		for _, t := range g.terms {
			group.Terms = append(group.Terms, page.GlossaryTerm{ID: t.slug, Term: t.term, Meaning: t.meaning, More: layout.Link{Text: t.more, Href: t.href}})
		}
		m.Groups = append(m.Groups, group)
	}
	return html(r.Context(), page.Glossary(m))
}

// accessibility is /accessibility: what was tested, and what is known to fail.
func (s *Server) accessibility(r *Request) (Response, error) {
	return html(r.Context(), page.Accessibility(page.AccessibilityModel{
		Page:    s.page(r, "", "Accessibility", "What this site does to be readable by everyone, how it was tested, and what is known to fail."),
		Contact: contact("Write to", s.config.CorrectionsContact),
	}))
}
