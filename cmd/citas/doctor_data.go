package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"citas/data"
	"citas/etl"
)

// What a load needs on the disk: the edition three times over (staged, built, packed),
// and never less than this.
const (
	leastFree   = 512 << 20
	timesToLoad = 3
	clockSlack  = 5 * time.Minute
)

func (d *doctor) versions() {
	engine, err := data.EngineVersion(d.env.ctx)
	if err != nil {
		d.add(wrong, "versions", "build citas again, with a C compiler", "DuckDB does not start: %v", err)
		return
	}
	golang := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		golang = info.GoVersion
	}
	d.add(sound, "versions", "", "citas %s, %s, DuckDB %s, code %s", version(), golang, engine, etl.Code())
}

// directory looks at the data directory itself and reports whether it is there.
func (d *doctor) directory() bool {
	dir := d.env.dataDir
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.add(noted, "data directory", "citas load makes it", "%s is not there", dir)
		return false
	case err != nil:
		d.add(wrong, "data directory", "let the user that runs citas in", "%v", err)
		return false
	case !info.IsDir():
		d.add(wrong, "data directory", "name a folder with --data-dir", "%s is no folder", dir)
		return false
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		d.add(wrong, "data directory", "make it writable for the user that runs citas", "%v", err)
		return true
	}
	probe.Close()
	os.Remove(probe.Name())
	if info.Mode().Perm()&0o002 != 0 {
		d.add(wrong, "data directory", "chmod o-w", "%s can be changed by everybody on this machine", dir)
		return true
	}
	d.add(sound, "data directory", "", "%s can be written", dir)
	return true
}

// journals are the files that only ever grow: a load must be able to write to each.
func (d *doctor) journals() {
	for _, name := range []string{"archive/index.jsonl", "checks.jsonl", "runs.jsonl", "decisions.jsonl", "current.json", "load.lock"} {
		path := filepath.Join(d.env.dataDir, filepath.FromSlash(name))
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		if err == nil {
			f.Close()
		} else if !errors.Is(err, fs.ErrNotExist) {
			d.add(wrong, "permissions", "give it to the user that runs citas", "%v", err)
		}
	}
}

func (d *doctor) lock() {
	switch busy, err := etl.Busy(d.env.ctx, d.env.dataDir); {
	case err != nil:
		d.add(wrong, "file lock", "use a disk that knows locks, and let citas write there", "%v", err)
	case busy:
		d.add(noted, "file lock", "wait, or see citas status", "somebody loads or fetches now")
	default:
		d.add(sound, "file lock", "", "free")
	}
}

func (d *doctor) edition() {
	id, err := data.CurrentEdition(d.env.dataDir)
	if err != nil {
		d.add(noted, "edition", "run citas load", "%v", err)
		return
	}
	m, err := data.Inspect(d.env.ctx, d.env.dataDir, id)
	switch {
	case err != nil:
		d.add(wrong, "edition", "run citas load, which builds it again", "%v", err)
	case m.Code != etl.Code():
		d.add(noted, "edition", "the next load makes another", "%s (%s) is whole, and was built by another version of this program", id, m.Label)
	default:
		d.add(sound, "edition", "", "%s (%s) is whole, %d bytes", id, m.Label, m.Size())
	}
	if aside, err := filepath.Glob(filepath.Join(d.env.dataDir, "editions", data.DamagedPrefix+"*")); err == nil && len(aside) > 0 {
		d.add(noted, "disk", "look whether the disk fails, then citas gc", "%d damaged editions were set aside", len(aside))
	}
}

// archive looks whether every document is there with its length; citas verify reads them.
func (d *doctor) archive() {
	a := etl.OpenArchive(d.env.dataDir)
	entries, err := a.Entries()
	if err != nil {
		d.add(wrong, "archive", "see whether the disk fails", "%v", err)
		return
	}
	lost := 0
	for _, e := range entries {
		if info, err := os.Stat(a.Path(e.SHA256)); err != nil || info.Size() != e.Bytes {
			d.add(wrong, "archive", "put it back with citas archive add or import", "%s of %s is missing or cut short", e.FileName, e.Source)
			lost++
		}
	}
	if lost == 0 {
		d.add(sound, "archive", "", "%d documents, all there (citas verify reads them)", len(entries))
	}
}

func (d *doctor) disk() {
	need := int64(leastFree)
	if id, err := data.CurrentEdition(d.env.dataDir); err == nil {
		if m, err := data.ReadManifest(d.env.dataDir, id); err == nil {
			need = max(need, timesToLoad*m.Size())
		}
	}
	for _, at := range []struct{ about, path string }{{"disk", d.env.dataDir}, {"temporary files", os.TempDir()}} {
		path := at.path
		for path != filepath.Dir(path) { // the nearest folder that is there
			if _, err := os.Stat(path); err == nil {
				break
			}
			path = filepath.Dir(path)
		}
		free, known := freeBytes(path)
		switch {
		case !known:
			d.add(noted, at.about, "", "free space of %s is not known", path)
		case free < need:
			d.add(wrong, at.about, "make room, or run citas gc", "%d MB free in %s, a load may need %d MB", free>>20, path, need>>20)
		default:
			d.add(sound, at.about, "", "%d MB free in %s, a load may need %d MB", free>>20, path, need>>20)
		}
	}
}

// clock compares the time with what was written before: it cannot be earlier.
func (d *doctor) clock() {
	latest, what := time.Time{}, ""
	see := func(text, of string) {
		if t, err := time.Parse(time.RFC3339, text); err == nil && t.After(latest) {
			latest, what = t, of
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				see(s.Value, "the code of this program")
			}
		}
	}
	if entries, err := etl.OpenArchive(d.env.dataDir).Entries(); err == nil {
		for _, e := range entries {
			see(e.RetrievedAt, "the archive's "+e.FileName)
		}
	}
	if runs, err := etl.Runs(d.env.dataDir); err == nil && len(runs) > 0 {
		see(runs[len(runs)-1].FinishedAt, "the last run")
	}
	if editions, err := data.Editions(d.env.dataDir); err == nil && len(editions) > 0 {
		m := editions[len(editions)-1]
		see(m.BuiltAt, "edition "+m.Label)
	}
	if latest.Sub(d.now) > clockSlack {
		d.add(wrong, "clock", "set it, or let a time service do so", "it is %s, and %s is of %s", d.now.UTC().Format(time.RFC3339), what, latest.UTC().Format(time.RFC3339))
		return
	}
	d.add(sound, "clock", "", "%s, after all that was written before", d.now.UTC().Format(time.RFC3339))
}
