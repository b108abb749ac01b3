package etl

import (
	"context"
	"errors"
	"net/http"

	"citas/etl/upstream"
)

// Probe is what a publisher's page yields at this moment. Nothing of it is kept.
type Probe struct {
	Check  SourceCheck
	Newest Candidate // that the page lists; zero if it lists none
	Bytes  string    // Content-Length of the newest document, as announced
	Type   string    // Content-Type, as announced
}

// Asked reports whether the publisher answered at all: if not, the probe says nothing
// about its page.
func (p Probe) Asked() bool {
	switch p.Check.State {
	case upstream.Unreachable, upstream.Failing, upstream.Blocked:
		return false
	}
	return true
}

// ProbeSource asks the publisher of a source, and no web archive, for its page, and for
// the headers of the newest document that is listed there. It writes nothing.
func ProbeSource(ctx context.Context, cfg FetchConfig, id string) (Probe, error) {
	sources, err := cfg.Registry.askable([]string{id})
	if err != nil {
		return Probe{}, err
	}
	s, d := *sources[0], *sources[0].Discovery
	d.Copies = ""
	s.Discovery = &d
	f := &fetcher{cfg: cfg, source: &s}
	listing, err := f.discover(ctx)
	if err != nil {
		return Probe{}, err
	}
	p := Probe{}
	if len(listing.Documents) > 0 {
		p.Newest = listing.Documents[0]
		if err := f.head(ctx, &p); err != nil {
			return Probe{}, err
		}
	}
	f.check.FinishedAt = stamp(cfg.Now())
	p.Check = f.check
	return p, nil
}

// head asks for the headers of the newest document.
func (f *fetcher) head(ctx context.Context, p *Probe) error {
	d := f.source.Discovery
	req := upstream.Request{URL: p.Newest.URL, Hosts: d.Hosts, MaxBytes: d.MaxBytes, Head: true}
	answer, err := f.cfg.Client.Get(ctx, req)
	var t *upstream.Trouble
	if errors.As(err, &t) && (t.Status == http.StatusMethodNotAllowed || t.Status == http.StatusNotImplemented) {
		req.Head = false // a server that knows no HEAD
		answer, err = f.cfg.Client.Get(ctx, req)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case ofTheMachine(err):
		return err
	case err != nil:
		known := problem(req.URL, f.publisherVia(), p.Newest.Issue.Name, err)
		f.check.State, f.check.Error = known.Kind, "the newest document: "+known.String()
		f.check.Problems = append(f.check.Problems, known)
	default:
		p.Bytes, p.Type = answer.Header.Get("Content-Length"), answer.Header.Get("Content-Type")
	}
	return nil
}
