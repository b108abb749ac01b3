package main

import (
	"os"
	"path/filepath"
	"regexp"

	"github.com/rogpeppe/go-internal/testscript"

	"citas/data"
)

// damage FILE: flips one bit in the middle of a file, which a pattern may name.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FILE")
	}
	path := only(ts, args[0])
	raw, err := os.ReadFile(path)
	ts.Check(err)
	raw[len(raw)/2] ^= 1
	ts.Check(os.Chmod(path, 0o644))
	ts.Check(os.WriteFile(path, raw, 0o644))
}

// replace PATTERN FILE: puts an x in the place of the last character of the first match.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: replace PATTERN FILE")
	}
	path := only(ts, args[1])
	raw, err := os.ReadFile(path)
	ts.Check(err)
	at := regexp.MustCompile(args[0]).FindIndex(raw)
	if at == nil {
		ts.Fatalf("%s has no %s", path, args[0])
	}
	raw[at[1]-1] = 'x'
	ts.Check(os.WriteFile(path, raw, 0o644))
}

// edition DIR TO: copies the folder of the current edition of a data directory.
func edition(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: edition DIR TO")
	}
	dir := ts.MkAbs(args[0])
	id, err := data.CurrentEdition(dir)
	ts.Check(err)
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(filepath.Join(dir, "editions", id))))
}

func only(ts *testscript.TestScript, pattern string) string {
	found, err := filepath.Glob(ts.MkAbs(pattern))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%s: %d files", pattern, len(found))
	}
	return found[0]
}
