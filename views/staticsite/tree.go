package staticsite

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Names in the folder that are no part of the site.
const (
	stateName = ".citas-export.json"
	workName  = ".citas-export-work"
)

// tree is the folder that the site lies in, and what an earlier run left there.
type tree struct {
	dir   string
	state string
	last  record
	at    time.Time // when last was written

	mu      sync.Mutex
	files   map[string]written
	count   int // that were written
	removed int
}

// record is what the folder holds after a run. It has no times, so that two exports of
// one site are the same bytes.
type record struct {
	State string             `json:"state"`
	Files map[string]written `json:"files"`
}

type written struct {
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Sent
}

// Sent is how a file is sent: what its headers say.
type Sent struct {
	Type        string `json:"type,omitempty"`
	Coding      string `json:"coding,omitempty"`
	Cache       string `json:"cache,omitempty"`
	Disposition string `json:"disposition,omitempty"`
}

func sentAs(h http.Header) Sent {
	return Sent{h.Get("Content-Type"), h.Get("Content-Encoding"), h.Get("Cache-Control"), h.Get("Content-Disposition")}
}

// Entry is a file of an export.
type Entry struct {
	Path   string // in the folder, with slashes
	SHA256 string
	Bytes  int64
	Sent
}

// Entries lists the files of the export in a folder, by path.
func Entries(dir string) ([]Entry, error) {
	t, err := openTree(dir, "")
	if err != nil {
		return nil, err
	}
	var list []Entry
	for _, name := range slices.Sorted(maps.Keys(t.last.Files)) {
		w := t.last.Files[name]
		list = append(list, Entry{name, w.SHA256, w.Bytes, w.Sent})
	}
	return list, nil
}

// openTree reads what is in a folder. One that others filled, and no export, is refused.
func openTree(dir, state string) (*tree, error) {
	t := &tree{dir: dir, state: state, files: map[string]written{}}
	raw, err := os.ReadFile(filepath.Join(dir, stateName))
	if errors.Is(err, fs.ErrNotExist) {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != workName }) {
			return nil, fmt.Errorf("%s: the folder is not empty and holds no export: choose another", dir)
		}
		return t, os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &t.last); err != nil {
		return nil, fmt.Errorf("%s: %w: remove the file to export anew", filepath.Join(dir, stateName), err)
	}
	info, err := os.Stat(filepath.Join(dir, stateName))
	if err == nil {
		t.at = info.ModTime()
	}
	return t, err
}

// same reports whether the folder holds what this run would write.
func (t *tree) same() bool {
	if t.state == "" || t.state != t.last.State || len(t.last.Files) == 0 {
		return false
	}
	for name, w := range t.last.Files {
		if !t.holds(name, w) {
			return false
		}
	}
	t.files = t.last.Files
	return true
}

// holds reports whether a file is as it was written. One that was touched since is read.
func (t *tree) holds(name string, w written) bool {
	path := t.path(name)
	info, err := os.Stat(path)
	if err != nil || info.Size() != w.Bytes {
		return false
	}
	if !info.ModTime().After(t.at) {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return err == nil && hex.EncodeToString(h.Sum(nil)) == w.SHA256
}

func (t *tree) path(name string) string { return filepath.Join(t.dir, filepath.FromSlash(name)) }

func (t *tree) temp() (*os.File, error) {
	if err := os.MkdirAll(filepath.Join(t.dir, workName), 0o755); err != nil {
		return nil, err
	}
	return os.CreateTemp(filepath.Join(t.dir, workName), "part-*")
}

// take moves an answer to its place, unless the same bytes are there.
func (t *tree) take(name string, r *received) error {
	w := written{r.hash(), r.size, sentAs(r.header)}
	if t.kept(name, w) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(t.path(name)), 0o755); err != nil {
		return err
	}
	return errors.Join(r.file.Chmod(0o644), os.Rename(r.file.Name(), t.path(name)))
}

// put writes a file, unless the same bytes are there.
func (t *tree) put(name string, body []byte, sent Sent) error {
	sum := sha256.Sum256(body)
	if t.kept(name, written{hex.EncodeToString(sum[:]), int64(len(body)), sent}) {
		return nil
	}
	f, err := t.temp()
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		if err = os.MkdirAll(filepath.Dir(t.path(name)), 0o755); err == nil {
			err = os.Rename(f.Name(), t.path(name))
		}
	}
	return err
}

// kept notes that the site has a file and reports whether it lies there already.
func (t *tree) kept(name string, w written) bool {
	same := t.last.Files[name] == w && t.holds(name, w)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.files[name] = w; !same {
		t.count++
	}
	return same
}

// finish removes what the site no longer has and writes down what it has.
func (t *tree) finish() error {
	for name := range t.last.Files {
		if _, ok := t.files[name]; ok {
			continue
		}
		if err := os.Remove(t.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		t.removed++
		for dir := filepath.Dir(t.path(name)); strings.HasPrefix(dir, t.dir+string(filepath.Separator)); dir = filepath.Dir(dir) {
			if os.Remove(dir) != nil { // not empty
				break
			}
		}
	}
	if err := os.RemoveAll(filepath.Join(t.dir, workName)); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(record{t.state, t.files}, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(t.dir, stateName), append(raw, '\n'), 0o644)
}

func (t *tree) report(unchanged bool) Report {
	r := Report{Files: len(t.files), Written: t.count, Removed: t.removed, Unchanged: unchanged}
	for _, w := range t.files {
		r.Bytes += w.Bytes
	}
	return r
}
