package etl

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"citas/data"
)

// Cleaning says what to clear away in a data directory.
type Cleaning struct {
	Dir    string
	Keep   int  // editions, newest first
	DryRun bool // only list it
	Log    *slog.Logger
	Now    func() time.Time
}

// Garbage is something that nothing needs any more.
type Garbage struct {
	Path  string
	Bytes int64
	Why   string
}

// atRest is how old a temporary file is that nobody writes any more: some are written
// without the lock.
const atRest = time.Hour

// Clean removes what nothing needs, and lists it: editions beyond the newest to keep,
// damaged ones that were set aside, what killed programs left behind, and records of
// quarantine whose document is not in the archive. The archive, its journals, the current
// edition and editions with a DOI stay, whatever is asked for. It waits for a load to end,
// and removes nothing while the current edition is damaged: an older one stands in then.
func Clean(ctx context.Context, c Cleaning) ([]Garbage, error) {
	if c.Keep < 1 {
		return nil, fmt.Errorf("keep %d: %w: expected 1 or more", c.Keep, data.ErrInvalid)
	}
	if _, err := os.Stat(c.Dir); err != nil {
		return nil, err // not to be made by cleaning it
	}
	unlock, err := lock(ctx, c.Dir, c.Log)
	if err != nil {
		return nil, err
	}
	defer unlock()
	var list []Garbage
	for _, find := range []func(context.Context) ([]Garbage, error){c.editions, c.leftovers, c.records} {
		found, err := find(ctx)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	if c.DryRun {
		return list, nil
	}
	for i, g := range list {
		if err := ctx.Err(); err != nil {
			return list[:i], err
		}
		if err := c.remove(g.Path); err != nil {
			return list[:i], err
		}
	}
	return list, nil
}

func (c Cleaning) remove(path string) error {
	if filepath.Dir(path) == filepath.Join(c.Dir, "editions") && !strings.HasPrefix(filepath.Base(path), ".") {
		return data.RemoveEdition(c.Dir, filepath.Base(path))
	}
	return os.RemoveAll(path)
}

// editions are those that are old, or were set aside.
func (c Cleaning) editions(ctx context.Context) ([]Garbage, error) {
	current, err := data.CurrentEdition(c.Dir)
	if err == nil {
		_, err = data.Inspect(ctx, c.Dir, current)
	}
	list, failed := data.Editions(c.Dir)
	if failed != nil {
		return nil, failed
	}
	if err != nil && len(list) > 0 {
		return nil, fmt.Errorf("nothing was removed, run citas load first: %w", err)
	}
	var old []Garbage
	kept := 0
	for _, m := range slices.Backward(list) { // newest first
		switch {
		case kept < c.Keep, m.Edition == current, m.DOI != "":
			kept++
		default:
			old = append(old, c.garbage(filepath.Join(c.Dir, "editions", m.Edition), "edition "+m.Label+", older than the "+fmt.Sprint(c.Keep)+" to keep"))
		}
	}
	return old, nil
}

// leftovers are what killed programs left.
func (c Cleaning) leftovers(context.Context) ([]Garbage, error) {
	var list []Garbage
	add := func(pattern, why string, when func(path string) bool) error {
		paths, err := filepath.Glob(pattern)
		for _, path := range paths {
			if when == nil || when(path) {
				list = append(list, c.garbage(path, why))
			}
		}
		return err
	}
	editions, temp := filepath.Join(c.Dir, "editions"), os.TempDir()
	err := errors.Join(
		add(filepath.Join(editions, data.DamagedPrefix+"*"), "damaged edition that was set aside", nil),
		add(filepath.Join(editions, data.BuildingPrefix+"*"), "unfinished edition of a load that was killed", nil),
		add(filepath.Join(editions, data.RemovingPrefix+"*"), "old edition, half removed", nil),
		add(filepath.Join(c.Dir, "tmp", "load-*"), "working files of a load that was killed", nil),
		add(filepath.Join(temp, "citas-rebuild-*"), "working files of a verification that was killed", c.rests),
		add(filepath.Join(temp, "citas-site-*"), "working files of a verification that was killed", c.rests),
	)
	for _, folder := range []string{"", "archive", filepath.Join("archive", "sha256"), "editions", "quarantine"} {
		err = errors.Join(err, add(filepath.Join(c.Dir, folder, ".*"+"-[0-9]*"), "unfinished file of a program that was killed", func(path string) bool {
			info, err := os.Lstat(path)
			return err == nil && info.Mode().IsRegular() && c.rests(path)
		}))
	}
	caches, failed := data.LostCaches()
	for _, path := range caches {
		list = append(list, c.garbage(path, "cache of a server that was killed"))
	}
	return list, errors.Join(err, failed)
}

// rests reports whether nobody has written a file for a while.
func (c Cleaning) rests(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && c.Now().Sub(info.ModTime()) > atRest
}

// records are files of quarantine about documents that are not in the archive.
func (c Cleaning) records(context.Context) ([]Garbage, error) {
	entries, err := OpenArchive(c.Dir).Entries()
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, e := range entries {
		known[data.Held{Source: e.Source, SHA256: e.SHA256}.Stem()] = true
	}
	seeds, err := Seeds()
	if err != nil {
		return nil, err
	}
	for _, s := range seeds { // which a person can reject
		known[data.Held{Source: s.Release.Source, SHA256: s.Release.SHA256}.Stem()] = true
	}
	files, err := os.ReadDir(filepath.Join(c.Dir, "quarantine"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []Garbage
	for _, f := range files {
		stem, _, _ := strings.Cut(f.Name(), ".")
		if stem != "" && !known[stem] {
			list = append(list, c.garbage(filepath.Join(c.Dir, "quarantine", f.Name()), "of a document that is not in the archive"))
		}
	}
	return list, err
}

// garbage measures what lies at a path.
func (c Cleaning) garbage(path, why string) Garbage {
	g := Garbage{Path: path, Why: why}
	filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				g.Bytes += info.Size()
			}
		}
		return nil // what cannot be measured is removed, or that says why not
	})
	return g
}
