package views

import (
	"fmt"
	"net/http"
	"strings"

	"citas/data"
)

// asset serves a static file; its address changes with its content.
func (s *Server) asset(r *Request) (Response, error) {
	f, ok := s.assets.Find(r.URL.Path)
	if !ok {
		return Response{}, fmt.Errorf("file %s: %w", r.URL.Path, data.ErrNotFound)
	}
	return Response{Type: f.Type, Body: f.Content, Hash: f.SHA256, Immutable: true}, nil
}

// favicon answers browsers that ask without reading the page.
func (s *Server) favicon(*Request) (Response, error) {
	f, ok := s.assets.Named("img/favicon.ico")
	if !ok {
		return Response{}, fmt.Errorf("favicon: %w", data.ErrNotFound)
	}
	return Response{Type: f.Type, Body: f.Content, Hash: f.SHA256}, nil
}

// robots lets search engines in when the site is public. Filtered views are one page.
func (s *Server) robots(*Request) (Response, error) {
	text := "User-agent: *\nDisallow: /\n"
	if s.config.Public {
		text = "User-agent: *\nDisallow: /*?\nDisallow: /cite/\n"
		if s.config.BaseURL != "" {
			text += "\nSitemap: " + s.config.BaseURL + "/sitemap.xml\n"
		}
	}
	return Response{Type: typeText, Body: []byte(text)}, nil
}

// healthz says that the process answers.
func (s *Server) healthz(*Request) (Response, error) {
	return Response{Type: typeText, Body: []byte("ok\n"), NoStore: true}, nil
}

// readyz says that an edition is open, and whether it stands in for a damaged one;
// without one the adapter has answered 503.
func (s *Server) readyz(r *Request) (Response, error) {
	words := "ready " + r.Edition.ID() + "\n"
	if d := s.store.Damage(); d != nil {
		words += "degraded: " + d.Error() + "\n"
	}
	return Response{Type: typeText, Body: []byte(words), NoStore: true}, nil
}

// nothing answers every address that has no route. A slash too many is forgiven.
func (s *Server) nothing(r *Request) (Response, error) {
	trimmed := strings.TrimRight(r.URL.Path, "/")
	if len(trimmed) > 1 && trimmed != r.URL.Path && trimmed[1] >= 'a' && trimmed[1] <= 'z' {
		return Response{Status: http.StatusPermanentRedirect, Location: r.URL.EscapedPath()[:len(strings.TrimRight(r.URL.EscapedPath(), "/"))]}, nil
	}
	return Response{}, fmt.Errorf("address %s: %w", r.URL.Path, data.ErrNotFound)
}
