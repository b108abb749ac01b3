package data

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// BuildingDir is a fresh folder name for an edition that is being built: beside the
// finished ones, so that sealing it is a rename.
func BuildingDir(dir, id string) (string, error) {
	if err := os.MkdirAll(editionsDir(dir), 0o755); err != nil {
		return "", err
	}
	return filepath.Join(editionsDir(dir), fmt.Sprintf("%s%s-%d", BuildingPrefix, id, os.Getpid())), nil
}

// Seal completes m, writes it and the bundle into the building folder and renames the
// folder to its place, signed if there is a signer: from here on the edition exists and never changes.
func Seal(dir, building string, m *Manifest, bundle *Bundle, signer *Signer) error {
	editions, err := Editions(dir) // oldest first
	if err != nil {
		return err
	}
	m.Format = ManifestFormat
	m.DataHash = m.hashOf()
	var before *Manifest
	if m.Label == "" { // else it is built again, and keeps its name and its place
		m.Label = nextLabel(editions, m.BuiltAt)
		if n := len(editions); n > 0 {
			m.Previous = editions[n-1].Edition
		}
	}
	if i := slices.IndexFunc(editions, func(x *Manifest) bool { return x.Edition == m.Previous }); i >= 0 {
		before = editions[i]
	}
	zip, err := bundle.write(building, before, signer)
	if err != nil {
		return err
	}
	m.Bundle = &zip
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	raw = append(raw, '\n')
	if signer != nil {
		if err := WriteFileAtomic(filepath.Join(building, manifestName+signatureEnding), signer.sign(raw, signedWords(m))); err != nil {
			return err
		}
	}
	if err := WriteFileAtomic(filepath.Join(building, manifestName), raw); err != nil {
		return err
	}
	if err := sealManifest(building); err != nil {
		return err
	}
	if err := os.Rename(building, editionDir(dir, m.Edition)); err != nil {
		return err
	}
	return syncDir(editionsDir(dir))
}

// nextLabel is the day of building, with .2, .3 … for more editions of one day.
func nextLabel(editions []*Manifest, builtAt string) string {
	day, _, _ := strings.Cut(builtAt, "T")
	taken := map[string]bool{}
	for _, m := range editions {
		taken[m.Label] = true
	}
	label := day
	for n := 2; taken[label]; n++ {
		label = fmt.Sprintf("%s.%d", day, n)
	}
	return label
}
