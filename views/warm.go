package views

import (
	"context"
	"net/http"
	"strings"
	"time"

	"citas/data"
)

// warmLimit bounds the warming of an edition. What is not warm by then is made when it is
// asked for.
const warmLimit = time.Minute

// warm makes the pages of an edition that readers do not have yet, so that the swap costs
// them nothing. They go on with the edition before.
func (s *Server) warm(ctx context.Context, e *data.Edition) {
	g := newGeneration(e.ID())
	s.next.Store(g)
	s.fill(ctx, e, s.config.Log.Error)
}

// Warm makes the pages of the edition that readers have already: at the start, when
// nobody may be kept waiting.
func (s *Server) Warm(ctx context.Context) {
	e, err := s.store.Acquire(ctx)
	if err != nil {
		return // there is nothing to make pages of
	}
	defer e.Release()
	s.fill(ctx, e, s.config.Log.Error)
}

// often reports whether a page is one that many open: the stories, the charts, the data.
// The pages of each source, nationality and place are made for whoever asks first.
func often(address string) bool {
	return strings.Count(address, "/") == 1 || strings.HasPrefix(address, "/charts/") || strings.HasPrefix(address, "/data/")
}

// fill asks for the pages that many open, in the order of the routes, as most browsers do.
func (s *Server) fill(ctx context.Context, e *data.Edition, complain func(string, ...any)) {
	ctx, cancel := context.WithTimeout(ctx, warmLimit)
	defer cancel()
	pages, err := s.canonical(&Request{Request: (&http.Request{}).WithContext(ctx), Edition: e})
	if err != nil {
		complain("warm", "edition", e.ID(), "error", err)
		return
	}
	site := s.inLanguage(s.mux(func(context.Context) (*data.Edition, error) { return e.Share() }, false))
	for _, at := range pages {
		if !often(at.Location) {
			continue
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.Location, nil)
		if err != nil || ctx.Err() != nil {
			return
		}
		r.Header.Set("Accept-Encoding", "br")
		site.ServeHTTP(&nowhere{}, r)
	}
}

// nowhere takes an answer that is made to be kept.
type nowhere struct{ header http.Header }

func (n *nowhere) Header() http.Header {
	if n.header == nil {
		n.header = http.Header{}
	}
	return n.header
}
func (n *nowhere) WriteHeader(int)             {}
func (n *nowhere) Write(p []byte) (int, error) { return len(p), nil }
