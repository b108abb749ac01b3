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

// Slice writes the rows of s as a file in an export format (csv, parquet, json), as the
// view of e has them, or finds it written. The bytes are those that an export of the
// same rows would have. The path holds until the edition closes or the slice is
// evicted: open it at once.
func (e *Edition) Slice(ctx context.Context, s Select, format string) (File, string, error) {
	d, text, args, err := s.compile(e.catalog, e.source)
	if err != nil {
		return File{}, "", err
	}
	options := ""
	for _, f := range exportFormats {
		if f.name == format {
			options = f.options
		}
	}
	if options == "" {
		return File{}, "", fmt.Errorf("dataset %s as %q: %w", d.ID, format, ErrNotFound)
	}
	bound, err := json.Marshal(args)
	if err != nil {
		return File{}, "", err
	}
	sum := sha256.Sum256([]byte(format + "\n" + text + "\n" + string(bound)))
	name := hex.EncodeToString(sum[:]) + "." + format
	x := &e.use.slices
	if file, path, ok := x.find(name); ok {
		return file, path, nil
	}
	made, err, _ := x.flight.Do(name, func() (any, error) {
		// Others may wait for the same file: it is finished even if the first reader leaves.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sliceLimit)
		defer cancel()
		return x.write(ctx, name, format, "COPY ("+text+") TO ", options, args)
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

func (x *slicer) write(ctx context.Context, name, format, copyText, options string, args []any) (any, error) {
	if x.once.Do(x.open); x.err != nil {
		return nil, x.err
	}
	path := filepath.Join(x.dir, name)
	if _, err := x.db.ExecContext(ctx, copyText+quote(path)+" ("+options+")", args...); err != nil {
		os.Remove(path) // half a file
		return nil, err
	}
	file, err := hashFile(x.dir, name, format)
	if err != nil {
		return nil, err
	}
	made := slice{name: name, file: file, path: path}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.kept[name] = x.order.PushFront(made)
	x.bytes += file.Bytes
	for x.bytes > sliceBytes && x.order.Len() > 1 {
		oldest := x.order.Remove(x.order.Back()).(slice)
		delete(x.kept, oldest.name)
		x.bytes -= oldest.file.Bytes
		os.Remove(oldest.path) // a reader that has it open goes on reading
	}
	return made, nil
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
