package data

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName is the file of an edition that describes it.
const manifestName = "manifest.json"

// ManifestFormat is the version of manifest.json's layout.
const ManifestFormat = 1

// Manifest describes an edition: what went in, what came out, with every hash. It is
// written last, so a folder without one is not an edition.
type Manifest struct {
	Format   int            `json:"format"`
	Edition  string         `json:"edition"`   // id: hash of the inputs and of the code that reads them
	Label    string         `json:"label"`     // day of building, then .2, .3
	DataHash string         `json:"data_hash"` // changes only when a published table does
	DOI      string         `json:"doi"`
	BuiltAt  string         `json:"built_at"`           // RFC 3339
	Engine   string         `json:"engine"`             // DuckDB version
	Previous string         `json:"previous,omitempty"` // id of the edition before it in the same data directory
	Code     string         `json:"code"`               // fingerprint of the declarations
	Releases []Release      `json:"releases"`           // accepted, oldest first
	Datasets []DatasetFiles `json:"datasets"`
	Database File           `json:"database"`
	Bundle   *File          `json:"bundle,omitempty"` // everything in one ZIP; editions from before it was made have none
	Sources  []SourceLoad   `json:"sources"`
	Held     []Held         `json:"held,omitempty"` // kept out when this was built; ListHeld is as of the last load
}

// Identifiers name the edition: its DOI, if it has one, its id and its data hash.
func (m *Manifest) Identifiers() []string {
	ids := []string{"edition:" + m.Edition, "sha256:" + m.DataHash}
	if m.DOI != "" {
		ids = append([]string{"https://doi.org/" + m.DOI}, ids...)
	}
	return ids
}

// DatasetFiles lists the exports of one dataset.
type DatasetFiles struct {
	ID    string `json:"id"`
	Rows  int64  `json:"rows"`
	Files []File `json:"files"`
	Parts []File `json:"parts,omitempty"` // Parquet by the field that the dataset names, where it is large
}

// File is one file of an edition; Path is relative to its folder.
type File struct {
	Path   string `json:"path"`
	Format string `json:"format,omitempty"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Name is where a file lies below the address of its edition: exports beside each other,
// parts in folders.
func (f File) Name() string { return strings.TrimPrefix(f.Path, "files/") }

// Files lists every file of the edition but the manifest, the database first.
func (m *Manifest) Files() []File {
	list := []File{m.Database}
	if m.Bundle != nil {
		list = append(list, *m.Bundle)
	}
	for _, d := range m.Datasets {
		list = append(list, d.All()...)
	}
	return list
}

// All are the files of a dataset and its parts.
func (d DatasetFiles) All() []File { return slices.Concat(d.Files, d.Parts) }

// SourceLoad sums up what one source gave to an edition.
type SourceLoad struct {
	Source      string `json:"source"`
	Releases    int    `json:"releases"`
	Rows        int    `json:"rows"`
	Accepted    int    `json:"accepted"`
	Quarantined int    `json:"quarantined"`
	Millis      int64  `json:"millis"`
}

// Dataset finds the exports of a dataset.
func (m *Manifest) Dataset(id string) (DatasetFiles, bool) {
	i := slices.IndexFunc(m.Datasets, func(d DatasetFiles) bool { return d.ID == id })
	if i < 0 {
		return DatasetFiles{}, false
	}
	return m.Datasets[i], true
}

// File finds the export of a dataset in a format: csv, parquet or json.
func (d DatasetFiles) File(format string) (File, bool) {
	i := slices.IndexFunc(d.Files, func(f File) bool { return f.Format == format })
	if i < 0 {
		return File{}, false
	}
	return d.Files[i], true
}

// hashOf is the data hash: over each dataset's CSV, in order of id.
func (m *Manifest) hashOf() string {
	h := sha256.New()
	for _, d := range m.Datasets {
		if f, ok := d.File("csv"); ok {
			fmt.Fprintf(h, "%s %s\n", d.ID, f.SHA256)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Folders of a data directory.
func editionsDir(dir string) string        { return filepath.Join(dir, "editions") }
func currentPath(dir string) string        { return filepath.Join(dir, "current.json") }
func editionDir(dir, id string) string     { return filepath.Join(editionsDir(dir), id) }
func manifestPath(dir, id string) string   { return filepath.Join(editionDir(dir, id), manifestName) }
func databasePath(folder string) string    { return filepath.Join(folder, "citas.duckdb") }
func filesPath(folder, name string) string { return filepath.Join(folder, "files", name) }

// current is the content of current.json: the edition to serve, and nothing else.
type current struct {
	Edition string `json:"edition"`
}

// CurrentEdition reads which edition the data directory serves. It fails with
// ErrUnavailable when none has been built.
func CurrentEdition(dir string) (string, error) {
	raw, err := os.ReadFile(currentPath(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: %w: no edition has been built", dir, ErrUnavailable)
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	var c current
	if err := json.Unmarshal(raw, &c); err != nil || !editionID.MatchString(c.Edition) {
		return "", fmt.Errorf("%s: %w: does not name an edition", currentPath(dir), ErrUnavailable)
	}
	return c.Edition, nil
}

// SetCurrent names the edition to serve, atomically.
func SetCurrent(dir, id string) error {
	if !editionID.MatchString(id) {
		return fmt.Errorf("edition %q: %w", id, ErrInvalid)
	}
	raw, err := json.Marshal(current{Edition: id})
	if err != nil {
		return err
	}
	return WriteFileAtomic(currentPath(dir), append(raw, '\n'))
}

// ReadManifest reads the manifest of an edition, or fails with ErrNotFound.
func ReadManifest(dir, id string) (*Manifest, error) {
	if !editionID.MatchString(id) {
		return nil, fmt.Errorf("edition %q: %w", id, ErrNotFound)
	}
	m, err := readManifest(editionDir(dir, id))
	if err == nil && m.Edition != id {
		return nil, fmt.Errorf("%s: %w: names edition %q", manifestPath(dir, id), ErrInvalid, m.Edition)
	}
	return m, err
}

// readManifest reads the manifest of an edition's folder.
func readManifest(folder string) (*Manifest, error) {
	path := filepath.Join(folder, manifestName)
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("edition %s: %w", filepath.Base(folder), ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return parseManifest(path, raw)
}

// parseManifest reads a manifest that lies at path.
func parseManifest(path string, raw []byte) (*Manifest, error) {
	m := &Manifest{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, ErrInvalid, err)
	}
	if m.Format != ManifestFormat || !editionID.MatchString(m.Edition) {
		return nil, fmt.Errorf("%s: %w: format %d of edition %q", path, ErrInvalid, m.Format, m.Edition)
	}
	return m, nil
}

// Editions lists the manifests of all whole editions, oldest first.
func Editions(dir string) ([]*Manifest, error) {
	entries, err := os.ReadDir(editionsDir(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []*Manifest
	for _, entry := range entries {
		if m, err := ReadManifest(dir, entry.Name()); err == nil {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b *Manifest) int { return strings.Compare(a.BuiltAt+a.Edition, b.BuiltAt+b.Edition) })
	return list, nil
}

// WriteFileAtomic writes a file beside its place, syncs it and renames it: a reader
// sees the old bytes or the new ones.
func WriteFileAtomic(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails harmlessly after the rename
	_, err = temp.Write(content)
	err = errors.Join(err, temp.Chmod(0o644), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a rename durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
