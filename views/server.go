package views

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"citas/data"
	"citas/static"
	"citas/views/chart"
)

// requestLimit is how long an answer may take to be made. Sending it may take longer.
const requestLimit = 20 * time.Second

// cacheBytes bounds what the server keeps of rendered and compressed answers.
const cacheBytes = 24 << 20

// How many pictures are painted at a time, and how many requests may wait for one.
const paintAtOnce, paintWaiting = 2, 24

// Server is the site.
type Server struct {
	config      Config
	store       *data.Store
	assets      *static.Set
	cache       *cache
	search      searchShelf
	painters    *painters
	api         http.Handler
	description *huma.OpenAPI // of the API
	handler     http.Handler
}

// New makes a site over a store. It fails with data.ErrInvalid when the configuration
// does not allow it to be shown.
func New(c Config) (*Server, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	s := &Server{
		config: c.withDefaults(),
		store:  c.Store,
		assets: static.Embedded().With("css/chart.css", []byte(chart.CSS()+chart.ReaderCSS())),
		cache:  newCache(cacheBytes),

		painters: newPainters(paintAtOnce, paintWaiting),
	}
	if !s.config.Public {
		s.assets = s.assets.With("css/styleguide.css", []byte(styleguideCSS(s.assets)))
	}
	s.api, s.description = s.newAPI()
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, s.answer(r))
	}
	s.handler = s.guard(mux)
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

// answer adapts a route to net/http: it holds one edition for the whole answer, turns
// errors into answers, and hands everything to the one responder.
func (s *Server) answer(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The server's own limit is for answers that take no time to make.
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportLimit + sendLimit))
		ctx, cancel := context.WithTimeout(r.Context(), requestLimit)
		defer cancel()
		request := &Request{Request: r.WithContext(ctx), reader: r.Context()}
		edition, err := s.store.Acquire(ctx)
		if err == nil {
			defer edition.Release()
			request.Edition = edition
		} else if route.offline {
			err = nil
		}
		var response Response
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
			response, err = s.cached(route, request)
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

// on ties an answer to a day: the links of a page, and where a redirect leads.
func (a Response) on(day time.Time) (Response, error) {
	if a.Location != "" && ours(a.Location) && !dated(a.Location) {
		a.Location = withParam(a.Location, asOfParam, day.Format(time.DateOnly))
	}
	if a.Type != typeHTML {
		return a, nil
	}
	body, err := keepAsOf(a.Body, day)
	a.Body = body
	return a, err
}

// cached answers from memory when the same address was answered from the same edition,
// and with the same releases kept out where the answer shows them.
func (s *Server) cached(route route, r *Request) (Response, error) {
	if r.Edition == nil || route.live {
		return route.handle(r)
	}
	key := r.Edition.ID() + " " + r.keptKey() + r.URL.RequestURI()
	if kept, ok := s.cache.get(key); ok && !route.today {
		return kept.(Response), nil
	}
	response, err := route.handle(r)
	if day, dated := r.Edition.AsOf(); err == nil && dated {
		response, err = response.on(day)
	}
	if err == nil && !response.onDisk() && !response.NoStore && !route.today {
		s.cache.put(key, response, len(response.Body))
	}
	return response, err
}
