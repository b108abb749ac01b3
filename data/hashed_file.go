package data

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"os"
	"path/filepath"
)

const (
	hashedBlock = 1 << 18 // bytes: what several files are filled with stays in a core's cache until it is hashed
	hashedAhead = 4       // blocks that are on their way
)

// hashedFile is written in blocks: one goroutine hashes them and hands them to another one that writes them.
type hashedFile struct {
	path, form string // below the folder
	file       *os.File
	block      []byte      // to be filled
	full       chan []byte // to be hashed
	hashed     chan []byte // to be written
	free       chan []byte
	done       chan error
	sum        hash.Hash
	n          int64
}

// createHashed begins a file below a folder. The caller finishes it, after an error too.
func createHashed(folder, path, form string) (*hashedFile, error) {
	file, err := os.Create(filepath.Join(folder, path))
	f := &hashedFile{path: path, form: form, file: file, full: make(chan []byte, hashedAhead), hashed: make(chan []byte, hashedAhead), free: make(chan []byte, hashedAhead), done: make(chan error, 1), sum: sha256.New()}
	for range hashedAhead {
		f.free <- nil
	}
	go f.measure()
	go f.write()
	return f, err
}

// measure ends when full is closed.
func (f *hashedFile) measure() {
	defer close(f.hashed)
	for block := range f.full {
		f.sum.Write(block)
		f.n += int64(len(block))
		f.hashed <- block
	}
}

// write ends after measure; when it failed it takes blocks and forgets them.
func (f *hashedFile) write() {
	var failed error
	for block := range f.hashed {
		if failed == nil {
			_, failed = f.file.Write(block)
		}
		f.free <- block[:0]
	}
	f.done <- failed
}

func (f *hashedFile) flushFull() {
	if len(f.block) >= hashedBlock {
		f.flush()
	}
}

// flush hands the block over and goes on with another one.
func (f *hashedFile) flush() {
	f.full <- f.block
	f.block = <-f.free
}

// finish closes the file and says what it is; a failure to write it comes up here.
func (f *hashedFile) finish() (File, error) {
	f.flush()
	close(f.full)
	err := errors.Join(<-f.done, f.file.Close())
	return File{Path: f.path, Format: f.form, Bytes: f.n, SHA256: hex.EncodeToString(f.sum.Sum(nil))}, err
}
