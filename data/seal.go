package data

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// BuildingDir is a fresh folder name for an edition that is being built: beside the
// finished ones, so that sealing it is a rename.
func BuildingDir(dir, id string) (string, error) {
	if err := os.MkdirAll(editionsDir(dir), 0o755); err != nil {
		return "", err
	}
	return filepath.Join(editionsDir(dir), fmt.Sprintf(".building-%s-%d", id, os.Getpid())), nil
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
	m.Label = nextLabel(editions, m.BuiltAt)
	var before *Manifest
	if n := len(editions); n > 0 {
		before = editions[n-1]
		m.Previous = before.Edition
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
