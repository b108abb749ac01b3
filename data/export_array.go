package data

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// asArray makes a JSON array of a file of JSON lines: the bytes that DuckDB writes with
// ARRAY true, without making the text of every row again.
func asArray(folder, from, to, format string) (_ File, err error) {
	in, err := os.Open(filepath.Join(folder, from))
	if err != nil {
		return File{}, err
	}
	defer in.Close()
	out, err := os.Create(filepath.Join(folder, to))
	if err != nil {
		return File{}, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	sum := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(out, sum), 1<<18)
	n, err := writeArray(w, bufio.NewReaderSize(in, 1<<18))
	if err != nil {
		return File{}, err
	}
	if err := w.Flush(); err != nil {
		return File{}, err
	}
	return File{Path: to, Format: format, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

// writeArray copies lines with what stands before, between and after them in an array.
// The errors of a buffered writer stay until it is flushed.
func writeArray(w *bufio.Writer, lines *bufio.Reader) (n int64, err error) {
	put := func(part []byte) {
		written, _ := w.Write(part)
		n += int64(written)
	}
	put([]byte("[\n\t"))
	var before []byte
	for {
		line, err := lines.ReadSlice('\n')
		if len(line) > 0 {
			put(before)
			before = nil
		}
		switch {
		case err == nil:
			put(line[:len(line)-1])
			before = []byte(",\n\t")
		case errors.Is(err, bufio.ErrBufferFull):
			put(line)
		case errors.Is(err, io.EOF):
			put([]byte("\n]\n"))
			return n, nil
		default:
			return n, err
		}
	}
}
