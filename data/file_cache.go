package data

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// cacheBytes bounds the finished files that are kept on disk. A file that alone is
// larger is kept until the next one is finished.
const cacheBytes = 512 << 20

// makeLimit bounds the making of one file, once its turn has come.
const makeLimit = 5 * time.Minute

// How many files are made at once, and how many more may wait for their turn.
const (
	copiesAtOnce, copiesWaiting = 3, 32 // by DuckDB
	booksAtOnce, booksWaiting   = 2, 8  // workbooks: long work for one core
	packsAtOnce, packsWaiting   = 2, 32 // compressed twins
)

// fileCache keeps files that were made on request in a folder of its own, up to a total
// size; the least recently asked for goes first. A file is made once however many ask
// for it, enters the folder whole or not at all, and is given up when nobody waits for
// it any more. Readers get it open: going out of the cache does not take it from them.
type fileCache struct {
	limit                int64
	copies, books, packs *Lane

	once   sync.Once
	folder scratch
	err    error

	mu      sync.Mutex
	closed  bool
	bytes   int64
	kept    map[string]*list.Element
	order   *list.List // of File with the name as Path, most recent first
	flights map[string]*flight
	running sync.WaitGroup
	going   []*os.File // dropped files, open: removed as names, their bytes not yet given back
}

// flight is a file on its way.
type flight struct {
	done    chan struct{} // closed when err is set
	err     error
	waiting int
	cancel  context.CancelFunc
}

// fileJob makes one file.
type fileJob struct {
	name   string // in the folder; the same name is the same bytes
	format string
	lane   *Lane
	write  func(ctx context.Context, path string) error
	grows  bool                    // write only ever adds to the end of the file: it is hashed meanwhile
	hold   func() (release func()) // keeps what write reads while it runs; may be nil
}

func newFileCache(limit int64) *fileCache {
	return &fileCache{
		limit: limit, copies: NewLane("files", copiesAtOnce, copiesWaiting), books: NewLane("workbooks", booksAtOnce, booksWaiting), packs: NewLane("compressed files", packsAtOnce, packsWaiting),
		kept: map[string]*list.Element{}, order: list.New(), flights: map[string]*flight{},
	}
}

// dir is the folder, made when it is first asked for.
func (c *fileCache) dir() (string, error) {
	c.once.Do(func() { c.folder, c.err = newScratch() })
	if c.err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnavailable, c.err)
	}
	return c.folder.path, nil
}

// get opens the file of a job, which the caller closes, and lets it be made first if it
// is not there. It fails with ErrUnavailable when too many files are being made.
func (c *fileCache) get(ctx context.Context, job fileJob) (File, *os.File, error) {
	for {
		file, open, f, err := c.join(job)
		if f == nil {
			return file, open, err
		}
		select {
		case <-ctx.Done():
			c.leave(job.name, f)
			return File{}, nil, ctx.Err()
		case <-f.done:
			if f.err != nil {
				return File{}, nil, f.err
			}
		}
	}
}

// find opens a file that is there.
func (c *fileCache) find(name string) (File, *os.File, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.found(name)
}

// found is find under the lock, so that the file cannot go in between.
func (c *fileCache) found(name string) (File, *os.File, bool) {
	at, ok := c.kept[name]
	if !ok {
		return File{}, nil, false
	}
	file := at.Value.(File)
	open, err := os.Open(filepath.Join(c.folder.path, file.Path))
	if err != nil { // somebody cleaned the folder
		c.drop(at)
		return File{}, nil, false
	}
	c.order.MoveToFront(at)
	return file, open, true
}

// join opens the file, or waits in the flight that makes it, or starts one.
func (c *fileCache) join(job fileJob) (File, *os.File, *flight, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return File{}, nil, nil, fmt.Errorf("%w: the server stops", ErrUnavailable)
	}
	if file, open, ok := c.found(job.name); ok {
		return file, open, nil, nil
	}
	if f, ok := c.flights[job.name]; ok {
		f.waiting++
		return File{}, nil, f, nil
	}
	ctx, cancel := context.WithCancel(context.Background()) // others may wait for it: not the first reader's
	f := &flight{done: make(chan struct{}), waiting: 1, cancel: cancel}
	c.flights[job.name] = f
	release := func() {}
	if job.hold != nil {
		release = job.hold()
	}
	c.running.Add(1)
	go func() {
		f.err = c.make(ctx, job)
		cancel()
		c.mu.Lock()
		if c.flights[job.name] == f {
			delete(c.flights, job.name)
		}
		c.mu.Unlock()
		close(f.done)
		c.letGo()
		c.running.Done()
		release()
	}()
	return File{}, nil, f, nil
}

// leave gives a flight up when the last of those who waited has gone. Whoever asks
// after that starts another.
func (c *fileCache) leave(name string, f *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	if c.flights[name] == f {
		delete(c.flights, name)
	}
}

// make writes a file in a work folder and lets it in when it is whole.
func (c *fileCache) make(ctx context.Context, job fileJob) (err error) {
	defer func() {
		if cause := recover(); cause != nil { // nothing above would catch it
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
		if noRoom(err) {
			err = fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
	}()
	dir, err := c.dir()
	if err != nil {
		return err
	}
	leave, err := job.lane.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, makeLimit)
	defer cancel()
	work, err := os.MkdirTemp(dir, "work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	path := filepath.Join(work, job.name)
	file, err := File{}, error(nil)
	if job.grows {
		look := time.NewTicker(4 * time.Millisecond)
		defer look.Stop()
		file, err = hashWhile(work, job.name, job.format, look.C, func() error { return job.write(ctx, path) })
	} else if err = job.write(ctx, path); err == nil {
		file, err = hashFile(work, job.name, job.format)
	}
	if err != nil {
		return err
	}
	return c.keep(file, path)
}

// keep moves a finished file into the folder, and lets the least recently asked for go.
func (c *fileCache) keep(file File, from string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, twice := c.kept[file.Path]; twice || c.closed {
		return nil
	}
	if err := os.Rename(from, filepath.Join(c.folder.path, file.Path)); err != nil {
		return err
	}
	c.kept[file.Path] = c.order.PushFront(file)
	c.bytes += file.Bytes
	for c.bytes > c.limit && c.order.Len() > 1 {
		c.drop(c.order.Back())
	}
	return nil
}

// drop takes a file out under the lock. The disk takes 30 ms to give 140 MB back, for
// which nobody waits: an open file keeps its bytes until letGo.
func (c *fileCache) drop(at *list.Element) {
	file := c.order.Remove(at).(File)
	delete(c.kept, file.Path)
	c.bytes -= file.Bytes
	path := filepath.Join(c.folder.path, file.Path)
	if open, err := os.Open(path); err == nil {
		c.going = append(c.going, open)
	}
	os.Remove(path)
}

// letGo gives the bytes of dropped files back.
func (c *fileCache) letGo() {
	c.mu.Lock()
	going := c.going
	c.going = nil
	c.mu.Unlock()
	for _, open := range going {
		open.Close()
	}
}

// forget drops every file whose name begins with prefix.
func (c *fileCache) forget(prefix string) {
	defer c.letGo()
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, at := range c.kept {
		if strings.HasPrefix(name, prefix) {
			c.drop(at)
		}
	}
}

// close gives up what is being made, waits until nothing writes and removes the folder.
// Files that readers have open stay readable to them.
func (c *fileCache) close() error {
	c.mu.Lock()
	c.closed = true
	for _, f := range c.flights {
		f.cancel()
	}
	c.mu.Unlock()
	c.running.Wait()
	c.letGo()
	c.once.Do(func() { c.err = errors.New("closed") })
	return c.folder.remove()
}
