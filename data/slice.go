package data

import (
	"container/list"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// sliceBytes bounds the finished slices of one edition on disk.
const sliceBytes = 512 << 20

// sliceLimit bounds the writing of one slice.
const sliceLimit = 2 * time.Minute

// slicer writes parts of an edition as files: DuckDB writes, Go serves. It is an
// instance of its own that can write to its folder and nowhere else, one file at a
// time; finished files are kept until they are the least recently asked for and the
// folder is full, or until the edition closes.
type slicer struct {
	edition string // path of the database
	once    sync.Once
	err     error
	dir     string
	db      *sql.DB
	flight  singleflight.Group

	mu    sync.Mutex
	bytes int64
	kept  map[string]*list.Element
	order *list.List // of slice, most recent first
}

type slice struct {
	name string
	file File
	path string
}

// Slice writes the rows of s as a file in an export format (a finished one, xlsx or
// CSVForExcel), as the view of e has them, or finds it written. The bytes are those that
// an export of the same rows would have. The path holds until the edition closes or the
// slice is evicted: open it at once.
func (e *Edition) Slice(ctx context.Context, s Select, format string) (File, string, error) {
	d, text, args, err := s.compile(e.catalog, e.source)
	if err != nil {
		return File{}, "", err
	}
	f, ok := formatNamed(format)
	if !ok {
		return File{}, "", fmt.Errorf("dataset %s as %q: %w", d.ID, format, ErrNotFound)
	}
	bound, err := json.Marshal(args)
	if err != nil {
		return File{}, "", err
	}
	job := sliceJob{format: f, query: text, args: args, facts: facts{dataset: d, sources: e.catalog.SourcesOf(d), edition: e.ID(), asOf: e.recordDay()}}
	if f.options == "" {
		job.sheet = e.sheetOf(d, s)
		if rows, err := e.Count(ctx, s); err != nil {
			return File{}, "", err
		} else if err := fitsSheet(rows); err != nil {
			return File{}, "", err
		}
	}
	sum := sha256.Sum256([]byte(format + "\n" + job.facts.asOf + "\n" + text + "\n" + string(bound)))
	job.name = hex.EncodeToString(sum[:]) + "." + format
	x := &e.use.slices
	if file, path, ok := x.find(job.name); ok {
		return file, path, nil
	}
	made, err, _ := x.flight.Do(job.name, func() (any, error) {
		// Others may wait for the same file: it is finished even if the first reader leaves.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sliceLimit)
		defer cancel()
		return x.write(ctx, job)
	})
	if err != nil {
		if poisoned(err) {
			e.use.broken.Store(true)
			err = fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		return File{}, "", fmt.Errorf("export from %s: %w", d.ID, err)
	}
	kept := made.(slice)
	return kept.file, kept.path, nil
}

// recordDay is the day of the view, for the latest one that of the newest release.
func (e *Edition) recordDay() string {
	if e.day.IsZero() {
		return LastPublished(e.Manifest.Releases)
	}
	return e.day.Format(time.DateOnly)
}

func (x *slicer) find(name string) (File, string, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	at, ok := x.kept[name]
	if !ok {
		return File{}, "", false
	}
	x.order.MoveToFront(at)
	s := at.Value.(slice)
	return s.file, s.path, true
}

// keep enters a finished file, and lets the least recently asked for go.
func (x *slicer) keep(made slice) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.kept[made.name] = x.order.PushFront(made)
	x.bytes += made.file.Bytes
	for x.bytes > sliceBytes && x.order.Len() > 1 {
		oldest := x.order.Remove(x.order.Back()).(slice)
		delete(x.kept, oldest.name)
		x.bytes -= oldest.file.Bytes
		os.Remove(oldest.path) // a reader that has it open goes on reading
	}
}

func (x *slicer) open() {
	x.kept, x.order = map[string]*list.Element{}, list.New()
	if x.dir, x.err = os.MkdirTemp("", "citas-slices-"); x.err != nil {
		return
	}
	x.db, x.err = open(context.Background(), handle{
		threads: 2, memory: "256MB", tempDir: filepath.Join(x.dir, "spill"), attach: x.edition, allow: []string{x.dir},
	})
}

// close removes the slices. Nothing may be writing any more.
func (x *slicer) close() error {
	var errs []error
	if x.db != nil {
		errs = append(errs, x.db.Close())
	}
	if strings.Contains(x.dir, "citas-slices-") {
		errs = append(errs, os.RemoveAll(x.dir))
	}
	return errors.Join(errs...)
}
