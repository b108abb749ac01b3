package views

import (
	"context"
	"errors"
	"net/http"

	"github.com/maypok86/otter/v2"

	"citas/data"
	"citas/views/locale"
)

// What the server keeps in memory, in bytes. Pages are the addresses without parameters:
// a finite set, that no walk through filters can push out. What is asked for with
// parameters has a room of its own, in which what is asked for again stays.
const (
	pageBytes  = 48 << 20
	sliceBytes = 24 << 20
	factBytes  = 8 << 20
	packBytes  = 8 << 20
	mostOfRoom = 8 // one answer takes at most this part of its room
)

// pageKey is what an answer follows from, beside the edition: never the reader.
type pageKey struct {
	path  string // with the language before it
	query string // normalised
	kept  string // fingerprint of the releases kept out, where the answer shows them
}

// generation holds what was made from one edition. The next edition begins with an empty
// one; this one goes when its last reader has gone.
type generation struct {
	edition string
	pages   *otter.Cache[pageKey, *entry]
	slices  *otter.Cache[pageKey, *entry]
	facts   *otter.Cache[string, fact]
}

// fact is a value that pages share, such as a description of all tables.
type fact struct {
	value any
	bytes int
}

func newGeneration(edition string) *generation {
	entries := func(most uint64) *otter.Cache[pageKey, *entry] {
		return otter.Must(&otter.Options[pageKey, *entry]{MaximumWeight: most, Weigher: func(k pageKey, e *entry) uint32 {
			return e.weight() + uint32(len(k.path)+len(k.query)+len(k.kept))
		}})
	}
	return &generation{
		edition: edition, pages: entries(pageBytes), slices: entries(sliceBytes),
		facts: otter.Must(&otter.Options[string, fact]{MaximumWeight: factBytes, Weigher: func(k string, f fact) uint32 {
			return uint32(len(k) + f.bytes)
		}}),
	}
}

// room is where the answer to an address is kept.
func (g *generation) room(k pageKey) *otter.Cache[pageKey, *entry] {
	if k.query == "" {
		return g.pages
	}
	return g.slices
}

// generationOf is the generation of an edition, begun with its first reader. A reader
// who is still on an edition that another one has replaced gets nil: nothing is kept.
func (s *Server) generationOf(e *data.Edition) *generation {
	for {
		current := s.generation.Load()
		if current != nil && current.edition == e.ID() {
			return current
		}
		next := s.next.Load()
		prepared := next != nil && next.edition == e.ID()
		switch serving := s.store.CurrentID(); {
		case serving != e.ID() && prepared:
			return next // being warmed
		case serving != e.ID():
			return nil
		case !prepared:
			next = newGeneration(e.ID())
		}
		if s.generation.CompareAndSwap(current, next) {
			return next
		}
	}
}

// hit finds a kept answer, without an edition, a query or an error to weigh.
func (s *Server) hit(route route, r *http.Request) *entry {
	g := s.generation.Load()
	if g == nil || route.fleeting() || route.kept || r.URL.RawPath != "" || g.edition != s.store.CurrentID() {
		return nil
	}
	query, ok := route.normal(r.URL)
	if !ok {
		return nil
	}
	key := pageKey{path: locale.From(r.Context()).Prefix() + r.URL.Path, query: query}
	found, _ := g.room(key).GetIfPresent(key)
	return found
}

// errPassing ends a flight whose answer is not kept: each reader makes their own.
var errPassing = errors.New("not kept")

// cached answers from memory when the same was answered from the same edition before.
// However many ask at the same time, it is made once.
func (s *Server) cached(route route, r *Request) (answer Response, kept *entry, err error) {
	var g *generation
	if r.Edition != nil && !route.fleeting() && r.URL.RawPath == "" && (route.file == nil || !route.file(r)) {
		g = s.generationOf(r.Edition)
	}
	if g == nil {
		answer, err = s.make(route, r)
		return answer, nil, err
	}
	key := pageKey{path: r.tongue().Prefix() + r.URL.Path, query: r.URL.RawQuery, kept: r.keptKey()}
	mine := false
	kept, err = g.room(key).Get(r.Context(), key, otter.LoaderFunc[pageKey, *entry](func(ctx context.Context, k pageKey) (*entry, error) {
		mine = true
		var failed error
		if answer, failed = s.make(route, r); failed != nil {
			return nil, failed
		}
		if !answer.keepable(g.most(k)) {
			return nil, errPassing
		}
		return newEntry(answer, packerFor(r.Request)), nil
	}))
	if errors.Is(err, errPassing) {
		if err = nil; !mine {
			answer, err = s.make(route, r)
		}
	}
	return answer, kept, err
}

// make lets the route's handler answer.
func (s *Server) make(route route, r *Request) (Response, error) {
	a, err := route.handle(r)
	if err != nil {
		return a, err
	}
	return a.along(r.way())
}

// most is how large an answer may be that is kept under a key.
func (g *generation) most(k pageKey) int {
	if k.query == "" {
		return pageBytes / mostOfRoom
	}
	return sliceBytes / mostOfRoom
}

// keepable reports whether an answer is a content that memory may hold.
func (a Response) keepable(most int) bool {
	return (a.Status == 0 || a.Status == http.StatusOK) && !a.onDisk() && !a.NoStore && len(a.Body) <= most
}

// packerFor compresses what many will ask for small, and a reader's own choice fast. The
// bytes under an address and a tag do not depend on whether it is kept.
func packerFor(r *http.Request) packer {
	if r.URL.RawQuery == "" {
		return packSmall
	}
	return packSoon
}

// passing makes an entry for an answer that no generation keeps. Its compressed forms
// stay for a while: a static file, an export, or the status of today are asked for again.
func (s *Server) passing(r *Request, a Response) *entry {
	pack := packerFor(r.Request)
	return newEntry(a, func(a Response, c coding) []byte {
		key := entityTag(a.Hash, c)
		if found, ok := s.packed.GetIfPresent(key); ok {
			return found
		}
		body := pack(a, c)
		if len(body) <= packBytes/mostOfRoom {
			s.packed.Set(key, body)
		}
		return body
	})
}

func newPacked() *otter.Cache[string, []byte] {
	return otter.Must(&otter.Options[string, []byte]{MaximumWeight: packBytes, Weigher: func(k string, b []byte) uint32 { return uint32(len(k) + len(b)) }})
}

// remember returns a value that pages of an edition share, made once. Size estimates its
// bytes.
func remember[T any](ctx context.Context, s *Server, e *data.Edition, name string, size func(T) int, make func() (T, error)) (T, error) {
	g := s.generationOf(e)
	if g == nil {
		return make()
	}
	kept, err := g.facts.Get(ctx, name, otter.LoaderFunc[string, fact](func(context.Context, string) (fact, error) {
		v, err := make()
		return fact{v, size(v)}, err
	}))
	if err != nil {
		var none T
		return none, err
	}
	return kept.value.(T), nil
}
