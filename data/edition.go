package data

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"sync/atomic"
	"time"
)

var editionID = regexp.MustCompile(`^[0-9a-f]{16}$`)

// Edition is a read-only handle on one immutable build. It is reference-counted: the
// database closes when the last reader has released it.
type Edition struct {
	Manifest *Manifest
	folder   string
	catalog  *Catalog
	db       *sql.DB
	use      *use
	day      time.Time // of an as-of view; zero for the latest
}

// use is what all views of an opened edition share.
type use struct {
	readers  atomic.Int64
	broken   atomic.Bool
	files    *fileCache // of the store; its own where there is none
	queries  *Lane
	groups   *Lane // aggregates, which read whole tables
	own      bool
	exporter exporter

	coded    codes
	profiles sync.Map // of the latest view: *Profile by dataset id
	results  results
}

// How many questions are answered at once, and how many more may wait.
const (
	queriesAtOnce, queriesWaiting = 8, 256
	groupsAtOnce, groupsWaiting   = 2, 32
)

func newUse(folder string, files *fileCache) *use {
	return &use{
		files: files, exporter: exporter{edition: databasePath(folder), files: files},
		results: newResults(), queries: NewLane("answers", queriesAtOnce, queriesWaiting), groups: NewLane("aggregates", groupsAtOnce, groupsWaiting),
	}
}

// OpenEdition opens an edition of a data directory for one reader, who must call
// Release.
func OpenEdition(ctx context.Context, dir, id string, c *Catalog) (*Edition, error) {
	m, err := ReadManifest(dir, id)
	if err != nil {
		return nil, err
	}
	return openAlone(ctx, editionDir(dir, id), m, c)
}

// openAlone opens the folder of an edition with a cache of its own.
func openAlone(ctx context.Context, folder string, m *Manifest, c *Catalog) (*Edition, error) {
	e, err := openFolder(ctx, folder, m, c, newFileCache(cacheBytes))
	if err == nil {
		e.use.own = true
	}
	return e, err
}

func openFolder(ctx context.Context, folder string, m *Manifest, c *Catalog, files *fileCache) (*Edition, error) {
	// One thread for a query, its connection's own: DuckDB 1.4.3 fails or crashes now and then
	// where parallel aggregates outgrow a small memory. Many readers still use all cores.
	db, err := open(ctx, handle{path: databasePath(folder), readOnly: true, threads: 1, memory: "256MB", tempDir: spillFolder(os.Getpid())})
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", m.Edition, err)
	}
	db.SetMaxOpenConns(queriesAtOnce)
	db.SetMaxIdleConns(4)
	e := &Edition{Manifest: m, folder: folder, catalog: c, db: db, use: newUse(folder, files)}
	e.use.readers.Store(1)
	if e.use.coded, err = readCodes(ctx, db); err != nil {
		e.Release()
		return nil, fmt.Errorf("edition %s: %w", m.Edition, err)
	}
	return e, nil
}

// ID is the edition's id.
func (e *Edition) ID() string { return e.Manifest.Edition }

// Catalog is the set of datasets that the edition was built for.
func (e *Edition) Catalog() *Catalog { return e.catalog }

// Release gives the handle back. The last one closes the database.
func (e *Edition) Release() {
	if e.use.readers.Add(-1) == 0 {
		e.db.Close()
		e.use.exporter.close()
		if e.use.files.forget(e.ID() + "-"); e.use.own {
			e.use.files.close()
		}
	}
}

// Share hands the edition out once more; the caller must Release it. It fails with
// ErrUnavailable after the last reader has left.
func (e *Edition) Share() (*Edition, error) {
	if !e.retain() {
		return nil, fmt.Errorf("edition %s is closed: %w", e.ID(), ErrUnavailable)
	}
	return e, nil
}

// retain adds a reader, unless the last one has already left.
func (e *Edition) retain() bool {
	for {
		n := e.use.readers.Load()
		if n == 0 {
			return false
		}
		if e.use.readers.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// Select reads rows of a dataset as they stand in the view. Columns carry their units.
func (e *Edition) Select(ctx context.Context, s Select) (*Table, error) {
	d, text, args, err := s.compile(e.catalog, e.use.coded, e.source)
	if err != nil {
		return nil, err
	}
	t, err := e.run(ctx, text, args)
	if err != nil {
		return nil, fmt.Errorf("select from %s: %w", d.ID, err)
	}
	for i, c := range t.Columns {
		f, _ := d.Field(c.Name)
		t.Columns[i].Type, t.Columns[i].Unit = f.Type, f.Unit
	}
	return t, nil
}

// Count counts the rows that Select would return without its limit.
func (e *Edition) Count(ctx context.Context, s Select) (int64, error) {
	s.Limit, s.Order = 0, nil
	_, text, args, err := s.compile(e.catalog, e.use.coded, e.source)
	if err != nil {
		return 0, err
	}
	t, err := e.run(ctx, "SELECT count(*) AS n FROM ("+text+")", args)
	if err != nil {
		return 0, err
	}
	return t.Row(0).Int("n"), nil
}

// Query runs a named query (query/<name>.sql) with bound values. The caller may change
// the table, but not its cells.
func (e *Edition) Query(ctx context.Context, name string, args ...any) (*Table, error) {
	text, err := QueryText(name)
	if err != nil {
		return nil, err
	}
	if !e.day.IsZero() {
		text = e.catalog.dated(text, e.day)
	}
	t, err := e.run(ctx, text, args)
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", name, err)
	}
	return t, nil
}

// run answers a question, which is asked of the database once.
func (e *Edition) run(ctx context.Context, text string, args []any) (*Table, error) {
	return e.use.results.of(ctx, text, args, func() (*Table, error) { return e.ask(ctx, text, args) })
}

func (e *Edition) ask(ctx context.Context, text string, args []any) (*Table, error) {
	leave, err := e.use.queries.Enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	t, err := query(ctx, e.db, text, args...)
	if err == nil {
		return t, nil
	}
	if poisoned(err) {
		e.use.broken.Store(true) // the store opens a fresh handle for the next reader
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if outdated(err) {
		return nil, fmt.Errorf("edition %s, built by other code: %w until a load makes the next one: %w", e.ID(), ErrUnavailable, err)
	}
	return nil, err
}

// Export finds the finished file of a dataset in a format (csv, parquet, json) and its
// path on disk, or fails with ErrNotFound.
func (e *Edition) Export(dataset, format string) (File, string, error) {
	d, ok := e.Manifest.Dataset(dataset)
	if !ok {
		return File{}, "", fmt.Errorf("dataset %q in edition %s: %w", dataset, e.ID(), ErrNotFound)
	}
	f, ok := d.File(format)
	if !ok {
		return File{}, "", fmt.Errorf("dataset %s as %q in edition %s: %w", dataset, format, e.ID(), ErrNotFound)
	}
	return f, filepath.Join(e.folder, filepath.FromSlash(f.Path)), nil
}

// ReleaseTotal sums a field of a versioned dataset over the rows of one release, as
// that release stated them. Where is constant SQL of the caller's, never a reader's text.
func (e *Edition) ReleaseTotal(ctx context.Context, dataset, field, release, where string) (int64, error) {
	d, err := e.catalog.Dataset(dataset)
	if err != nil {
		return 0, err
	}
	if f, ok := d.Field(field); !ok || f.Type != Integer || !d.Versioned() {
		return 0, fmt.Errorf("%s.%s: %w: not a whole number of a versioned dataset", dataset, field, ErrInvalid)
	}
	t, err := e.run(ctx, "SELECT CAST(coalesce(sum("+ident(field)+"), 0) AS BIGINT) AS total FROM history."+ident(d.Table())+" WHERE "+ofRelease(d, "?")+" AND ("+where+")", []any{release})
	if err != nil {
		return 0, err
	}
	return t.Row(0).Int("total"), nil
}
