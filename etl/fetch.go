package etl

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"citas/data"
	"citas/etl/upstream"
)

// FetchConfig says what a fetch works on.
type FetchConfig struct {
	Dir      string // data directory
	Registry *Registry
	Client   *upstream.Client
	Log      *slog.Logger
	Now      func() time.Time
}

// Fetch asks the publishers of the named sources, or of all that can be asked, for
// documents, and keeps what is new in the archive; a load reads it from there. It waits
// for a load or another fetch of the same data directory to end. What each publisher
// had to offer is returned, and appended to checks.jsonl; Fetch fails only where the
// machine fails, with what was done until then.
func Fetch(ctx context.Context, cfg FetchConfig, ids ...string) ([]SourceCheck, error) {
	sources, err := cfg.Registry.askable(ids)
	if err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, cfg.Dir, cfg.Log)
	if err != nil {
		return nil, err
	}
	defer unlock()
	var checks []SourceCheck
	for _, s := range sources {
		f := &fetcher{cfg: cfg, source: s, archive: OpenArchive(cfg.Dir)}
		err := f.run(ctx)
		if err != nil {
			return checks, fmt.Errorf("fetch %s: %w", s.ID, err)
		}
		f.check.FinishedAt = stamp(cfg.Now())
		if err := appendLine(checksPath(cfg.Dir), f.check); err != nil {
			return checks, err
		}
		checks = append(checks, f.check)
		level := slog.LevelInfo
		if !f.check.Sound() {
			level = slog.LevelWarn
		}
		cfg.Log.Log(ctx, level, "fetched", "source", s.ID, "state", string(f.check.State), "new", len(f.check.New),
			"problems", len(f.check.Problems), "bytes", f.check.Bytes, "error", f.check.Error)
	}
	return checks, nil
}

// Discover asks the publisher of a source for its page and lists what stands there. It
// takes no document and writes nothing.
func Discover(ctx context.Context, cfg FetchConfig, id string) (SourceCheck, Listing, error) {
	sources, err := cfg.Registry.askable([]string{id})
	if err != nil {
		return SourceCheck{}, Listing{}, err
	}
	f := &fetcher{cfg: cfg, source: sources[0]}
	listing, err := f.discover(ctx)
	f.check.FinishedAt = stamp(cfg.Now())
	return f.check, listing, err
}

// askable are the sources that have a discovery, all or those named.
func (r *Registry) askable(ids []string) ([]*Source, error) {
	var list []*Source
	for _, id := range ids {
		s, err := r.Source(id)
		if err != nil {
			return nil, err
		}
		if s.Discovery == nil {
			return nil, fmt.Errorf("source %s: %w: its documents are not fetched: add them with citas archive add", id, data.ErrInvalid)
		}
		list = append(list, s)
	}
	if len(ids) > 0 {
		return list, nil
	}
	for _, s := range r.Sources() {
		if s.Discovery != nil {
			list = append(list, s)
		}
	}
	return list, nil
}

// fetcher asks for one source.
type fetcher struct {
	cfg     FetchConfig
	source  *Source
	archive *Archive
	check   SourceCheck
	page    Address         // that lists the documents, as it was asked for
	known   []Entry         // the index, of this source
	held    map[string]bool // issues and file names at hand
}

func (f *fetcher) run(ctx context.Context) error {
	listing, err := f.discover(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(f.recall(), f.compare()); err != nil {
		return err
	}
	for i, c := range listing.Documents {
		before := len(f.check.Problems)
		had, err := f.document(ctx, c)
		if err != nil {
			return err
		}
		if i == 0 && !had && f.check.Error == "" {
			f.check.Error = "the newest document could not be had: " + f.check.Problems[before].String() // at the publisher's, not in the archive
		}
	}
	return nil
}

// compare holds the page against the last one that listed anything: documents that were
// there and are gone are an incident too.
func (f *fetcher) compare() error {
	checks, err := SourceChecks(f.cfg.Dir)
	for _, before := range slices.Backward(checks) {
		if before.Source != f.source.ID || before.Newest == "" || f.check.Newest == "" {
			continue
		}
		if before.Through > f.check.Through {
			p := Problem{URL: f.check.Page, Via: f.check.Via, Kind: Withdrawn, Words: fmt.Sprintf(
				"lists %s as the newest document; on %s it was %s: it was withdrawn, or named otherwise", f.check.Newest, before.StartedAt[:len(time.DateOnly)], before.Newest)}
			f.check.Problems = append(f.check.Problems, p)
			if f.check.Via != ViaArchive { // whose copy may be older
				f.check.Error = p.String()
			}
		}
		break
	}
	return err
}

// recall reads what the archive has of this source.
func (f *fetcher) recall() error {
	lines, err := f.archive.lines()
	if err != nil {
		return err
	}
	f.held = map[string]bool{}
	for _, e := range lines {
		if e.Source == f.source.ID {
			f.known = append(f.known, e)
			f.held[e.FileName] = true
			if e.Issue != "" {
				f.held[e.Issue] = true
			}
		}
	}
	return nil
}

// discover asks page after page until one lists documents, and says in f.check how
// that went. It fails only with the context or the machine.
func (f *fetcher) discover(ctx context.Context) (Listing, error) {
	d := f.source.Discovery
	f.check = SourceCheck{Source: f.source.ID, StartedAt: stamp(f.cfg.Now())}
	for i, a := range d.addresses() {
		answer, err := f.cfg.Client.Get(ctx, upstream.Request{URL: a.URL, Hosts: d.hosts(a.Via), MaxBytes: pageLimit})
		var listing Listing
		if err == nil {
			f.check.Bytes += answer.Wire
			listing, err = f.source.list(answer.Body, answer.URL)
		}
		if ctx.Err() != nil {
			return Listing{}, ctx.Err()
		}
		if err != nil {
			if ofTheMachine(err) {
				return Listing{}, err
			}
			p := problem(a.URL, a.Via, "", err)
			f.check.Problems = append(f.check.Problems, p)
			if i == 0 {
				f.check.State, f.check.Status, f.check.Error = p.Kind, p.Status, p.String()
			}
			continue
		}
		f.page = a
		f.check.Page, f.check.Via, f.check.Listed = answer.URL, a.Via, len(listing.Documents)
		f.check.Unknown = listing.Unknown
		f.check.Newest, f.check.Through = listing.Documents[0].Issue.Name, listing.Documents[0].Issue.Through
		switch {
		case i == 0:
			f.check.State, f.check.Status = Found, answer.Status
			if answer.Permanent {
				f.check.State, f.check.MovedTo = Moved, answer.URL
			}
		case a.Via != ViaArchive:
			f.check.State, f.check.MovedTo, f.check.Error = Moved, answer.URL, ""
		}
		return listing, nil
	}
	return Listing{}, nil
}
