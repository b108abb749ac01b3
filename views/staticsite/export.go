package staticsite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Config says what is written, and where.
type Config struct {
	Site      http.Handler
	Addresses []string // where the walk begins: what no page links to must stand here
	Optional  []string // the same, but for addresses that may have no answer
	Dir       string
	Base      string                                  // https://host where the files will be served; empty: links are relative and work anywhere
	Live      string                                  // https://host of the full site, for what needs a server; may be empty
	Codings   []string                                // content codings (br, zstd, gzip) in which each text has a twin beside it: .br, .zst, .gz
	Pack      func(body []byte, coding string) []byte // compresses a page in a content coding
	State     string                                  // fingerprint of everything that the site follows from; empty: always look

	Progress func(done, known int) // may be nil
}

// Report says what an export did.
type Report struct {
	Files     int // that the site has
	Bytes     int64
	Written   int
	Removed   int
	Unchanged bool // nothing had to be looked at
}

// Run writes the site. It fails when an address that a page links to has no answer.
func Run(ctx context.Context, c Config) (Report, error) {
	t, err := openTree(c.Dir, c.State)
	if err != nil {
		return Report{}, err
	}
	if t.same() {
		return t.report(true), nil
	}
	x := &export{Config: c, base: c.Base, live: c.Live, tree: t, answers: map[string]*answer{}}
	if err := x.walk(ctx); err != nil {
		return Report{}, err
	}
	if err := x.pages(ctx); err != nil {
		return Report{}, err
	}
	for name, text := range x.serverFiles() {
		if err := t.put(name, []byte(text), Sent{Type: "text/plain; charset=utf-8"}); err != nil {
			return Report{}, err
		}
	}
	if err := t.finish(); err != nil {
		return Report{}, err
	}
	return t.report(false), nil
}

// export is one run.
type export struct {
	Config
	base, live string
	tree       *tree

	mu      sync.Mutex
	answers map[string]*answer // by address, without fragment
	queue   []*url.URL
	working int
	done    int
	failed  []error
}

// answer is what an address gave.
type answer struct {
	at    *url.URL
	file  string
	page  bool
	body  []byte // of a page, until it is written
	ids   map[string]bool
	head  http.Header
	moved *url.URL // it leads elsewhere
}

// find is the answer to an address, or nil.
func (x *export) find(u *url.URL) *answer {
	for range 4 {
		a := x.answers[key(u)]
		if a == nil || a.moved == nil {
			if a != nil && a.file == "" {
				return nil
			}
			return a
		}
		u = a.moved
	}
	return nil
}

// key is the address as the walk knows it.
func key(u *url.URL) string {
	if u.RawQuery == "" {
		return u.Path
	}
	return u.Path + "?" + u.Query().Encode()
}

// walk asks for every address.
func (x *export) walk(ctx context.Context) error {
	optional := map[string]bool{}
	for _, list := range [][]string{x.Addresses, x.Optional} {
		for _, address := range list {
			u, err := url.Parse(address)
			if err != nil {
				return err
			}
			x.enqueue(u)
		}
	}
	for _, address := range x.Optional {
		optional[address] = true
	}
	ready := sync.NewCond(&x.mu)
	var workers sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for {
				x.mu.Lock()
				for len(x.queue) == 0 && x.working > 0 {
					ready.Wait()
				}
				if len(x.queue) == 0 || ctx.Err() != nil {
					x.mu.Unlock()
					ready.Broadcast()
					return
				}
				u := x.queue[0]
				x.queue = x.queue[1:]
				x.working++
				x.mu.Unlock()

				a, links, err := x.ask(ctx, u)

				x.mu.Lock()
				x.working--
				x.done++
				switch {
				case err == nil:
					x.answers[key(u)] = a
				case !optional[key(u)] || !errors.Is(err, errNothing):
					x.failed = append(x.failed, err)
				}
				for _, l := range links {
					x.enqueue(l)
				}
				if x.Progress != nil {
					x.Progress(x.done, len(x.answers))
				}
				x.mu.Unlock()
				ready.Broadcast()
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	slices.SortFunc(x.failed, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(x.failed...)
}

// enqueue adds an address that has a file and was not asked for yet.
func (x *export) enqueue(u *url.URL) {
	clean := &url.URL{Path: u.Path, RawQuery: u.RawQuery}
	if fateOf(clean) == whole {
		clean.RawQuery = ""
	}
	if _, known := x.answers[key(clean)]; known || fateOf(clean) != kept {
		return
	}
	x.answers[key(clean)] = &answer{at: clean}
	x.queue = append(x.queue, clean)
}

// errNothing: an address has no answer.
var errNothing = errors.New("no answer")

// ask gets one address. A page is kept for its links to be rewritten, anything else is
// written.
func (x *export) ask(ctx context.Context, u *url.URL) (*answer, []*url.URL, error) {
	got, err := x.get(ctx, u, "")
	if err != nil {
		return nil, nil, err
	}
	defer got.discard()
	a := &answer{at: u}
	switch {
	case got.status >= 300 && got.status < 400:
		to, err := url.Parse(got.header.Get("Location"))
		if err != nil {
			return nil, nil, fmt.Errorf("%s leads to %q: %w", u, got.header.Get("Location"), err)
		}
		a.moved = u.ResolveReference(to)
		return a, []*url.URL{a.moved}, nil
	case got.status != http.StatusOK:
		return nil, nil, fmt.Errorf("%s: %w: status %d", u, errNothing, got.status)
	}
	mediaType, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
	a.page, a.head = mediaType == "text/html", got.header
	a.file = fileOf(u, a.page)
	if a.page {
		a.body, err = got.bytes()
		if err != nil {
			return nil, nil, err
		}
		var links []*url.URL
		links, a.ids, err = x.survey(u, a.body)
		return a, links, err
	}
	if err := x.tree.take(a.file, got); err != nil {
		return nil, nil, err
	}
	if len(x.Codings) > 0 {
		err = x.twins(ctx, u, a.file)
	}
	return a, nil, err
}

// pages writes all pages, now that it is known which addresses have files.
func (x *export) pages(ctx context.Context) error {
	var list []*answer
	files := map[string]string{}
	for _, a := range x.answers {
		if a.file == "" {
			continue
		}
		if other, twice := files[a.file]; twice {
			return fmt.Errorf("%s and %s are one file, %s", a.at, other, a.file)
		}
		files[a.file] = a.at.String()
		if a.page {
			list = append(list, a)
		}
	}
	if x.base != "" {
		if a, err := x.notFound(ctx); err != nil {
			return err
		} else {
			list = append(list, a)
		}
	}
	work := make(chan *answer)
	var workers sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for a := range work {
				body, err := x.rewrite(a.at, a.file, a.body)
				if err == nil {
					err = x.tree.put(a.file, body, sentAs(a.head))
				}
				if err == nil {
					err = x.pack(a, body)
				}
				if err != nil {
					x.mu.Lock()
					x.failed = append(x.failed, fmt.Errorf("%s: %w", a.at, err))
					x.mu.Unlock()
				}
			}
		})
	}
	for _, a := range list {
		work <- a
	}
	close(work)
	workers.Wait()
	return errors.Join(append(x.failed, ctx.Err())...)
}

// notFound is the page for addresses that there are not. Its links are from the root.
func (x *export) notFound(ctx context.Context) (*answer, error) {
	u := &url.URL{Path: "/404.html"}
	got, err := x.get(ctx, &url.URL{Path: "/not-found"}, "")
	if err != nil {
		return nil, err
	}
	defer got.discard()
	a := &answer{at: u, file: "404.html", page: true, head: got.header}
	a.body, err = got.bytes()
	return a, err
}
