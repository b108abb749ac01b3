// Package static holds the files that a page loads: styles, scripts, images.
//
//  1. The files are embedded and each gets an address with the hash of its content:
//     css/site.css is served as /static/css/site.<hash>.css.
//  2. An address never changes its content, so it may be kept for ever.
//  3. A [Set] can take in files made by the program, such as the stylesheet of the
//     charts: [Set.With].
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"
)

// The folders are named one by one: the pictures of the README stay out. The query engine of /sql
// is there once make sql-assets has put it there.
//
//go:embed css js img/favicon.* all:sql/dist
var files embed.FS

// Prefix is where the files are served.
const Prefix = "/static/"

// File is one asset.
type File struct {
	Name    string // css/site.css
	URL     string // /static/css/site.<hash>.css
	Type    string // media type
	SHA256  string
	Content []byte
}

// Set is a collection of assets; it never changes.
type Set struct {
	byName map[string]File
	byURL  map[string]File
}

var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".ico":   "image/x-icon",
	".png":   "image/png",
	".woff2": "font/woff2",
	".gz":    "application/gzip",
}

// Embedded is the set of the files that come with the program.
var Embedded = sync.OnceValue(func() *Set {
	s := &Set{byName: map[string]File{}, byURL: map[string]File{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == ".gitkeep" {
			return err
		}
		content, err := files.ReadFile(name)
		if err == nil {
			s.add(name, content)
		}
		return err
	})
	if err != nil {
		panic(err) // the embedded file system cannot fail
	}
	return s
})

// URL is the address of an embedded file. It panics on an unknown name: a
// programming error that the first rendered page meets.
func URL(name string) string { return Embedded().URL(name) }

// With returns a set that also holds content under name.
func (s *Set) With(name string, content []byte) *Set {
	t := &Set{byName: map[string]File{}, byURL: map[string]File{}}
	for _, f := range s.byName {
		t.add(f.Name, f.Content)
	}
	t.add(name, content)
	return t
}

// URL is the address of the file called name. It panics on an unknown name.
func (s *Set) URL(name string) string {
	f, ok := s.byName[name]
	if !ok {
		panic(fmt.Sprintf("static: no file %q", name))
	}
	return f.URL
}

// Find returns the file behind an address.
func (s *Set) Find(url string) (File, bool) {
	f, ok := s.byURL[url]
	return f, ok
}

// Named returns the file called name.
func (s *Set) Named(name string) (File, bool) {
	f, ok := s.byName[name]
	return f, ok
}

// Engine is the query engine of /sql.
type Engine struct {
	Module, Worker string // addresses of scripts
	Wasm           string // address of the program, packed with gzip
	Bytes          int    // of all three, as they are sent without further packing
}

// Engine is the query engine, and false when the program was built without it.
func (s *Set) Engine() (Engine, bool) {
	var e Engine
	for name, to := range map[string]*string{"duckdb.js": &e.Module, "duckdb-browser-eh.worker.js": &e.Worker, "duckdb-eh.wasm.gz": &e.Wasm} {
		f, ok := s.byName["sql/dist/"+name]
		if !ok {
			return Engine{}, false
		}
		*to = f.URL
		e.Bytes += len(f.Content)
	}
	return e, true
}

func (s *Set) add(name string, content []byte) {
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:])
	ext := path.Ext(name)
	f := File{
		Name:    name,
		URL:     Prefix + strings.TrimSuffix(name, ext) + "." + hash[:12] + ext,
		Type:    types[ext],
		SHA256:  hash,
		Content: content,
	}
	if f.Type == "" {
		f.Type = mime.TypeByExtension(ext)
	}
	s.byName[name], s.byURL[f.URL] = f, f
}
