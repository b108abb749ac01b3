package data

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// scratchPrefix begins the names of our folders among the temporary files.
const scratchPrefix = "citas-scratch-"

// scratch is a private folder for files that are made on request. It holds a lock while
// its process lives, so that what a killed one left can be told and removed.
type scratch struct {
	path string
	lock *os.File
}

// newScratch makes a folder, after removing those that nobody holds any more. Folders of
// other servers, also over other data directories, stay.
func newScratch() (scratch, error) {
	old, err := filepath.Glob(filepath.Join(os.TempDir(), scratchPrefix+"*", "lock"))
	if err != nil {
		return scratch{}, err
	}
	for _, path := range old {
		if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
			if tryLock(f) {
				os.RemoveAll(filepath.Dir(path))
			}
			f.Close()
		}
	}
	path, err := os.MkdirTemp("", scratchPrefix)
	if err != nil {
		return scratch{}, err
	}
	// Locked under another name first: a folder with a lock file is always held.
	lock, err := os.Create(filepath.Join(path, "locking"))
	if err != nil {
		return scratch{}, err
	}
	if !tryLock(lock) {
		return scratch{}, errors.Join(errors.New("cannot lock "+lock.Name()), lock.Close())
	}
	if err := os.Rename(lock.Name(), filepath.Join(path, "lock")); err != nil {
		return scratch{}, errors.Join(err, lock.Close())
	}
	return scratch{path: path, lock: lock}, nil
}

// remove deletes the folder with everything in it.
func (s scratch) remove() error {
	if !strings.HasPrefix(filepath.Base(s.path), scratchPrefix) {
		return nil // never made
	}
	return errors.Join(os.RemoveAll(s.path), s.lock.Close())
}
