package etl

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"citas/data"
)

// parsedRelease is a release that its reader took: one scratch file per staged table,
// and what the document says about itself.
type parsedRelease struct {
	release data.Release
	tables  map[string]stagedTable // by stage name
	rows    int
	elapsed time.Duration
}

// readersAtOnce is how many documents are read at a time; each lies in memory meanwhile.
const readersAtOnce = 2

// parse reads every accepted release that has not been read yet in this load. It
// reports whether any was refused on the way.
func (l *loader) parse(ctx context.Context, accepted []input) (refused bool, err error) {
	l.cfg.Progress.Begin(len(accepted) + buildSteps)
	taken, refusals := make([]*parsedRelease, len(accepted)), make([]error, len(accepted))
	var readers errgroup.Group // an error refuses its release and ends nothing
	readers.SetLimit(readersAtOnce)
	for i, in := range accepted {
		if ctx.Err() != nil {
			break
		}
		l.cfg.Progress.Step(in.release.ID)
		if l.parsedOf(in) == nil {
			readers.Go(func() error {
				taken[i], refusals[i] = l.parseOne(ctx, in)
				return nil
			})
		}
	}
	_ = readers.Wait()
	debug.FreeOSMemory() // documents lay in it; the database has its own share, and the largest loads need both
	if err := ctx.Err(); err != nil {
		return false, err
	}
	for i, in := range accepted {
		switch {
		case refusals[i] != nil:
			refused = true
			if err := l.refuse(in, refusals[i]); err != nil {
				return false, err
			}
		case taken[i] != nil:
			l.parsed[in.key()] = taken[i]
		}
	}
	return refused, nil
}

func (l *loader) parsedOf(in input) *parsedRelease {
	return l.parsed[in.key()]
}

func (l *loader) parseOne(ctx context.Context, in input) (*parsedRelease, error) {
	start := time.Now()
	dir, err := os.MkdirTemp(l.scratch, "release-")
	if err != nil {
		return nil, err
	}
	p, rows := &parsedRelease{release: in.release}, &Rows{}
	p.tables, err = stageInto(dir, in.release.ID, func(out *stageFiles) error {
		rows.write = out.write
		defer func() { p.rows = out.rows }()
		return in.readSafely(ctx, rows)
	})
	if err != nil {
		return nil, err
	}
	if p.rows == 0 {
		return nil, &ParseError{Release: in.release.ID, File: in.release.FileName, Found: "no rows", Expected: "at least one"}
	}
	if f := rows.facts; in.release.Basis == "document" {
		p.release = withFacts(p.release, f)
	}
	p.elapsed = time.Since(start)
	return p, nil
}

// readSafely is read, whatever the bytes are: a reader that panics has met some that nobody thought of. That refuses
// the release and must not end the program.
func (in input) readSafely(ctx context.Context, rows *Rows) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: the reader failed: %v", in.release.FileName, r)
		}
	}()
	return in.read(ctx, rows)
}

// withFacts adds what a document prints about itself where nothing is known yet.
func withFacts(r data.Release, f Facts) data.Release {
	for _, fact := range []struct {
		to   *string
		from string
	}{{&r.Title, f.Title}, {&r.DataThrough, f.DataThrough}, {&r.CurrentAsOf, f.CurrentAsOf}} {
		if *fact.to == "" {
			*fact.to = fact.from
		}
	}
	if r.Note == "" && len(f.Notes) > 0 {
		r.Note = f.Notes[0]
	}
	return r
}
