package etl_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/etl"
)

// bagged exports an archive of two documents, one of them met at two addresses.
func bagged(t *testing.T) (dir, bag string) {
	t.Helper()
	dir, bag = t.TempDir(), filepath.Join(t.TempDir(), "handed", "over")
	add(t, dir, "cbp-southwest", "2023-11-14", "first.csv", sbo("5"))
	add(t, dir, "cbp-southwest", "2023-12-14", "second.csv", sbo("6"))
	again := etl.Entry{Source: "cbp-southwest", Published: "2023-12-14", FileName: "second.csv", How: etl.Fetched, URL: "https://www.cbp.gov/second.csv"}
	if _, added, err := etl.OpenArchive(dir).Add(again, []byte(sbo("6")), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)); err != nil || added {
		t.Fatal(added, err)
	}
	got, err := etl.OpenArchive(dir).Export(t.Context(), bag, etl.BagInfo{Version: "test", Now: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)})
	if err != nil || got.Documents != 2 || got.Lines != 3 {
		t.Fatalf("%+v, %v", got, err)
	}
	return dir, bag
}

func TestBagComesBackTheSame(t *testing.T) {
	dir, bag := bagged(t)
	for range 2 { // the second import adds nothing
		to := t.TempDir()
		for i, want := range []etl.Bagged{{Documents: 2, New: 2, Lines: 3}, {Documents: 2}} {
			got, err := etl.Import(t.Context(), to, bag, etl.Published())
			if got.Bytes = 0; err != nil || got != want {
				t.Errorf("import %d: %+v, %v; want %+v", i+1, got, err, want)
			}
		}
		for _, path := range []string{"archive/index.jsonl"} {
			a, b := read(t, filepath.Join(dir, path)), read(t, filepath.Join(to, path))
			if !bytes.Equal(a, b) {
				t.Errorf("%s:\n%s\nwas\n%s", path, b, a)
			}
		}
		entries, err := etl.OpenArchive(to).Entries()
		if err != nil || len(entries) != 2 {
			t.Fatal(entries, err)
		}
		for _, e := range entries {
			if _, err := etl.OpenArchive(to).Read(e); err != nil {
				t.Error(err)
			}
		}
	}
	// Lost bytes come back, and nothing else changes.
	entries, _ := etl.OpenArchive(dir).Entries()
	if err := os.Remove(etl.OpenArchive(dir).Path(entries[0].SHA256)); err != nil {
		t.Fatal(err)
	}
	if got, err := etl.Import(t.Context(), dir, bag, etl.Published()); err != nil || got.New != 1 || got.Lines != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestBagKeepsToBagIt: what RFC 8493 asks of every bag.
func TestBagKeepsToBagIt(t *testing.T) {
	_, bag := bagged(t)
	if got := string(read(t, filepath.Join(bag, "bagit.txt"))); got != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" {
		t.Errorf("bagit.txt: %q", got)
	}
	var size int64
	n := 0
	for _, manifest := range []string{"manifest-sha256.txt", "tagmanifest-sha256.txt"} {
		for line := range strings.Lines(string(read(t, filepath.Join(bag, manifest)))) {
			sha, path, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
			content := read(t, filepath.Join(bag, path))
			if fmt.Sprintf("%x", sha256.Sum256(content)) != sha {
				t.Errorf("%s: %s", manifest, path)
			}
			if strings.HasPrefix(path, "data/") {
				size, n = size+int64(len(content)), n+1
			}
		}
	}
	oxum := regexp.MustCompile(`(?m)^Payload-Oxum: (.*)$`).FindStringSubmatch(string(read(t, filepath.Join(bag, "bag-info.txt"))))
	if want := fmt.Sprintf("%d.%d", size, n); oxum == nil || oxum[1] != want || n != 3 {
		t.Errorf("Payload-Oxum %v, want %s over 3 files", oxum, want)
	}
}

func TestDamagedBagIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(t *testing.T, bag string)
		want   string
	}{
		"a byte":          {func(t *testing.T, bag string) { change(t, bag, document(t, bag), "Mexico", "Mexica") }, "is damaged: found SHA-256"},
		"a file is gone":  {func(t *testing.T, bag string) { remove(t, bag, document(t, bag)) }, "is in the manifest and cannot be read"},
		"a file too many": {func(t *testing.T, bag string) { write(t, bag, "data/extra", "x") }, "bag: data/extra: invalid: is not in the manifest"},
		"no manifest":     {func(t *testing.T, bag string) { remove(t, bag, "manifest-sha256.txt") }, "manifest-sha256.txt: invalid: is in the manifest and cannot be read"},
		"no bag":          {func(t *testing.T, bag string) { remove(t, bag, "bagit.txt") }, "bagit.txt: invalid: cannot be read, so this is no bag"},
		"another version": {func(t *testing.T, bag string) { change(t, bag, "bagit.txt", "1.0", "0.97") }, "bagit.txt: invalid: does not declare BagIt 1.0"},
		"the info":        {func(t *testing.T, bag string) { change(t, bag, "bag-info.txt", "citas", "other") }, "bag: bag-info.txt: invalid: is damaged"},
		"parts elsewhere": {func(t *testing.T, bag string) { write(t, bag, "fetch.txt", "https://example.org 1 data/x\n") }, "fetch.txt: invalid: says that a part"},
		"a way out": {func(t *testing.T, bag string) {
			write(t, bag, "tagmanifest-sha256.txt", strings.Repeat("0", 64)+"  ../../../etc/passwd\n")
		}, "leads out of the bag"},
		"a link out": {func(t *testing.T, bag string) {
			path := document(t, bag)
			remove(t, bag, path)
			if err := os.Symlink("/etc/passwd", filepath.Join(bag, path)); err != nil {
				t.Fatal(err)
			}
		}, "it is no plain file"},
		"an unknown source": {func(t *testing.T, bag string) {
			change(t, bag, "data/index.jsonl", "cbp-southwest", "cbp-northwest")
			sign(t, bag, "data/index.jsonl")
		}, `bag: data/index.jsonl: invalid: line 1: source "cbp-northwest": not found`},
		"a document without a line": {func(t *testing.T, bag string) {
			write(t, bag, "data/sha256/more", "x")
			sign(t, bag, "data/sha256/more")
		}, "bag: data/sha256/more: invalid: is not in the index of the bag"},
		"a hash that is a path": {func(t *testing.T, bag string) {
			sha := filepath.Base(document(t, bag))
			change(t, bag, "data/index.jsonl", sha, "../../../../tmp/x")
			sign(t, bag, "data/index.jsonl")
		}, `"../../../../tmp/x" is no SHA-256`},
	} {
		t.Run(name, func(t *testing.T) {
			_, bag := bagged(t)
			c.damage(t, bag)
			to := t.TempDir()
			_, err := etl.Import(t.Context(), to, bag, etl.Published())
			if !errors.Is(err, data.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if left, _ := os.ReadDir(to); len(left) > 0 {
				t.Errorf("something was written: %v", left)
			}
		})
	}
}

func TestDamagedArchiveIsNotHandedOver(t *testing.T) {
	dir, _ := bagged(t)
	entries, _ := etl.OpenArchive(dir).Entries()
	write(t, etl.OpenArchive(dir).Path(entries[1].SHA256), "", "other bytes")
	to := filepath.Join(t.TempDir(), "bag")
	_, err := etl.OpenArchive(dir).Export(t.Context(), to, etl.BagInfo{Now: time.Now()})
	if err == nil || !strings.Contains(err.Error(), "second.csv: invalid: bytes have changed") {
		t.Error(err)
	}
	if left, _ := os.ReadDir(filepath.Dir(to)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// document is a document of a bag.
func document(t *testing.T, bag string) string {
	t.Helper()
	list, err := os.ReadDir(filepath.Join(bag, "data", "sha256"))
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return "data/sha256/" + list[0].Name()
}

// sign makes the manifests say what a file of the payload is now.
func sign(t *testing.T, bag, path string) {
	t.Helper()
	for _, f := range []struct{ manifest, path string }{{"manifest-sha256.txt", path}, {"tagmanifest-sha256.txt", "manifest-sha256.txt"}} {
		var out strings.Builder
		for line := range strings.Lines(string(read(t, filepath.Join(bag, f.manifest)))) {
			if !strings.HasSuffix(line, "  "+f.path+"\n") {
				out.WriteString(line)
			}
		}
		fmt.Fprintf(&out, "%x  %s\n", sha256.Sum256(read(t, filepath.Join(bag, f.path))), f.path)
		write(t, bag, f.manifest, out.String())
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func write(t *testing.T, dir, path, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, path), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, dir, path, old, replacement string) {
	t.Helper()
	content := string(read(t, filepath.Join(dir, path)))
	if !strings.Contains(content, old) {
		t.Fatalf("%s: %q is not in it", path, old)
	}
	write(t, dir, path, strings.Replace(content, old, replacement, 1))
}

func remove(t *testing.T, dir, path string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, path)); err != nil {
		t.Fatal(err)
	}
}
