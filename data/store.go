package data

import (
	"context"
	"fmt"
	"sync"
)

// Store hands out the current edition of a data directory. It follows current.json
// when told to; readers in flight finish on the edition that they began with.
type Store struct {
	dir     string
	catalog *Catalog
	files   *fileCache // made on request, of all editions

	mu      sync.Mutex
	edition *Edition // nil until one is built

	shelf     sync.Mutex
	manifests map[string]*Manifest // of every edition, by id
}

// NewStore watches a data directory. It opens nothing yet: call Refresh.
func NewStore(dir string, c *Catalog) *Store {
	return &Store{dir: dir, catalog: c, files: newFileCache(cacheBytes)}
}

// Catalog is the set of datasets that editions are read with.
func (s *Store) Catalog() *Catalog { return s.catalog }

// Refresh opens the edition that current.json names, if it is another one than before
// or the handle on it broke. It reports whether readers now get a new handle. On
// failure the edition before stays.
func (s *Store) Refresh(ctx context.Context) (bool, error) {
	id, err := CurrentEdition(s.dir)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.edition
	if old != nil && old.ID() == id && !old.use.broken.Load() {
		return false, nil
	}
	if old != nil && old.ID() == id {
		// DuckDB shares one instance per path within a process: a broken one is only
		// replaced after the last handle on it has closed.
		s.edition = nil
		old.Release()
	}
	e, err := openEdition(ctx, s.dir, id, s.catalog, s.files)
	if err != nil {
		return false, err
	}
	if s.edition != nil {
		s.edition.Release()
	}
	s.edition = e
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
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.edition == nil || s.edition.use.broken.Load() || !s.edition.retain() {
		return nil
	}
	return s.edition
}

// Close gives up the current edition and the files made on request. Readers in flight
// finish on what they have open.
func (s *Store) Close() {
	s.files.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.edition != nil {
		s.edition.Release()
		s.edition = nil
	}
}
