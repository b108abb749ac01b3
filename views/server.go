package views

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/maypok86/otter/v2"

	"citas/data"
	"citas/static"
	"citas/views/chart"
	"citas/views/locale"
)

// requestLimit is how long an answer may take to be made. Sending it may take longer.
const requestLimit = 20 * time.Second

// How many pictures are painted at a time, and how many requests may wait for one.
const paintAtOnce, paintWaiting = 2, 24

// Server is the site.
type Server struct {
	config      Config
	store       *data.Store
	assets      *static.Set
	generation  atomic.Pointer[generation] // of the edition that readers get
	next        atomic.Pointer[generation] // of the one that is prepared
	packed      *otter.Cache[string, []byte]
	search      searchShelf
	peers       peers
	clients     *clients
	pictures    *data.Lane // one takes a processor for a moment
	api         http.Handler
	description *huma.OpenAPI // of the API
	handler     http.Handler
}

// New makes a site over a store. It fails with data.ErrInvalid when the configuration
// does not allow it to be shown.
func New(c Config) (*Server, error) {
	if c.Store == nil {
		return nil, fmt.Errorf("views: %w: no store", data.ErrInvalid)
	}
	if err := c.Check(); err != nil {
		return nil, err
	}
	if _, err := locale.All(); err != nil {
		return nil, err
	}
	s := &Server{
		config: c.withDefaults(),
		store:  c.Store,
		assets: static.Embedded().With("css/chart.css", []byte(chart.CSS()+chart.ReaderCSS())),
		packed: newPacked(),

		peers:    peers{c.TrustedProxies},
		pictures: data.NewLane("pictures", paintAtOnce, paintWaiting),
	}
	if !s.config.Public {
		s.assets = s.assets.With("css/styleguide.css", []byte(styleguideCSS(s.assets)))
	}
	s.clients = newClients(s.config.RateLimit, s.config.Now)
	s.api, s.description = s.newAPI()
	s.handler = s.logged(s.inLanguage(s.guard(s.mux(s.store.Acquire, true))))
	s.store.Prepare(s.warm)
	return s, nil
}

// Handler is the site as net/http sees it.
func (s *Server) Handler() http.Handler { return s.handler }

// Request is what a handler may read. Edition is nil on a route without one.
type Request struct {
	*http.Request
	Edition *data.Edition   // in an as-of request, the view of that day
	Kept    []data.Held     // on a route that shows what is kept out, by release id
	dated   bool            // as_of has been read and is no parameter of the handler's
	reader  context.Context // ends when the reader has left, however long the answer takes
}

// handler answers one kind of request: parse, one call, render. It writes nothing.
type handler func(*Request) (Response, error)

// acquire hands out the edition that a request is answered from.
type acquire func(context.Context) (*data.Edition, error)

// mux is all routes over an edition: with hits over that of the readers, for whom
// answers are kept.
func (s *Server) mux(from acquire, hits bool) *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, s.answer(r, from, hits))
	}
	return mux
}

// answer adapts a route to net/http: it sends what is kept; else it holds one edition for
// the whole answer, turns errors into answers, and hands everything to the one responder.
func (s *Server) answer(route route, from acquire, hits bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hits {
			if kept := s.hit(route, r); kept != nil {
				kept.send(w, r)
				return
			}
		}
		// The server's own limit is for answers that take no time to make.
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportLimit + sendLimit))
		ctx, cancel := context.WithTimeout(r.Context(), requestLimit)
		defer cancel()
		request := &Request{Request: r.WithContext(ctx), reader: r.Context()}
		edition, err := from(ctx)
		if err == nil {
			defer edition.Release()
			request.Edition = edition
		} else if route.offline {
			err = nil
		}
		var response Response
		var kept *entry
		if err == nil && !route.live {
			request.normalise(route)
		}
		if err == nil {
			err = request.travel(route)
		}
		if err == nil && !route.params {
			err = request.known()
		}
		if err == nil && route.kept && s.config.KeptOut != nil {
			request.Kept, err = s.config.KeptOut.List()
		}
		if err == nil {
			response, kept, err = s.cached(route, request)
		}
		if err == nil && kept != nil {
			kept.send(w, request.Request)
			return
		}
		if err != nil {
			if late := ctx.Err(); late != nil {
				err = fmt.Errorf("%w: %w", late, err) // the database says it in its own words
			}
			response = s.failure(request, err)
		}
		s.respond(w, request, response)
	})
}
