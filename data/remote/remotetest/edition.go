package remotetest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"citas/data"
	"citas/data/datatest"
)

// Edition puts one more edition into a data directory and makes it current: the test
// edition under another id, so that ten need not be built. Name makes the id.
func Edition(t testing.TB, dir, name string) *data.Manifest {
	t.Helper()
	from := datatest.Dir(t)
	current, err := data.CurrentEdition(from)
	if err != nil {
		t.Fatal(err)
	}
	m, err := data.ReadManifest(from, current)
	if err != nil {
		t.Fatal(err)
	}
	source := data.EditionFolder(from, current)
	m.Edition, m.Label = ID(name), "2026-01-02."+name
	target := data.EditionFolder(dir, m.Edition)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(target, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := data.WriteFileAtomic(filepath.Join(target, "manifest.json"), raw); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	if err := data.WriteFileAtomic(filepath.Join(target, "manifest.sha256"), []byte(hex.EncodeToString(sum[:])+"  manifest.json\n")); err != nil {
		t.Fatal(err)
	}
	if err := data.SetCurrent(dir, m.Edition); err != nil {
		t.Fatal(err)
	}
	return m
}

// ID is the id of the edition of a name.
func ID(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])[:16]
}

// Use makes the edition of a name current again.
func Use(t testing.TB, dir, name string) {
	t.Helper()
	if err := data.SetCurrent(dir, ID(name)); err != nil {
		t.Fatal(err)
	}
}
