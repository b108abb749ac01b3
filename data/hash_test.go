package data

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestHashWhile: a file that comes piece by piece has the hash of the whole, a failure is
// that of the writer, and a file that is not written from beginning to end is refused.
func TestHashWhile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	pieces := []string{"month,people\n", strings.Repeat("2023-01-01,1\n", 10_000), "", "2023-02-01,2\n"}
	look := make(chan time.Time)
	grow := func() error {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		for _, piece := range pieces {
			if _, err := f.WriteString(piece); err != nil {
				return err
			}
			look <- time.Time{} // the look before has ended
		}
		return f.Close()
	}
	got, err := hashWhile(dir, "a.csv", "csv", look, grow)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := hashFile(dir, "a.csv", "csv"); err != nil || got != want || got.Bytes != int64(len(strings.Join(pieces, ""))) {
		t.Errorf("%+v, want %+v, %v", got, want, err)
	}
	broken := errors.New("broken")
	if _, err := hashWhile(dir, "a.csv", "csv", look, func() error { grow(); return broken }); !errors.Is(err, broken) {
		t.Errorf("a failure came back as %v", err)
	}
	if _, err := hashWhile(dir, "none.csv", "csv", look, func() error { return nil }); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing was written: %v", err)
	}
	shrink := func() error { grow(); return os.Truncate(path, 5) }
	if _, err := hashWhile(dir, "a.csv", "csv", look, shrink); err == nil || !strings.Contains(err.Error(), "beginning to end") {
		t.Errorf("a file that became shorter: %v", err)
	}
}
