package views

import "net/http"

// Patterns lists the routes for the tests.
func (s *Server) Patterns() []string {
	var list []string
	for _, r := range s.routes() {
		list = append(list, r.pattern)
	}
	return list
}

// Guarded puts a handler behind the site's middleware.
func (s *Server) Guarded(h http.HandlerFunc) http.Handler { return s.guard(h) }

// SendFile answers with a file as it answers with an export.
func (s *Server) SendFile(path, hash, mediaType string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.respond(w, &Request{Request: r, reader: r.Context()}, Response{File: path, Hash: hash, Type: mediaType, SaveAs: "x.csv"})
	})
}
