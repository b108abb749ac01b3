package views

import (
	"bytes"
	"context"
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
	File       string   // path on disk, sent with ranges instead of Body
	Open       *os.File // the same, open already; the responder closes it
	Unmade     bool     // a file that is not there: only the headers that are known without it
	Hash       string   // SHA-256 of the content; of Body when empty
	SaveAs     string   // name of the file for a reader who keeps it
	Inline     bool     // with SaveAs: a browser may show it
	Immutable  bool     // this address never changes its content
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
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	if a.Status == http.StatusOK && !a.onDisk() {
		s.passing(r, a).send(w, r.Request)
		return
	}
	h := w.Header()
	set := func(name, value string) {
		if value != "" {
			h.Set(name, value)
		}
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
		send(w, r, a)
		return
	}
	if a.Unmade {
		h.Set("Accept-Ranges", "bytes")
		w.WriteHeader(http.StatusOK)
		return
	}
	s.sendFile(w, r, a)
}

// entityTag is strong: each coding of a content has its own.
func entityTag(hash string, c coding) string { return `"` + hash + codingNames[c].suffix + `"` }

// serveContent lets net/http weigh ranges and conditions.
func serveContent(w http.ResponseWriter, r *http.Request, body []byte) {
	http.ServeContent(&fileWriter{ResponseWriter: w, instance: r.URL.Path}, r, "", time.Time{}, bytes.NewReader(body))
}

// send writes a body that is no content of an address: a failure, or where to go.
func send(w http.ResponseWriter, r *Request, a Response) {
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	w.WriteHeader(a.Status)
	if r.Method != http.MethodHead {
		w.Write(a.Body) // a reader who left is no failure
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
