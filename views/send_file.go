package views

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"citas/data"
)

// onDisk reports whether the answer is a file, be it one that is not made yet.
func (a Response) onDisk() bool { return a.File != "" || a.Open != nil || a.Unmade }

// sendFile sends a file, whole or in parts, with its length: as it is, or its compressed
// twin. A small one is compressed in memory, where it stays.
func (s *Server) sendFile(w http.ResponseWriter, r *Request, a Response) {
	f, err := a.Open, error(nil)
	if f == nil {
		f, err = os.Open(a.File)
	}
	var info fs.FileInfo
	if err == nil {
		defer f.Close()
		info, err = f.Stat()
	}
	if err != nil {
		s.config.Log.Error("export is gone", "file", a.File, "error", err)
		clearContent(w.Header())
		s.fail(w, r.Request, err)
		return
	}
	encoding := s.fileCoding(w, r, a, info.Size())
	w.Header().Set("ETag", entityTag(a.Hash, encoding))
	switch {
	case matches(r.Header.Get("If-None-Match"), w.Header().Get("ETag")):
		w.Header().Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	case encoding != plain && info.Size() <= compressWhole:
		if a.Body, err = io.ReadAll(f); err != nil {
			clearContent(w.Header())
			s.fail(w, r.Request, err)
			return
		}
		s.passing(r, a).send(w, r.Request)
		return
	case encoding != plain:
		packed, twin, err := s.twin(r, f.Name(), a.Hash)
		if r.reader.Err() != nil {
			return // nobody is there
		}
		if err == nil && twin == nil { // the headers alone, and no twin yet
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Accept-Ranges", "bytes")
			w.WriteHeader(http.StatusOK)
			return
		}
		if err == nil {
			defer twin.Close()
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Length", strconv.FormatInt(packed.Bytes, 10)) // net/http leaves it out for a coding
			a.Hash, f = packed.SHA256, twin
		} else { // too busy to compress: as it is
			w.Header().Set("ETag", entityTag(a.Hash, plain))
		}
	}
	w.Header().Set("Repr-Digest", digest(a.Hash)) // of the whole, in a part of it as well
	http.ServeContent(&fileWriter{ResponseWriter: w, instance: r.URL.Path}, r.Request, "", time.Time{}, f)
}

// fileCoding chooses the coding of a file. Large ones come as they are or as gzip: a part
// is of the file as it is, unless it goes on with the twin.
func (s *Server) fileCoding(w http.ResponseWriter, r *Request, a Response, size int64) coding {
	if !compressible(a.Type) {
		return plain
	}
	w.Header().Add("Vary", "Accept-Encoding")
	header := r.Header.Get("Accept-Encoding")
	switch {
	case size < compressFrom:
		return plain
	case size > compressWhole:
		if r.Header.Get("Range") != "" && r.Header.Get("If-Range") != entityTag(a.Hash, gzipCoding) {
			return plain
		}
		return acceptedGzip(header)
	case r.Header.Get("Range") != "":
		return plain
	}
	return accepted(header)
}

// twin opens the compressed twin of a file. For a HEAD it is not made.
func (s *Server) twin(r *Request, path, hash string) (data.File, *os.File, error) {
	if r.Method == http.MethodHead {
		file, open := s.store.FindPacked(hash)
		return file, open, nil
	}
	return s.store.Packed(r.reader, path, hash)
}

// clearContent takes back what was said of a content that cannot be sent.
func clearContent(h http.Header) {
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Location", "Link", "Repr-Digest", "Vary", "Content-Encoding"} {
		h.Del(name)
	}
}

const (
	sendChunk = 256 << 10
	sendLimit = 2 * time.Minute // for one chunk: a slow reader may take hours for all of them
)

// fileWriter sends a content at the pace of its reader, and lets an impossible range be
// a problem as all errors are.
type fileWriter struct {
	http.ResponseWriter
	instance string
	refused  bool
}

// Unwrap lets http.ResponseController reach the connection.
func (w *fileWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *fileWriter) WriteHeader(status int) {
	if status != http.StatusRequestedRangeNotSatisfiable && status != http.StatusPreconditionFailed {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	w.refused = true
	h := w.Header()
	clearContent(h)
	h.Del("Content-Length")
	h.Set("Content-Type", typeProblem)
	h.Set("Cache-Control", "no-store")
	p := &problem{Type: "about:blank", Status: status, Title: http.StatusText(status), Instance: w.instance}
	if size, ok := strings.CutPrefix(h.Get("Content-Range"), "bytes */"); ok {
		p.Detail = "the content has " + size + " bytes: ask for a range within them"
	}
	w.ResponseWriter.WriteHeader(status)
	body, _ := json.Marshal(p) // a struct of texts cannot fail
	w.ResponseWriter.Write(body)
}

func (w *fileWriter) Write(p []byte) (int, error) {
	if w.refused {
		return len(p), nil // net/http's own words
	}
	w.extend()
	return w.ResponseWriter.Write(p)
}

// ReadFrom sends a file chunk by chunk, each with its own limit of time and without
// passing through memory where the system can.
func (w *fileWriter) ReadFrom(from io.Reader) (int64, error) {
	to, ok := w.ResponseWriter.(io.ReaderFrom)
	part, limited := from.(*io.LimitedReader)
	if !ok || !limited || w.refused {
		return io.Copy(struct{ io.Writer }{w}, from)
	}
	total := int64(0)
	for part.N > 0 {
		chunk := &io.LimitedReader{R: part.R, N: min(part.N, sendChunk)}
		w.extend()
		n, err := to.ReadFrom(chunk)
		total += n
		part.N -= n
		if err != nil || n == 0 {
			return total, err
		}
	}
	return total, nil
}

// extend gives the next chunk its time.
func (w *fileWriter) extend() {
	// Not every writer has a connection; those that have none have no limit.
	http.NewResponseController(w.ResponseWriter).SetWriteDeadline(time.Now().Add(sendLimit))
}
