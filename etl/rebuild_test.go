package etl_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// An edition is rebuilt to the same bytes, and an export that was changed together with
// its manifest is found out.
func TestRebuild(t *testing.T) {
	dir := datatest.Dir(t)
	id, err := data.CurrentEdition(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := data.ReadManifest(dir, id)
	if err != nil {
		t.Fatal(err)
	}
	before := filesBelow(t, dir)
	if problems, err := etl.Rebuild(t.Context(), datatest.Config(dir), m); err != nil || len(problems) > 0 {
		t.Errorf("a sound edition: %v, %v", problems, err)
	}
	if after := filesBelow(t, dir); after != before {
		t.Errorf("the data directory was changed:\n%s\n%s", before, after)
	}
	m.Datasets[1].Files[0].SHA256 = strings.Repeat("0", 64)
	m.Releases = append(m.Releases, data.Release{ID: "ohss-monthly@2025-01-16", SHA256: "1"})
	problems, err := etl.Rebuild(t.Context(), datatest.Config(dir), m)
	all := strings.Join(problems, "\n")
	if err != nil || !strings.Contains(all, "rebuilt "+m.Datasets[1].Files[0].Path+": found SHA-256 ") || !strings.Contains(all, "no release ohss-monthly@2025-01-16") {
		t.Errorf("a forged edition: %v, %v", all, err)
	}
	m.Code = "0000"
	if _, err := etl.Rebuild(t.Context(), datatest.Config(dir), m); !errors.Is(err, etl.ErrOtherCode) {
		t.Errorf("another program's edition: %v", err)
	}
}

func filesBelow(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(filepath.Join(dir, "editions"), func(path string, entry os.DirEntry, err error) error {
		b.WriteString(path + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
