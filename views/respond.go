package views

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
)

// Response is a whole answer before any header is written. The zero values mean: 200,
// kept by caches for five minutes, entity tag from the body.
type Response struct {
	Status     int
	Type       string // media type
	Body       []byte
	File       string // path on disk, sent with ranges instead of Body
	Hash       string // SHA-256 of the content; of Body when empty
	SaveAs     string // name of the file for a reader who keeps it
	Inline     bool   // with SaveAs: a browser may show it
	Immutable  bool   // this address never changes its content
	NoStore    bool
	Location   string
	RetryAfter int      // seconds
	Links      []string // values of Link headers
	Version    string   // address of this content that never changes
}

// html renders a page.
func html(ctx context.Context, c templ.Component) (Response, error) {
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		return Response{}, fmt.Errorf("render: %w", err)
	}
	return Response{Type: typeHTML, Body: b.Bytes()}, nil
}

// respond writes every header of the site, and the answer.
func (s *Server) respond(w http.ResponseWriter, r *Request, a Response) {
	h := w.Header()
	set := func(name, value string) {
		if value != "" {
			h.Set(name, value)
		}
	}
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	set("Location", a.Location)
	set("Content-Type", a.Type)
	set("Cache-Control", a.caching())
	set("Content-Disposition", a.disposition())
	set("Content-Location", a.Version)
	for _, l := range a.Links {
		h.Add("Link", l)
	}
	if a.RetryAfter > 0 {
		set("Retry-After", strconv.Itoa(a.RetryAfter))
	}
	if a.Status != http.StatusOK {
		s.send(w, r, a, "")
		return
	}
	if a.Hash == "" {
		sum := sha256.Sum256(a.Body)
		a.Hash = hex.EncodeToString(sum[:])
	}
	encoding := ""
	if compressible(a.Type) {
		h.Add("Vary", "Accept-Encoding")
		if a.size() >= compressFrom && r.Header.Get("Range") == "" {
			encoding = accepted(r.Header.Get("Accept-Encoding"))
		}
	}
	tag := `"` + a.Hash + `"`
	if encoding != "" {
		tag = `"` + a.Hash + "-" + encoding + `"`
	}
	h.Set("ETag", tag)
	if a.File != "" && encoding == "" { // of the whole file, in a part of it as well
		set("Repr-Digest", digest(a.Hash))
	}
	if matches(r.Header.Get("If-None-Match"), tag) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.send(w, r, a, encoding)
}

// send writes the body in the encoding chosen.
func (s *Server) send(w http.ResponseWriter, r *Request, a Response, encoding string) {
	switch {
	case a.File != "" && encoding == "":
		f, err := os.Open(a.File)
		if err != nil {
			s.config.Log.Error("export is gone", "file", a.File, "error", err)
			for _, name := range []string{"ETag", "Content-Disposition", "Content-Location", "Link", "Repr-Digest"} {
				w.Header().Del(name)
			}
			s.fail(w, r.Request, err)
			return
		}
		defer f.Close()
		http.ServeContent(w, r.Request, "", time.Time{}, f)
	case a.File != "" && a.size() > compressWhole:
		w.Header().Set("Content-Encoding", "gzip")
		if r.Method != http.MethodHead {
			streamGzip(w, a.File)
		}
	case a.Status == http.StatusOK && encoding == "":
		http.ServeContent(w, r.Request, "", time.Time{}, bytes.NewReader(a.Body))
	default:
		body := a.Body
		if encoding != "" {
			var err error
			if body, err = s.compressed(a, encoding); err != nil {
				s.fail(w, r.Request, err)
				return
			}
			w.Header().Set("Content-Encoding", encodingNames[encoding])
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(a.Status)
		if r.Method != http.MethodHead {
			w.Write(body) // a reader who left is no failure
		}
	}
}

func (a Response) caching() string {
	switch {
	case a.NoStore || a.Status >= 400:
		return "no-store"
	case a.Immutable:
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=300, stale-while-revalidate=86400"
}

func (a Response) disposition() string {
	switch {
	case a.SaveAs == "":
		return ""
	case a.Inline:
		return `inline; filename="` + a.SaveAs + `"`
	}
	return `attachment; filename="` + a.SaveAs + `"`
}

// digest writes a SHA-256 in hexadecimal as RFC 9530 wants it.
func digest(hash string) string {
	sum, err := hex.DecodeString(hash)
	if err != nil {
		return ""
	}
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum) + ":"
}

// size is the length of the content before compression, -1 for a file that is gone.
func (a Response) size() int64 {
	if a.File == "" {
		return int64(len(a.Body))
	}
	info, err := os.Stat(a.File)
	if err != nil {
		return -1
	}
	return info.Size()
}

// matches compares an If-None-Match header with the entity tag of the answer.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}
