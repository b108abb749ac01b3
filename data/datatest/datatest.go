// Package datatest gives tests an edition to read: the one that the embedded tables
// make, built through the real pipeline.
package datatest

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"citas/data"
	"citas/etl"
)

// Config is a load of what comes with the program into dir, without progress or log.
func Config(dir string) etl.Config {
	curated, err := fs.Sub(data.Curated, "curated")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return etl.Config{
		Dir: dir, Catalog: data.Published(), Registry: etl.Published(), Curated: curated,
		Log: slog.New(slog.DiscardHandler), Progress: etl.Quiet{},
		Now: func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) },
	}
}

var built = sync.OnceValues(func() (string, error) {
	// One folder for every test binary of the same code: a second load finds the
	// edition there and writes nothing.
	dir := filepath.Join(os.TempDir(), "citas-datatest-"+etl.Code())
	_, err := etl.Load(context.Background(), Config(dir))
	return dir, err
})

// Dir is a data directory with the embedded edition. Tests share it: do not write there.
func Dir(t testing.TB) string {
	t.Helper()
	dir, err := built()
	if err != nil {
		t.Fatalf("build the test edition: %v", err)
	}
	return dir
}

// Store serves the edition of Dir until the test ends.
func Store(t testing.TB) *data.Store {
	t.Helper()
	s := data.NewStore(Dir(t), data.Published())
	if _, err := s.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Edition is the edition of Dir, open until the test ends.
func Edition(t testing.TB) *data.Edition {
	t.Helper()
	e, err := Store(t).Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Release)
	return e
}
