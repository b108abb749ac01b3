package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Store hands out the current edition of a data directory. It follows current.json
// when told to; readers in flight finish on the edition that they began with. When the
// current edition is damaged it serves the newest other one that is whole, and says so.
type Store struct {
	dir     string
	catalog *Catalog
	files   *fileCache // made on request, of all editions

	turn   sync.Mutex           // one Refresh or Inspect at a time; readers do not wait for it
	broken map[string]condemned // editions that were found damaged
	opened time.Time            // when the manifest of edition was written

	edition atomic.Pointer[Edition]     // nil until one is built
	damage  atomic.Pointer[DamageError] // why edition is not the one that current.json names
	ready   func(context.Context, *Edition)

	shelf     sync.Mutex
	manifests map[string]*Manifest // of every edition, by id
}

// condemned is an edition that was found damaged.
type condemned struct {
	problem string
	sealed  time.Time // of the manifest that was found: another one is another build
	handle  *Edition  // that readers may still have; nil if it was never opened
}

// NewStore watches a data directory. It opens nothing yet: call Refresh.
func NewStore(dir string, c *Catalog) *Store {
	return &Store{dir: dir, catalog: c, files: newFileCache(cacheBytes), broken: map[string]condemned{}}
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
// failure the edition before stays; a *DamageError says which other edition is served
// in place of one that is damaged.
func (s *Store) Refresh(ctx context.Context) (bool, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	id, err := CurrentEdition(s.dir)
	if err != nil {
		return false, err
	}
	old := s.edition.Load()
	if old != nil && old.ID() == id {
		now := sealed(s.dir, id)
		same := now.Equal(s.opened)
		if same && !old.use.broken.Load() {
			return false, nil
		}
		// DuckDB shares one instance per path within a process: a broken one, and one
		// whose file was rebuilt, is only replaced after the last handle on it has closed.
		s.swap(ctx, nil, nil)
		if !same {
			why := "it was rebuilt"
			if now.IsZero() {
				why = "its folder is not there"
			}
			s.broken[id] = condemned{problem: why, sealed: s.opened, handle: old}
		}
	}
	e, err := s.openSound(ctx, id)
	var damage *DamageError
	switch {
	case err == nil:
		s.swap(ctx, e, nil)
		return true, nil
	case !errors.As(err, &damage):
		return false, err
	}
	if c := s.broken[id]; c.handle == nil && old != nil && old.ID() == id {
		c.handle = old
		s.broken[id] = c
	}
	return s.standIn(ctx, damage)
}

// swap makes readers get another edition, or none.
func (s *Store) swap(ctx context.Context, e *Edition, damage *DamageError) {
	old := s.edition.Load()
	if old != nil && e != nil && old != e && s.ready != nil {
		s.ready(ctx, e)
	}
	s.damage.Store(damage)
	if s.edition.Store(e); old != nil && old != e {
		old.Release()
	}
}

// openSound opens an edition whose database is what its manifest lists: the engine is
// not given damaged bytes. The other files are Inspect's.
func (s *Store) openSound(ctx context.Context, id string) (*Edition, error) {
	gone := "its folder is not there" // set aside by a load that now builds it again, or removed by hand
	if before, ok := s.broken[id]; ok {
		if sealed(s.dir, id).Equal(before.sealed) {
			return nil, &DamageError{Edition: id, Problem: before.problem}
		}
		if before.handle != nil && before.handle.use.readers.Load() > 0 {
			return nil, &DamageError{Edition: id, Problem: before.problem + ", and readers are leaving the one before"}
		}
		gone = before.problem
		delete(s.broken, id)
	}
	m, err := inspectSizes(s.dir, id)
	if err == nil {
		if problem := m.Database.compare(editionDir(s.dir, id)); problem != "" {
			err = &DamageError{Edition: id, Problem: problem}
		}
	}
	if errors.Is(err, ErrNotFound) {
		err = &DamageError{Edition: id, Problem: gone}
	}
	if err != nil {
		return nil, s.condemn(id, err, nil)
	}
	s.forget(id)
	at := sealed(s.dir, id)
	e, err := openFolder(ctx, editionDir(s.dir, id), m, s.catalog, s.files)
	if err == nil {
		s.opened = at
	}
	return e, err
}

// condemn remembers that an edition is damaged, if that is what err says.
func (s *Store) condemn(id string, err error, handle *Edition) error {
	var damage *DamageError
	if errors.As(err, &damage) {
		s.broken[id] = condemned{problem: damage.Problem, sealed: sealed(s.dir, id), handle: handle}
		s.forget(id)
	}
	return err
}

// sealed is when the manifest of an edition was written; zero if there is none.
func sealed(dir, id string) time.Time {
	info, err := os.Stat(manifestPath(dir, id))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// standIn serves the newest edition that is whole, every file of it, in place of a
// damaged one. What it returns says so.
func (s *Store) standIn(ctx context.Context, damage *DamageError) (bool, error) {
	old := s.edition.Load()
	list, err := s.Editions()
	if err != nil {
		return false, errors.Join(damage, err)
	}
	for _, m := range list {
		if m.Edition == damage.Edition || s.broken[m.Edition].problem != "" {
			continue
		}
		if old != nil && old.ID() == m.Edition {
			if !old.use.broken.Load() {
				damage.Serving = m.Edition
				s.swap(ctx, old, damage)
				return false, damage
			}
			s.swap(ctx, nil, damage)
		}
		_, err := Inspect(ctx, s.dir, m.Edition)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if s.condemn(m.Edition, err, nil) != nil {
			continue
		}
		e, err := s.openSound(ctx, m.Edition)
		if err != nil {
			continue
		}
		damage.Serving = m.Edition
		s.swap(ctx, e, damage)
		return true, damage
	}
	s.swap(ctx, nil, damage)
	return false, damage
}

// Inspect holds every file of the edition that is served against its hash. If one is
// not whole, the edition is not served any more, and the *DamageError says what is.
func (s *Store) Inspect(ctx context.Context) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	e := s.edition.Load()
	if e == nil {
		return nil
	}
	_, err := Inspect(ctx, s.dir, e.ID())
	var damage *DamageError
	if !errors.As(err, &damage) {
		return err // also where the folder was set aside: Refresh meets that
	}
	s.condemn(e.ID(), err, e)
	_, err = s.standIn(ctx, damage)
	return err
}

// Damage says why the edition that is served is not the current one, or nil.
func (s *Store) Damage() *DamageError { return s.damage.Load() }

// Acquire returns the current edition; the caller must Release it. It fails with
// ErrUnavailable when there is none.
func (s *Store) Acquire(ctx context.Context) (*Edition, error) {
	if e := s.retain(); e != nil {
		return e, nil
	}
	// None yet, or the handle broke under an earlier reader: look again.
	_, err := s.Refresh(ctx)
	if e := s.retain(); e != nil {
		return e, nil // a damaged one's stand-in too
	}
	if err != nil {
		return nil, err
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
