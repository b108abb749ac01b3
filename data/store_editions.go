package data

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var editionLabel = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(\.\d+)?$`)

// Editions lists the manifests of all whole editions of the data directory, newest
// first. A manifest never changes: each is read once. Callers must not change them.
func (s *Store) Editions() ([]*Manifest, error) {
	entries, err := os.ReadDir(editionsDir(s.dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	s.shelf.Lock()
	defer s.shelf.Unlock()
	read := map[string]*Manifest{}
	var list []*Manifest
	for _, entry := range entries {
		m := s.manifests[entry.Name()]
		if m == nil {
			if m, err = ReadManifest(s.dir, entry.Name()); err != nil {
				continue // no edition, or not whole yet
			}
		}
		read[m.Edition] = m
		list = append(list, m)
	}
	s.manifests = read // what was removed is forgotten
	slices.SortFunc(list, func(a, b *Manifest) int { return strings.Compare(b.BuiltAt+b.Edition, a.BuiltAt+a.Edition) })
	return list, nil
}

// forget lets the manifest of an edition be read again: it was rebuilt, or is damaged.
func (s *Store) forget(id string) {
	s.shelf.Lock()
	defer s.shelf.Unlock()
	delete(s.manifests, id)
}

// FindEdition finds the manifest of an edition by id or label, or fails with ErrNotFound.
// It opens no database.
func (s *Store) FindEdition(name string) (*Manifest, error) {
	fail := fmt.Errorf("edition %q: %w", name, ErrNotFound)
	if !editionID.MatchString(name) && !editionLabel.MatchString(name) {
		return nil, fail
	}
	list, err := s.Editions()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(m *Manifest) bool { return m.Edition == name || m.Label == name })
	if i < 0 {
		return nil, fail
	}
	return list[i], nil
}

// FilePath is where a file of an edition lies.
func (s *Store) FilePath(m *Manifest, f File) string {
	return filepath.Join(editionDir(s.dir, m.Edition), filepath.FromSlash(f.Path))
}
