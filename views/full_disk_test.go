//go:build linux

package views_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"citas/data/datatest"
	"citas/views"
)

// TestFullDisk: where there is no room for an export, on a disk that is really full, the
// reader gets a problem and nothing of the file, nothing of it stays, and what there is
// room for is served as ever. (Without the right to mount, package data still lets a
// writer fail.)
func TestFullDisk(t *testing.T) {
	datatest.Dir(t) // lies among the temporary files that are about to be elsewhere
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=48k"); err != nil {
		t.Skip("no small disk can be mounted here: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	t.Setenv("TMPDIR", disk)
	s, err := views.New(views.Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	for range 2 { // the second time as the first
		for _, format := range []string{"json", "jsonl", "csv"} {
			got, body := ask(t, http.MethodGet, server.URL+"/data/field-office-encounters."+format+"?fiscal_year.gte=1990")
			if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Content-Type") != "application/problem+json" || got.Header.Get("Retry-After") == "" {
				t.Errorf("%s: %d %s, %.80s", format, got.StatusCode, got.Header, body)
			}
			for _, name := range []string{"ETag", "Repr-Digest", "Content-Disposition", "Accept-Ranges"} {
				if got.Header.Get(name) != "" {
					t.Errorf("%s: a problem with %s: %s", format, name, got.Header.Get(name))
				}
			}
			if left := lying(t, disk); len(left) > 0 {
				t.Errorf("%s left %v", format, left)
			}
		}
	}
	got, body := ask(t, http.MethodGet, server.URL+"/data/ports.csv?state=CA")
	if got.StatusCode != http.StatusOK || got.ContentLength != int64(len(body)) || got.Header.Get("Repr-Digest") == "" {
		t.Errorf("a small file beside it: %d, %.200s", got.StatusCode, body)
	}
}

// lying lists the files on a disk, without the lock of the folder of exports.
func lying(t *testing.T, disk string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(disk, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && entry.Name() != "lock" {
			list = append(list, strings.TrimPrefix(path, disk))
		}
		if os.IsNotExist(err) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
