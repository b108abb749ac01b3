package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// EditionFolder is where an edition of a data directory lies, or would lie.
func EditionFolder(dir, id string) string { return editionDir(dir, id) }

// ParseManifest reads the bytes of a manifest that may come from elsewhere. It fails with
// ErrInvalid.
func ParseManifest(raw []byte) (*Manifest, error) {
	m := &Manifest{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("manifest: %w: %w", ErrInvalid, err)
	}
	if m.Format != ManifestFormat || !editionID.MatchString(m.Edition) {
		return nil, fmt.Errorf("manifest: %w: format %d of edition %q", ErrInvalid, m.Format, m.Edition)
	}
	for _, f := range m.Files() {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || f.Bytes < 0 || len(f.SHA256) != 64 {
			return nil, fmt.Errorf("manifest of edition %s: %w: file %q", m.Edition, ErrInvalid, f.Path)
		}
	}
	return m, nil
}

// HasEdition reports whether a data directory holds an edition whole.
func HasEdition(dir, id string) bool {
	_, err := ReadManifest(dir, id)
	return err == nil
}

// FetchingDir is the folder in which an edition from elsewhere is gathered. It stays when
// gathering ends early, so that what is there need not come again.
func FetchingDir(dir, id string) (string, error) {
	folder := filepath.Join(editionsDir(dir), ".fetching-"+id)
	return folder, os.MkdirAll(filepath.Join(folder, "files"), 0o755)
}

// CheckFile fails with ErrInvalid, naming both hashes, when a file of a folder is not
// what a manifest says, and with fs.ErrNotExist when it is not there.
func CheckFile(folder string, want File) error {
	got, err := hashFile(folder, filepath.FromSlash(want.Path), want.Format)
	if err != nil {
		return err
	}
	if got.SHA256 != want.SHA256 {
		return fmt.Errorf("%s: found SHA-256 %s (%d bytes), expected %s (%d bytes): %w", want.Path, got.SHA256, got.Bytes, want.SHA256, want.Bytes, ErrInvalid)
	}
	return nil
}

// Adopt makes a gathered folder an edition of the data directory: it writes the manifest
// and renames the folder to its place. The files must have been checked.
func Adopt(dir, folder string, m *Manifest, raw []byte) error {
	if err := WriteFileAtomic(filepath.Join(folder, "manifest.json"), raw); err != nil {
		return err
	}
	err := os.Rename(folder, editionDir(dir, m.Edition))
	if errors.Is(err, fs.ErrExist) && HasEdition(dir, m.Edition) {
		return os.RemoveAll(folder) // somebody else gathered it too
	}
	if err != nil {
		return err
	}
	return syncDir(editionsDir(dir))
}
