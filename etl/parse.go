package etl

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"citas/data"
)

// parsedRelease is a release that its reader took: one scratch file per staged table,
// and what the document says about itself.
type parsedRelease struct {
	release data.Release
	paths   map[string]string // by stage name
	stages  map[string]data.Stage
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

func (l *loader) parseOne(ctx context.Context, in input) (p *parsedRelease, err error) {
	start := time.Now()
	p = &parsedRelease{release: in.release, paths: map[string]string{}, stages: map[string]data.Stage{}}
	dir, err := os.MkdirTemp(l.scratch, "release-")
	if err != nil {
		return nil, err
	}
	out := newStageFiles(dir, in.release.ID)
	defer func() { err = errors.Join(err, out.close()) }()
	// A reader that panics has met bytes that nobody thought of: that refuses the
	// release and must not end the program.
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("%s: the reader failed: %v", in.release.FileName, r)
		}
	}()
	rows := &Rows{write: out.write}
	if err := in.read(ctx, rows); err != nil {
		return nil, err
	}
	if out.rows == 0 {
		return nil, &ParseError{Release: in.release.ID, File: in.release.FileName, Found: "no rows", Expected: "at least one"}
	}
	p.rows, p.paths, p.stages = out.rows, out.paths, out.stages
	if f := rows.facts; in.release.Basis == "document" {
		p.release = withFacts(p.release, f)
	}
	p.elapsed = time.Since(start)
	return p, nil
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

// stageFiles writes the staged rows of one release, a CSV file per table.
type stageFiles struct {
	dir, release string
	rows         int
	paths        map[string]string
	stages       map[string]data.Stage
	open         map[string]*stageFile
}

type stageFile struct {
	file   *os.File
	buffer *bufio.Writer
	csv    *csv.Writer
	record []string
}

func newStageFiles(dir, release string) *stageFiles {
	return &stageFiles{dir: dir, release: release, paths: map[string]string{}, stages: map[string]data.Stage{}, open: map[string]*stageFile{}}
}

func (s *stageFiles) write(stage data.Stage, locator string, values []string) error {
	f := s.open[stage.Name]
	if f == nil {
		path := filepath.Join(s.dir, stage.Name+".csv")
		file, err := os.Create(path)
		if err != nil {
			return err
		}
		f = &stageFile{file: file, buffer: bufio.NewWriterSize(file, 1<<16)}
		f.csv = csv.NewWriter(f.buffer)
		s.open[stage.Name], s.paths[stage.Name], s.stages[stage.Name] = f, path, stage
	}
	s.rows++
	f.record = append(append(f.record[:0], values...), s.release, locator)
	return f.csv.Write(f.record)
}

func (s *stageFiles) close() error {
	var errs []error
	for _, f := range s.open {
		f.csv.Flush()
		errs = append(errs, f.csv.Error(), f.buffer.Flush(), f.file.Close())
	}
	return errors.Join(errs...)
}
