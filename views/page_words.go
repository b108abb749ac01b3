package views

import "citas/views/page"

// method is /method: how figures are made.
func (s *Server) method(r *Request) (Response, error) {
	corrections, _ := r.Edition.Manifest.Dataset("nationality-language-overrides")
	return html(r.Context(), page.Method(page.MethodModel{
		Page:        s.page(r, "/method", "Method", "How published statistics become the tables and charts of this site, and what each word means."),
		Corrections: counted(corrections.Rows, "share", "shares"),
	}))
}

// help is /help: the notice at length and where free legal help is listed.
func (s *Server) help(r *Request) (Response, error) {
	return html(r.Context(), page.Help(page.HelpModel{
		Page: s.page(r, "", "Help", "Where free legal help is listed. Nobody may charge for using this site."),
	}))
}

// privacy is /privacy: what is known of a reader.
func (s *Server) privacy(r *Request) (Response, error) {
	about := "No cookie, no tracker, no request to any other site, no access log."
	if s.config.AccessLog {
		about = "No cookie, no tracker, no request to any other site. The log says what was read, not by whom."
	}
	return html(r.Context(), page.Privacy(page.PrivacyModel{
		Page:   s.page(r, "", "Privacy", about),
		Logged: s.config.AccessLog, Limited: s.config.RateLimit > 0, Onion: s.config.OnionURL,
	}))
}
