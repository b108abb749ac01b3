package data

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// hashFile measures a file below a folder.
func hashFile(folder, path, format string) (File, error) {
	m := meter{path: filepath.Join(folder, path), sum: sha256.New()}
	defer m.close()
	if err := m.read(); err != nil {
		return File{}, err
	}
	return m.file(path, format), nil
}

// hashWhile runs write, which makes a file below a folder and only ever adds to its end,
// and measures what is there at each look: the hash is known soon after the last byte is,
// and nobody waits for the file to be read again.
func hashWhile(folder, path, format string, look <-chan time.Time, write func() error) (File, error) {
	m := meter{path: filepath.Join(folder, path), sum: sha256.New()}
	whole, measured := make(chan struct{}), make(chan error, 1)
	go func() {
		defer m.close()
		for {
			select {
			case <-whole:
				measured <- m.read()
				return
			case <-look:
				if err := m.read(); err != nil && !errors.Is(err, fs.ErrNotExist) { // not begun
					measured <- err
					return
				}
			}
		}
	}()
	err := func() error {
		defer close(whole) // should write panic as well
		return write()
	}()
	if failed := <-measured; err == nil {
		err = failed
	}
	if err != nil {
		return File{}, err
	}
	if info, err := os.Stat(m.path); err != nil || info.Size() != m.n {
		return File{}, fmt.Errorf("%s: %d bytes were measured: %w", path, m.n, errors.Join(err, errors.New("the file was not written from beginning to end")))
	}
	return m.file(path, format), nil
}

// meter reads a file once, in as many goes as it takes.
type meter struct {
	path string
	open *os.File
	sum  hash.Hash
	n    int64
}

// read goes on to the end of what is there.
func (m *meter) read() (err error) {
	if m.open == nil {
		if m.open, err = os.Open(m.path); err != nil {
			m.open = nil
			return err
		}
	}
	n, err := io.Copy(m.sum, m.open)
	m.n += n
	return err
}

func (m *meter) file(path, format string) File {
	return File{Path: path, Format: format, Bytes: m.n, SHA256: hex.EncodeToString(m.sum.Sum(nil))}
}

func (m *meter) close() {
	if m.open != nil {
		m.open.Close()
	}
}
