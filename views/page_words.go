package views

import (
	"slices"

	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// method is /method: how figures are made.
func (s *Server) method(r *Request) (Response, error) {
	corrections, _ := r.Edition.Manifest.Dataset("nationality-language-overrides")
	return html(r.Context(), page.Method(page.MethodModel{
		Page:        s.page(r, "/method", r.T("Method"), r.T("How published statistics become the tables and charts of this site, and what each word means.")),
		Corrections: counted(corrections.Rows, "share", "shares"),
	}))
}

// help is /help: the notice at length and where free legal help is listed. Every language
// has it, and shows the others under its own.
func (s *Server) help(r *Request) (Response, error) {
	all, _ := locale.All() // a server that started has read them
	own := r.tongue()
	languages := append([]Words{own}, slices.DeleteFunc(all, func(w Words) bool { return w == own })...)
	return html(r.Context(), page.Help(page.HelpModel{
		Page: s.everyonesPage(r, "Help", "Where free legal help is listed. Nobody may charge for using this site."), Languages: languages,
	}))
}

// privacy is /privacy: what is known of a reader.
func (s *Server) privacy(r *Request) (Response, error) {
	about := locale.Msg("No cookie, no tracker, no request to any other site, no access log.")
	if s.config.AccessLog {
		about = "No cookie, no tracker, no request to any other site. The log says what was read, not by whom."
	}
	return html(r.Context(), page.Privacy(page.PrivacyModel{
		Page:   s.everyonesPage(r, "Privacy", about),
		Logged: s.config.AccessLog, Limited: s.config.RateLimit > 0, Onion: s.config.OnionURL,
	}))
}

// everyonesPage is the shell of a page that every language has whole.
func (s *Server) everyonesPage(r *Request, title, description locale.Msg) layout.Page {
	p := s.page(r, "", r.tongue().T(title), r.tongue().T(description))
	p.MainLang = ""
	return p
}
