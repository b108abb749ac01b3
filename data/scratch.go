package data

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
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
	old, err := LostCaches()
	if err != nil {
		return scratch{}, err
	}
	for _, path := range old {
		os.RemoveAll(path)
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

// spillFolder is where the readers of a process may spill: the data directory may be
// read-only.
func spillFolder(pid int) string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("citas-%d", pid))
}

// LostCaches lists folders among the temporary files whose server was killed.
func LostCaches() ([]string, error) {
	var lost []string
	held, err := filepath.Glob(filepath.Join(os.TempDir(), scratchPrefix+"*", "lock"))
	for _, path := range held {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			continue // another user's, or gone by now
		}
		if tryLock(f) {
			lost = append(lost, filepath.Dir(path))
		}
		f.Close()
	}
	spilled, failed := filepath.Glob(filepath.Join(os.TempDir(), "citas-[0-9]*"))
	for _, path := range spilled {
		pid, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(path), "citas-"))
		if err == nil && path == spillFolder(pid) && !alive(pid) {
			lost = append(lost, path)
		}
	}
	return lost, errors.Join(err, failed)
}

// remove deletes the folder with everything in it.
func (s scratch) remove() error {
	if !strings.HasPrefix(filepath.Base(s.path), scratchPrefix) {
		return nil // never made
	}
	return errors.Join(os.RemoveAll(s.path), s.lock.Close())
}
