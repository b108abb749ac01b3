package etl_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/etl"
)

// TestHostileUpstream: whatever a publisher's server does, the check says what in words
// of its own, nothing is published, the last edition stays and the archive is intact.
// (What an answer can do on the wire is upstream's own test.)
func TestHostileUpstream(t *testing.T) {
	p := newPublisher(t)
	p.fetch(t)
	p.load(t)
	index, current := p.kept(t)
	pages := map[string]http.HandlerFunc{}
	for path, answer := range p.answers {
		pages[path] = answer
	}
	p.limits.Idle = 500 * time.Millisecond
	header := func(code int, name, value string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.Header().Set(name, value); w.WriteHeader(code) }
	}
	const newest = "/sites/default/files/2023-12/nationwide-encounters-fy21-fy24-dec-state.csv"
	html := says("<!DOCTYPE html><html><body>Access to this page is restricted</body></html>")
	for _, c := range []struct {
		name         string
		page, file   http.HandlerFunc // in place of the landing page, or of a new file that it lists
		state, words string           // of the check
	}{
		{name: "page 403", page: status(403), state: "blocked", words: "answers 403 Forbidden: it does not let us in"},
		{name: "page 404", page: status(404), state: "removed", words: "answers 404 Not Found: nothing is there any more"},
		{name: "page 429", page: header(429, "Retry-After", "7200"), state: "blocked", words: "it asks to come back after 2h0m0s"},
		{name: "page 500", page: status(500), state: "failing", words: "answers 500 Internal Server Error"},
		{name: "page redesigned", page: listing("/about", "/data/encounters.json"), state: "redesigned", words: "lists no .csv file any more, among 2 links"},
		{name: "files named otherwise", page: listing("/f/enc1.csv"), state: "redesigned", words: "lists 1 .csv files and none that is named"},
		{name: "page restricted", page: html, state: "redesigned", words: "lists no .csv file any more, among 0 links"},
		{name: "page empty", page: says(""), state: "redesigned", words: "answers with an empty file in place of a page"},
		{name: "page loops", page: header(302, "Location", landing), state: "refused", words: "redirects in a circle"},
		{name: "page leads inside", page: header(302, "Location", "https://169.254.169.254/latest"), state: "refused", words: "redirects to https://169.254.169.254/latest, which is not on a host of this source"},
		{name: "newest file gone from the page", page: listing(october), state: "found", words: "lists fy21-fy24-oct as the newest document; on 2023-12-20 it was fy21-fy24-nov"},
		{name: "file 404", file: status(404), state: "found", words: "the newest document could not be had: "},
		{name: "file is a page", file: html, state: "found", words: "found an HTML page, such as a server's error or consent page, expected a CSV file"},
		{name: "file empty", file: says(""), state: "found", words: "found an empty file, expected a CSV file"},
		{name: "file is a workbook", file: says("PK\x03\x04 and more"), state: "found", words: "found a ZIP or XLSX file, expected a CSV file"},
		{name: "file without header", file: says("Not\navailable\n"), state: "found", words: "expected a CSV file with a header"},
		{name: "file cut", file: says("a,b\n1,2\n1,"), state: "found", words: "the file breaks off"},
		{name: "file shorter than announced", file: header(200, "Content-Length", "5000"), state: "found", words: "breaks off before the end that it announced"},
		{name: "file announced as 300 MB", file: header(200, "Content-Length", strconv.Itoa(300<<20)), state: "found", words: "announces 314572800 bytes, more than the 1048576"},
		{name: "file of a day to come", file: says("a,b\n1,2\n"), state: "found", words: "nothing says when it was published"},
		{name: "file is silent", file: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, state: "found", words: "gives no answer: silent for 500ms"},
	} {
		t.Run(c.name, func(t *testing.T) {
			clear(p.answers)
			for path, answer := range pages {
				p.answers[path] = answer
			}
			if c.page != nil {
				p.answers[landing] = c.page
			}
			if c.file != nil {
				listed := newest
				if c.name == "file of a day to come" { // and no Last-Modified
					listed = strings.Replace(newest, "2023-12", "2024-02", 1)
				}
				p.page(listed, november, october)
				p.answers[listed] = c.file
			}
			check := p.fetch(t)
			if string(check.State) != c.state || !strings.Contains(check.Error, c.words) {
				t.Errorf("state %s, error %q, want %s, %q", check.State, check.Error, c.state, c.words)
			}
			if len(check.New) > 0 {
				t.Errorf("new: %+v", check.New)
			}
			p.unchanged(t, index, current)
		})
	}
	t.Run("certificate", func(t *testing.T) {
		p.roots = x509.NewCertPool()
		if check := p.fetch(t); check.State != "unreachable" || !strings.Contains(check.Error, "shows a certificate that does not hold") {
			t.Errorf("%+v", check)
		}
		p.unchanged(t, index, current)
	})
}

// TestBombsStayOutOfTheArchive: also those that a person adds.
func TestBombsStayOutOfTheArchive(t *testing.T) {
	zipped := func(parts int, size int) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for i := range parts {
			f, err := w.Create("xl/" + strconv.Itoa(i))
			if err != nil {
				t.Fatal(err)
			}
			f.Write(make([]byte, size))
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	lying := zipped(1, 65<<20)
	// The directory at the end says that the part unpacks to a thousand bytes.
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[at+24:], 1000)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"large.xlsx":  {zipped(1, 65<<20), "a ZIP that says it unpacks from"},
		"parts.xlsx":  {zipped(2001, 0), "a ZIP of 2001 parts, more than 2000"},
		"lying.xlsx":  {lying, "says less"},
		"packed.json": {gzipped(65 << 20), "a gzip that unpacks from"},
	} {
		t.Run(name, func(t *testing.T) {
			bombRefused(t, name, c.content, c.want)
		})
	}
}

func gzipped(size int) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(make([]byte, size))
	w.Close()
	return b.Bytes()
}

func bombRefused(t *testing.T, name string, content []byte, want string) {
	t.Helper()
	if len(content) > 1<<20 {
		t.Fatalf("no bomb: %d bytes", len(content))
	}
	dir := t.TempDir()
	_, added, err := etl.OpenArchive(dir).Add(etl.Entry{Source: "ohss-monthly", Published: "2024-12-06", FileName: name}, content, time.Now())
	if added || !errors.Is(err, data.ErrInvalid) || !strings.Contains(err.Error(), want) {
		t.Errorf("added %v, error %v, want %q", added, err, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "archive")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("something was written")
	}
}
