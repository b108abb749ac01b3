package data

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

// Store hands out the current edition of a data directory. It follows current.json
// when told to; readers in flight finish on the edition that they began with.
type Store struct {
	dir     string
	catalog *Catalog
	files   *fileCache // made on request, of all editions

	turn    sync.Mutex              // one Refresh at a time; readers do not wait for it
	edition atomic.Pointer[Edition] // nil until one is built
	ready   func(context.Context, *Edition)

	shelf     sync.Mutex
	manifests map[string]*Manifest // of every edition, by id
}

// NewStore watches a data directory. It opens nothing yet: call Refresh.
func NewStore(dir string, c *Catalog) *Store {
	return &Store{dir: dir, catalog: c, files: newFileCache(cacheBytes)}
}

// Catalog is the set of datasets that editions are read with.
func (s *Store) Catalog() *Catalog { return s.catalog }

// Prepare lets ready see every edition that takes the place of another one, opened but
// not yet given to readers: they swap when it returns. It is called before the first
// Refresh.
func (s *Store) Prepare(ready func(context.Context, *Edition)) { s.ready = ready }

// CurrentID is the id of the edition that readers get, empty when there is none.
func (s *Store) CurrentID() string {
	if e := s.edition.Load(); e != nil {
		return e.ID()
	}
	return ""
}

// Refresh opens the edition that current.json names, if it is another one than before
// or the handle on it broke. It reports whether readers now get a new handle. On
// failure the edition before stays.
func (s *Store) Refresh(ctx context.Context) (bool, error) {
	id, err := CurrentEdition(s.dir)
	if err != nil {
		return false, err
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	old := s.edition.Load()
	if old != nil && old.ID() == id {
		if !old.use.broken.Load() {
			return false, nil
		}
		// DuckDB shares one instance per path within a process: a broken one is only
		// replaced after the last handle on it has closed.
		s.edition.Store(nil)
		old.Release()
		old = nil
	}
	e, err := openEdition(ctx, s.dir, id, s.catalog, s.files)
	if err != nil {
		return false, err
	}
	if old != nil && s.ready != nil {
		s.ready(ctx, e)
	}
	if s.edition.Store(e); old != nil {
		old.Release()
	}
	return true, nil
}

// Acquire returns the current edition; the caller must Release it. It fails with
// ErrUnavailable when there is none.
func (s *Store) Acquire(ctx context.Context) (*Edition, error) {
	if e := s.retain(); e != nil {
		return e, nil
	}
	// None yet, or the handle broke under an earlier reader: look again.
	if _, err := s.Refresh(ctx); err != nil {
		return nil, err
	}
	if e := s.retain(); e != nil {
		return e, nil
	}
	return nil, fmt.Errorf("%w: no edition can be read", ErrUnavailable)
}

func (s *Store) retain() *Edition {
	for {
		e := s.edition.Load()
		if e == nil || e.use.broken.Load() {
			return nil
		}
		if e.retain() {
			return e
		}
		if s.edition.Load() == e { // closed, and nothing took its place
			return nil
		}
	}
}

// Close gives up the current edition and the files made on request. Readers in flight
// finish on what they have open.
func (s *Store) Close() {
	s.files.close()
	s.turn.Lock()
	defer s.turn.Unlock()
	if e := s.edition.Swap(nil); e != nil {
		e.Release()
	}
}
