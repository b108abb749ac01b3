package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// testCache keeps at most limit bytes, in a temporary folder of the test's own.
func testCache(t *testing.T, limit int64) *fileCache {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	c := newFileCache(limit)
	t.Cleanup(func() { c.close() })
	return c
}

// bytesJob writes n bytes.
func bytesJob(c *fileCache, name string, n int) fileJob {
	return fileJob{name: name, format: "csv", lane: c.copies, grows: true, write: func(_ context.Context, path string) error {
		return os.WriteFile(path, []byte(strings.Repeat("x", n)), 0o600)
	}}
}

func mustGet(t *testing.T, c *fileCache, job fileJob) *os.File {
	t.Helper()
	_, f, err := c.get(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// lying lists the names of the files in the folder.
func lying(t *testing.T, c *fileCache) []string {
	t.Helper()
	entries, err := os.ReadDir(c.folder.path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != "lock" {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestOneFileIsMadeOnceForAll(t *testing.T) {
	c := testCache(t, 1000)
	var made atomic.Int64
	begin := make(chan struct{})
	job := bytesJob(c, "a.csv", 7)
	write := job.write
	job.write = func(ctx context.Context, path string) error {
		made.Add(1)
		<-begin
		return write(ctx, path)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			file, f, err := c.get(t.Context(), job)
			if err != nil {
				t.Error(err)
				return
			}
			defer f.Close()
			if content, err := io.ReadAll(f); err != nil || string(content) != "xxxxxxx" || file.Bytes != 7 || len(file.SHA256) != 64 {
				t.Errorf("%q of %+v, %v", content, file, err)
			}
		})
	}
	close(begin)
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("written %d times", made.Load())
	}
}

// TestCacheKeepsToItsRoom: the least recently asked for goes, whoever has it open reads
// on, and a file that is larger than the room is served and goes with the next.
func TestCacheKeepsToItsRoom(t *testing.T) {
	c := testCache(t, 250)
	a := mustGet(t, c, bytesJob(c, "a", 100))
	mustGet(t, c, bytesJob(c, "b", 100))
	mustGet(t, c, bytesJob(c, "a", 100)) // b is now the older one
	mustGet(t, c, bytesJob(c, "c", 100))
	if got := fmt.Sprint(lying(t, c)); got != "[a c]" || c.bytes != 200 {
		t.Errorf("%s of %d bytes are kept", got, c.bytes)
	}
	mustGet(t, c, bytesJob(c, "huge", 1000))
	if got := fmt.Sprint(lying(t, c)); got != "[huge]" {
		t.Errorf("beside one that fills the room: %s", got)
	}
	if content, err := io.ReadAll(a); err != nil || len(content) != 100 {
		t.Errorf("a reader of a file that went: %d bytes, %v", len(content), err)
	}
	mustGet(t, c, bytesJob(c, "d", 10))
	if got := fmt.Sprint(lying(t, c)); got != "[d]" || c.bytes != 10 {
		t.Errorf("after the large one: %s, %d bytes", got, c.bytes)
	}
	c.forget("d")
	if got := lying(t, c); len(got) != 0 || c.bytes != 0 {
		t.Errorf("after its edition closed: %v", got)
	}
}

// TestFailureLeavesNothing: a full disk and a fault of ours leave no half file, and the
// next reader tries again.
func TestFailureLeavesNothing(t *testing.T) {
	c := testCache(t, 1000)
	for name, fault := range map[string]func() error{
		"full": func() error { return &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC} },
		"ours": func() error { panic("no such column") },
	} {
		job := bytesJob(c, name, 10)
		job.write = func(_ context.Context, path string) error {
			if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
				return err
			}
			return fault()
		}
		_, f, err := c.get(t.Context(), job)
		if err == nil || f != nil || errors.Is(err, ErrUnavailable) != (name == "full") {
			t.Errorf("%s: %v", name, err)
		}
		if got := lying(t, c); len(got) != 0 {
			t.Errorf("%s left %v", name, got)
		}
		mustGet(t, c, bytesJob(c, name, 10))
		c.forget(name)
	}
}

// TestNobodyWaits: when the last reader has left, the work ends; while one stays, it
// goes on.
func TestNobodyWaits(t *testing.T) {
	c := testCache(t, 1000)
	ended, begun, goOn := make(chan error, 1), make(chan struct{}, 2), make(chan struct{})
	job := bytesJob(c, "a", 10)
	write := job.write
	job.write = func(ctx context.Context, path string) error {
		begun <- struct{}{}
		select {
		case <-ctx.Done():
			ended <- ctx.Err()
			return ctx.Err()
		case <-goOn:
			return write(ctx, path)
		}
	}
	ask := func(ctx context.Context) chan error {
		got := make(chan error, 1)
		go func() {
			_, f, err := c.get(ctx, job)
			if f != nil {
				f.Close()
			}
			got <- err
		}()
		return got
	}
	first, leave := context.WithCancel(t.Context())
	alone := ask(first)
	<-begun
	leave()
	if err := <-alone; !errors.Is(err, context.Canceled) {
		t.Errorf("the reader who left got %v", err)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the work nobody waits for ended with %v", err)
	}
	second, leave := context.WithCancel(t.Context())
	leaving := ask(second)
	<-begun
	_, _, f, err := c.join(job) // another reader has come
	if f == nil || err != nil {
		t.Fatal("no flight to join")
	}
	leave()
	<-leaving
	close(goOn)
	if <-f.done; f.err != nil {
		t.Errorf("the reader who stayed got %v", f.err)
	}
	mustGet(t, c, bytesJob(c, "a", 10))
	c.running.Wait() // the work that nobody waits for clears its folder behind it
	if got := fmt.Sprint(lying(t, c)); got != "[a]" {
		t.Errorf("left: %s", got)
	}
}

// TestLanesAreBounded: so many at once, so many waiting, the rest is told so; and full
// lanes of workbooks do not stop copies.
func TestLanesAreBounded(t *testing.T) {
	c := testCache(t, 1000)
	goOn := make(chan struct{})
	var at, most atomic.Int64
	var begun, all sync.WaitGroup
	begun.Add(booksAtOnce)
	for i := range booksAtOnce + booksWaiting {
		job := fileJob{name: fmt.Sprint("book", i), format: "xlsx", lane: c.books, write: func(_ context.Context, path string) error {
			if n := at.Add(1); n > most.Load() {
				most.Store(n)
			}
			defer at.Add(-1)
			select {
			case <-goOn:
			default:
				begun.Done()
				<-goOn
			}
			return os.WriteFile(path, nil, 0o600)
		}}
		_, _, f, err := c.join(job)
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			if <-f.done; f.err != nil {
				t.Error(f.err)
			}
		})
	}
	begun.Wait()
	for len(c.books.places) < cap(c.books.places) { // the last of them are on their way
		runtime.Gosched()
	}
	_, _, err := c.get(t.Context(), fileJob{name: "one more", format: "xlsx", lane: c.books})
	if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "too many") {
		t.Errorf("one too many: %v", err)
	}
	mustGet(t, c, bytesJob(c, "copy", 10))
	close(goOn)
	all.Wait()
	if most.Load() > booksAtOnce {
		t.Errorf("%d at once", most.Load())
	}
}

// TestFolderOfOthers: what a killed process left goes, what a living one has stays, and
// nothing is left after closing.
func TestFolderOfOthers(t *testing.T) {
	c := testCache(t, 1000)
	mustGet(t, c, bytesJob(c, "a", 10))
	left := filepath.Join(os.TempDir(), scratchPrefix+"left")
	foreign := filepath.Join(os.TempDir(), "citas-scratches")
	for _, dir := range []string{left, foreign} {
		if err := os.MkdirAll(filepath.Join(dir, "work-1"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "lock"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	other := newFileCache(1000) // of another data directory
	mustGet(t, other, bytesJob(other, "a", 10))
	for path, there := range map[string]bool{left: false, foreign: true, c.folder.path: true, other.folder.path: true} {
		if _, err := os.Stat(path); (err == nil) != there {
			t.Errorf("%s: %v, want it there: %v", filepath.Base(path), err, there)
		}
	}
	if err := other.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(other.folder.path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after closing: %v", err)
	}
	if _, _, err := other.get(t.Context(), bytesJob(other, "b", 1)); !errors.Is(err, ErrUnavailable) {
		t.Errorf("after closing: %v", err)
	}
	if got := fmt.Sprint(lying(t, c)); got != "[a]" {
		t.Errorf("the first one has %s", got)
	}
}
