package data

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// DamageError says that an edition is not, or no longer, what its manifest lists.
type DamageError struct {
	Edition string
	Problem string // the first thing found, with its place
	Serving string // edition that a store serves in its place; empty if none
}

func (e *DamageError) Error() string {
	words := fmt.Sprintf("edition %s is damaged: %s", e.Edition, e.Problem)
	if e.Serving != "" {
		words += fmt.Sprintf("; edition %s is served until a load rebuilds it", e.Serving)
	}
	return words
}

// Unwrap makes a DamageError one of the kinds.
func (e *DamageError) Unwrap() error { return ErrUnavailable }

// Inspect holds every file of an edition against the hash in its manifest, and fails
// with a *DamageError at the first that is not whole, or with ErrNotFound where there is
// no such folder. It opens no database.
func Inspect(ctx context.Context, dir, id string) (*Manifest, error) {
	m, err := inspectSizes(dir, id)
	if err != nil {
		return nil, err
	}
	for _, f := range m.Files() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if problem := f.compare(editionDir(dir, id)); problem != "" {
			return nil, &DamageError{Edition: id, Problem: problem}
		}
	}
	return m, nil
}

// inspectSizes is the part of Inspect that takes no time: the manifest, and every file
// there with its length.
func inspectSizes(dir, id string) (*Manifest, error) {
	if _, err := os.Stat(editionDir(dir, id)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("edition %s: %w", id, ErrNotFound)
	}
	m, err := ReadManifest(dir, id)
	if err != nil {
		return nil, &DamageError{Edition: id, Problem: "manifest.json: " + err.Error()}
	}
	if problem := compareManifest(editionDir(dir, id)); problem != "" {
		return nil, &DamageError{Edition: id, Problem: problem}
	}
	for _, f := range m.Files() {
		info, err := os.Stat(filepath.Join(editionDir(dir, id), filepath.FromSlash(f.Path)))
		if err == nil && info.Size() != f.Bytes {
			err = fmt.Errorf("found %d bytes, expected %d", info.Size(), f.Bytes)
		}
		if err != nil {
			return nil, &DamageError{Edition: id, Problem: f.Path + ": " + err.Error()}
		}
	}
	return m, nil
}

// Size is how many bytes the files of an edition take.
func (m *Manifest) Size() int64 {
	var n int64
	for _, f := range m.Files() {
		n += f.Bytes
	}
	return n
}

// compare holds the bytes of a file below a folder against its hash; empty if they are
// those.
func (want File) compare(folder string) string {
	got, err := hashFile(folder, filepath.FromSlash(want.Path), want.Format)
	switch {
	case err != nil:
		return fmt.Sprintf("%s: %v", want.Path, err)
	case got.SHA256 != want.SHA256:
		return fmt.Sprintf("%s: found SHA-256 %s (%d bytes), expected %s (%d bytes)", want.Path, got.SHA256, got.Bytes, want.SHA256, want.Bytes)
	}
	return ""
}

// manifestSum is the file that holds the hash of the manifest, as sha256sum writes it.
const manifestSum = "manifest.sha256"

// sealManifest writes the hash of the manifest beside it.
func sealManifest(folder string) error {
	f, err := hashFile(folder, "manifest.json", "json")
	if err != nil {
		return err
	}
	return WriteFileAtomic(filepath.Join(folder, manifestSum), []byte(f.SHA256+"  manifest.json\n"))
}

// compareManifest holds the manifest against that hash. Editions from before it was
// written have none.
func compareManifest(folder string) string {
	raw, err := os.ReadFile(filepath.Join(folder, manifestSum))
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		return manifestSum + ": " + err.Error()
	}
	sum, _, _ := strings.Cut(string(raw), " ")
	got, err := hashFile(folder, "manifest.json", "json")
	if err == nil && got.SHA256 != sum {
		err = fmt.Errorf("found SHA-256 %s, expected %.64s", got.SHA256, sum)
	}
	if err != nil {
		return "manifest.json: " + err.Error()
	}
	return ""
}

// SetAside takes a damaged edition out of the list by renaming its folder, for a person
// to look at until `citas gc` removes it. It returns the new path.
func SetAside(dir, id string) (string, error) {
	aside := ""
	for n := 1; ; n++ {
		aside = filepath.Join(editionsDir(dir), fmt.Sprintf("%s%s-%04d", DamagedPrefix, id, n))
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
	}
	if err := os.Rename(editionDir(dir, id), aside); err != nil {
		return "", err
	}
	return aside, syncDir(editionsDir(dir))
}

// ReadAside reads the manifest of an edition that was set aside, the last time if it was
// more than once; nil if it never was or cannot be read.
func ReadAside(dir, id string) *Manifest {
	folders, _ := filepath.Glob(filepath.Join(editionsDir(dir), DamagedPrefix+id+"-*")) // fails on bad patterns only
	for _, folder := range slices.Backward(folders) {
		if m, err := readManifest(folder); err == nil && m.Edition == id {
			return m
		}
	}
	return nil
}

// TakeThePlaceOf gives an edition that is built again the label and the time of the
// damaged one, so that its addresses stay and show what they did.
func (m *Manifest) TakeThePlaceOf(old *Manifest) {
	day, _, _ := strings.Cut(old.Label, ".")
	if m.Edition == old.Edition && editionLabel.MatchString(old.Label) && strings.HasPrefix(old.BuiltAt, day+"T") {
		m.BuiltAt, m.Label, m.Previous = old.BuiltAt, old.Label, old.Previous
	}
}

// What begins the names of folders beside the editions that are none.
const (
	BuildingPrefix = ".building-"
	DamagedPrefix  = ".damaged-"
	RemovingPrefix = ".removing-"
)

// RemoveEdition removes the folder of an edition. Killed in the middle, it leaves nothing
// that looks like an edition.
func RemoveEdition(dir, id string) error {
	going := filepath.Join(editionsDir(dir), RemovingPrefix+id)
	if err := errors.Join(os.RemoveAll(going), os.Rename(editionDir(dir, id), going)); err != nil {
		return err
	}
	return os.RemoveAll(going)
}
