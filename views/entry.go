package views

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"sync"
)

// entry is an answer of 200 with its body, in memory, and every form of it that was
// asked for: as it is, and in each coding, with its headers ready to be sent.
type entry struct {
	answer Response
	pack   packer
	forms  [codings]form
}

// packer returns the body of an answer in a coding.
type packer func(a Response, c coding) []byte

// packSmall and packSoon compress for many readers and for one.
func packSmall(a Response, c coding) []byte { return compressed(a.Body, c, false) }
func packSoon(a Response, c coding) []byte  { return compressed(a.Body, c, true) }

// form is one representation. Its tag is strong: the same tag is the same bytes.
type form struct {
	once   sync.Once
	tag    string
	header []field
	body   []byte
}

// field is a header as net/http keeps it. The values are shared by all answers: nothing
// may change them in place.
type field struct {
	name   string
	values []string
}

// newEntry completes an answer.
func newEntry(a Response, pack packer) *entry {
	if a.Hash == "" {
		sum := sha256.Sum256(a.Body)
		a.Hash = hex.EncodeToString(sum[:])
	}
	a.Status = http.StatusOK
	return &entry{answer: a, pack: pack}
}

// weight is what the entry takes of the memory, its compressed forms estimated.
func (e *entry) weight() uint32 {
	n := len(e.answer.Body) + 1024
	if compressible(e.answer.Type) {
		n += n / 2
	}
	return uint32(n)
}

// form returns the representation in a coding, made when it is first asked for.
func (e *entry) form(c coding) *form {
	f := &e.forms[c]
	f.once.Do(func() {
		a := e.answer
		f.body, f.tag = a.Body, entityTag(a.Hash, c)
		if c != plain {
			f.body = e.pack(a, c)
		}
		set := func(name string, values ...string) {
			if len(values) > 0 && values[0] != "" {
				f.header = append(f.header, field{name, values[:len(values):len(values)]})
			}
		}
		set("Content-Type", a.Type)
		set("Cache-Control", a.caching())
		set("Content-Disposition", a.disposition())
		set("Content-Encoding", codingNames[c].name)
		set("Content-Length", strconv.Itoa(len(f.body)))
		set("Content-Location", a.Version)
		set("Etag", f.tag) // net/http's spelling
		set("Link", a.Links...)
		if compressible(a.Type) {
			set("Vary", "Accept-Encoding")
		}
	})
	return f
}

// coding chooses the form for a request: parts are of the answer as it is.
func (e *entry) coding(h http.Header) coding {
	if len(e.answer.Body) < compressFrom || !compressible(e.answer.Type) || h.Get("Range") != "" {
		return plain
	}
	return accepted(h.Get("Accept-Encoding"))
}

// send answers a request with the form that it accepts.
func (e *entry) send(w http.ResponseWriter, r *http.Request) {
	c := e.coding(r.Header)
	f, h := e.form(c), w.Header()
	for _, x := range f.header {
		h[x.name] = x.values
	}
	if given := r.Header.Get("If-None-Match"); given != "" && matches(given, f.tag) {
		h.Del("Content-Type")
		h.Del("Content-Length")
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if c == plain {
		if conditional(r.Header) {
			h.Del("Content-Length") // net/http counts the part
			serveContent(w, r, f.body)
			return
		}
		h["Accept-Ranges"] = byteRanges
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(f.body) // a reader who left is no failure
	}
}

var byteRanges = []string{"bytes"}

// conditional reports whether net/http must weigh what the request asks for.
func conditional(h http.Header) bool {
	return h.Get("Range") != "" || h.Get("If-Match") != "" || h.Get("If-Modified-Since") != "" || h.Get("If-Unmodified-Since") != ""
}
