package views

import (
	"context"
	"net/http"
	"strings"
)

// Everything lists the addresses from which a walk along links reaches the whole site:
// its pages, and what is made for programs, which pages do not all link to. Those of the
// second list may have no answer in this edition or under this configuration.
func (s *Server) Everything(ctx context.Context) (pages, programs []string, err error) {
	e, err := s.store.Acquire(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer e.Release()
	list, err := s.canonical(&Request{Request: (&http.Request{}).WithContext(ctx), Edition: e})
	if err != nil {
		return nil, nil, err
	}
	for _, at := range list {
		pages = append(pages, at.Location)
		for _, kind := range []struct{ under, to string }{
			{"/charts/", embedPath}, {"/charts/", "/api/v1/charts/"}, {"/data/", "/api/v1/datasets/"}, {"/sources/", "/api/v1/sources/"},
			{"/releases/", "/api/v1/releases/"}, {"/editions/", "/api/v1/editions/"},
		} {
			if id, ok := strings.CutPrefix(at.Location, kind.under); ok && !strings.Contains(id, "/") {
				programs = append(programs, kind.to+id)
			}
		}
	}
	for _, r := range s.routes() {
		if address := strings.TrimPrefix(r.pattern, "GET "); !strings.Contains(address, "{") && machine(address) {
			programs = append(programs, address)
		}
	}
	return pages, programs, nil
}

// Packed returns a text in a content coding (br, zstd, gzip), as small as this site makes
// what is asked for by many.
func Packed(text []byte, name string) []byte {
	for c, known := range codingNames {
		if c != int(plain) && known.name == name {
			return compressed(text, coding(c), false)
		}
	}
	return text
}
