//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"citas/data"
)

// smallDisk mounts a file system of its own, whose size can be changed.
func smallDisk(t *testing.T) (dir string, resize func(bytes int64)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("citas", dir, "tmpfs", 0, "size=256m"); err != nil {
		t.Skip("no small disk can be mounted here, so a full one is not tested: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, func(bytes int64) {
		if err := syscall.Mount("citas", dir, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", bytes)); err != nil {
			t.Fatal(err)
		}
	}
}

func usedOf(t *testing.T, dir string) int64 {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		t.Fatal(err)
	}
	return int64(s.Blocks-s.Bfree) * int64(s.Bsize)
}

// A disk may be full at any write of a load: it fails and says why, the edition before
// stays whole and current, nothing is lost, and with room the next load completes.
func TestALoadOnAFullDisk(t *testing.T) {
	dir, resize := smallDisk(t)
	v := victim{dir: filepath.Join(dir, "var"), temp: t.TempDir(), gate: "0.02"}
	v.run(t, "load")
	current, err := os.ReadFile(filepath.Join(v.dir, "current.json"))
	if err != nil {
		t.Fatal(err)
	}
	id, err := data.CurrentEdition(v.dir)
	if err != nil {
		t.Fatal(err)
	}
	docs := smallDocuments(t) // the official files need more than a small disk
	full := usedOf(t, dir)

	// Not even a document can be added.
	resize(full)
	if code, says := v.fails(t, "archive", "add", "--source", docs[0].source, "--published", docs[0].published, docs[0].path); code != exitFailed || !strings.Contains(says, "no space left on device") {
		t.Errorf("archive add: exit code %d, %s", code, says)
	}
	resize(256 << 20)
	if listed := v.run(t, "archive", "list"); listed != "" {
		t.Errorf("the archive lists what could not be kept: %s", listed)
	}
	for _, d := range docs {
		v.run(t, "archive", "add", "--source", d.source, "--published", d.published, d.path)
	}
	before := usedOf(t, dir)

	failed := map[string]bool{}
	for room := int64(0); ; room = room*3/2 + 64<<10 {
		if room > 128<<20 {
			t.Fatal("no load ever completed")
		}
		resize(before + room)
		code, says := v.fails(t, "load")
		if code == exitDone {
			t.Logf("complete with %d kB to spare; failed before: %d ways", room>>10, len(failed))
			break
		}
		if code != exitFailed || !strings.Contains(says, "the disk is full") {
			t.Errorf("with %d kB to spare: exit code %d, %s", room>>10, code, says)
		}
		failed[says] = true
		if now, err := os.ReadFile(filepath.Join(v.dir, "current.json")); err != nil || !bytes.Equal(now, current) {
			t.Fatalf("with %d kB to spare another edition is current: %s, %v", room>>10, now, err)
		}
		if _, err := data.Inspect(t.Context(), v.dir, id); err != nil {
			t.Fatalf("with %d kB to spare: %v", room>>10, err)
		}
		if held, err := data.ListHeld(v.dir); err != nil || len(held) > 0 {
			t.Fatalf("with %d kB to spare releases are held for it: %+v, %v", room>>10, held, err)
		}
	}
	if len(failed) < 4 {
		t.Errorf("only %d ways to fail were met: %v", len(failed), failed)
	}
	v.run(t, "verify", "--rebuild=no")
	if now, err := data.CurrentEdition(v.dir); err != nil || now == id {
		t.Errorf("after a load with room %s is current, %v", now, err)
	}
}

// fails runs citas and returns its exit code and the first line that it complains with.
func (v victim) fails(t *testing.T, args ...string) (code int, says string) {
	t.Helper()
	var trouble bytes.Buffer
	cmd := v.command(t, args...)
	cmd.Stderr = &trouble
	if err := cmd.Run(); err != nil {
		if _, ended := err.(*exec.ExitError); !ended {
			t.Fatal(err)
		}
	}
	for line := range strings.Lines(trouble.String()) {
		if strings.HasPrefix(line, "citas: ") {
			says = strings.TrimSpace(line)
		}
	}
	return cmd.ProcessState.ExitCode(), says
}
