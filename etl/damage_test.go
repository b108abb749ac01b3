package etl_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"citas/data"
)

// flip changes one bit in the middle of a file.
func flip(t *testing.T, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
}

func serves(t *testing.T, s *data.Store) string {
	t.Helper()
	e, err := s.Acquire(t.Context())
	if err != nil {
		return err.Error()
	}
	defer e.Release()
	if _, err := e.Count(t.Context(), data.Select{Dataset: "ports"}); err != nil {
		t.Error(err)
	}
	return e.ID()
}

// Whatever is damaged in the current edition, the one before it is served and named, and
// the next load builds the damaged one again: the same id, label and exports.
func TestADamagedEditionIsRebuiltAndStoodInFor(t *testing.T) {
	dir := t.TempDir()
	before := load(t, dir).Edition
	add(t, dir, "cbp-southwest", "2023-12-01", "first.csv", sbo("5"))
	report := load(t, dir)
	current, exports := report.Edition, hashes(t, dir, report.Edition)
	folder := filepath.Join(dir, "editions", current)
	for _, c := range []struct {
		name    string
		atStart bool // seen without reading every file
		damage  func()
		says    string
	}{
		{"the database", true, func() { flip(t, filepath.Join(folder, "citas.duckdb")) }, "citas.duckdb: found SHA-256 "},
		{"an export", false, func() { flip(t, filepath.Join(folder, "files", "ports.parquet")) }, "files/ports.parquet: found SHA-256 "},
		{"the manifest", true, func() { flip(t, filepath.Join(folder, "manifest.json")) }, "manifest.json: "},
		{"a file cut short", true, func() { os.Truncate(filepath.Join(folder, "files", "ports.csv"), 100) }, "files/ports.csv: found 100 bytes, expected "},
		{"all of it", true, func() { os.RemoveAll(folder) }, "its folder is not there"},
	} {
		running := data.NewStore(dir, data.Published())
		if got := serves(t, running); got != current {
			t.Fatalf("%s: before, %s is served", c.name, got)
		}
		c.damage()

		// A server that starts now.
		fresh := data.NewStore(dir, data.Published())
		_, err := fresh.Refresh(t.Context())
		if c.atStart == (err == nil) {
			t.Errorf("%s: at the start %v", c.name, err)
		}
		// One that runs finds it when it reads every file, or that the folder is gone.
		if err := running.Inspect(t.Context()); err != nil && !errors.Is(err, data.ErrUnavailable) && !errors.Is(err, data.ErrNotFound) {
			t.Error(err)
		}
		fresh.Inspect(t.Context())
		for _, s := range []*data.Store{running, fresh} {
			var damage *data.DamageError
			if _, err := s.Refresh(t.Context()); !errors.As(err, &damage) || damage.Edition != current || damage.Serving != before || !strings.HasPrefix(damage.Problem, c.says) {
				t.Errorf("%s: %v", c.name, err)
			}
			if got := serves(t, s); got != before || s.Damage() == nil {
				t.Errorf("%s: meanwhile %s is served; %v", c.name, got, s.Damage())
			}
		}

		again := load(t, dir)
		if again.Edition != current || again.Label != report.Label && c.name != "all of it" && c.name != "the manifest" || again.Unchanged {
			t.Errorf("%s: rebuilt as %+v", c.name, again)
		}
		for name, sum := range hashes(t, dir, current) {
			if exports[name] != sum {
				t.Errorf("%s: rebuilt %s differs", c.name, name)
			}
		}
		for _, s := range []*data.Store{running, fresh} {
			if swapped, err := s.Refresh(t.Context()); !swapped || err != nil || s.Damage() != nil || serves(t, s) != current {
				t.Errorf("%s: after the load swapped %v, %v, %v", c.name, swapped, err, s.Damage())
			}
			s.Close()
		}
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, "editions", data.DamagedPrefix+current+"-*")); len(aside) != 4 { // all but the lost one
		t.Errorf("set aside: %q", aside)
	}
}

// With no other edition nothing is served, which says why, until a load has been.
func TestADamagedOnlyEditionIsNotServed(t *testing.T) {
	dir := t.TempDir()
	only := load(t, dir).Edition
	path := filepath.Join(dir, "editions", only, "citas.duckdb")
	flip(t, path)
	s := data.NewStore(dir, data.Published())
	defer s.Close()
	if got := serves(t, s); !strings.Contains(got, "is damaged: citas.duckdb") {
		t.Errorf("serves %s", got)
	}
	problems, err := data.Verify(t.Context(), dir, only, data.Published())
	if err != nil || len(problems) != 1 || !strings.HasPrefix(problems[0], "citas.duckdb: found SHA-256 ") {
		t.Errorf("verify: %q, %v", problems, err)
	}
	load(t, dir)
	if got := serves(t, s); got != only {
		t.Errorf("after a load: %s", got)
	}
}

// A file that another process rebuilt while this one had it open is opened anew.
func TestAnEditionRebuiltUnderAReader(t *testing.T) {
	dir := t.TempDir()
	only := load(t, dir).Edition
	s := data.NewStore(dir, data.Published())
	defer s.Close()
	reader, err := s.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	flip(t, filepath.Join(dir, "editions", only, "files", "ports.csv"))
	load(t, dir)
	if swapped, err := s.Refresh(t.Context()); swapped || err == nil {
		t.Errorf("a reader is on the old file: swapped %v, %v", swapped, err)
	}
	if _, err := reader.Count(t.Context(), data.Select{Dataset: "ports"}); err != nil {
		t.Error("the reader in flight: ", err)
	}
	reader.Release()
	if swapped, err := s.Refresh(t.Context()); !swapped || err != nil {
		t.Errorf("after the reader: swapped %v, %v", swapped, err)
	}
}
