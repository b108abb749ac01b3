package views_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

// large serves a file of CSV that is compressed on disk, through a real server.
func large(t *testing.T) (*httptest.Server, []byte) {
	t.Helper()
	var b bytes.Buffer
	for i := 0; b.Len() < 3<<20; i++ {
		fmt.Fprintf(&b, "2023-01-01,VE,%d,reported\n", i)
	}
	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	s, err := views.New(views.Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.SendFile(path, hex.EncodeToString(sum[:]), "text/csv"))
	t.Cleanup(server.Close)
	return server, b.Bytes()
}

func ask(t *testing.T, method, url string, headers ...string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got, body
}

// TestLargeFilesHaveATwin: as they are or as gzip, a large file has a length, a digest of
// what is sent, ranges and a tag of its own, and a download can go on where it broke off.
func TestLargeFilesHaveATwin(t *testing.T) {
	server, content := large(t)
	unmade, _ := ask(t, "HEAD", server.URL, "Accept-Encoding", "gzip")
	if unmade.StatusCode != 200 || unmade.ContentLength >= 0 || unmade.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("HEAD before there is a twin: %d %v", unmade.StatusCode, unmade.Header)
	}
	for _, coding := range []string{"identity", "gzip", "br, gzip;q=0.5"} {
		got, body := ask(t, "GET", server.URL, "Accept-Encoding", coding)
		tag := got.Header.Get("ETag")
		sum := sha256.Sum256(body)
		if got.ContentLength != int64(len(body)) || got.Header.Get("Repr-Digest") != "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":" {
			t.Fatalf("%s: length %d and %s of %d bytes", coding, got.ContentLength, got.Header.Get("Repr-Digest"), len(body))
		}
		plain := body
		if coding != "identity" {
			if got.Header.Get("Content-Encoding") != "gzip" || !strings.HasSuffix(tag, `-gz"`) || tag != unmade.Header.Get("ETag") || len(body) > len(content)/3 {
				t.Errorf("%s: %v, %d bytes", coding, got.Header, len(body))
			}
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if plain, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(plain, content) {
			t.Errorf("%s: not the file", coding)
		}
		rest, tail := ask(t, "GET", server.URL, "Accept-Encoding", coding, "Range", "bytes=1000-", "If-Range", tag)
		if rest.StatusCode != 206 || !bytes.Equal(tail, body[1000:]) {
			t.Errorf("%s: goes on with %d and %d bytes", coding, rest.StatusCode, len(tail))
		}
		if same, _ := ask(t, "GET", server.URL, "Accept-Encoding", coding, "If-None-Match", tag); same.StatusCode != 304 {
			t.Errorf("%s: %d for its own tag", coding, same.StatusCode)
		}
		if head, _ := ask(t, "HEAD", server.URL, "Accept-Encoding", coding); head.ContentLength != int64(len(body)) || head.Header.Get("ETag") != tag {
			t.Errorf("%s: HEAD says %v", coding, head.Header)
		}
	}
	part, body := ask(t, "GET", server.URL, "Accept-Encoding", "gzip", "Range", "bytes=-10")
	if part.StatusCode != 206 || part.Header.Get("Content-Encoding") != "" || !bytes.Equal(body, content[len(content)-10:]) {
		t.Errorf("the end of the file: %d %q", part.StatusCode, body)
	}
	other, body := ask(t, "GET", server.URL, "Range", "bytes=5-9", "If-Range", `"another"`)
	if other.StatusCode != 200 || len(body) != len(content) {
		t.Errorf("a range of another content: %d, %d bytes", other.StatusCode, len(body))
	}
}

func TestImpossibleRangesAreProblems(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/data/wait-times.csv", "/data/wait-times.parquet", "/data/wait-times.csv?place=tijuana", "/api/v1/datasets"} {
		got := c.Get(path, "Range", "bytes=99999999-")
		var p struct{ Status int }
		if err := json.Unmarshal(got.Body, &p); got.Status != 416 || err != nil || p.Status != 416 || got.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s %v %q", path, got.Status, got.Header.Get("Content-Type"), err, got.Body)
		}
		if !strings.HasPrefix(got.Header.Get("Content-Range"), "bytes */") || got.Header.Get("Content-Disposition")+got.Header.Get("Repr-Digest") != "" {
			t.Errorf("%s: %v", path, got.Header)
		}
	}
}

// TestHeadMakesNoExport: the headers of a file that is made on request are free until it
// is there; a wrong request fails all the same.
func TestHeadMakesNoExport(t *testing.T) {
	c := viewtest.New(t)
	path := "/data/wait-times.xlsx?place=tijuana"
	before := c.Do("HEAD", path)
	if before.Status != 200 || before.Header.Get("ETag")+before.Header.Get("Content-Length") != "" || !strings.Contains(before.Header.Get("Content-Disposition"), "-filtered.xlsx") {
		t.Errorf("before: %d %v", before.Status, before.Header)
	}
	if got := c.Do("HEAD", "/data/wait-times.xlsx?colour=red"); got.Status != 400 {
		t.Errorf("a wrong request: %d", got.Status)
	}
	made, after := c.Get(path), c.Do("HEAD", path)
	if after.Header.Get("ETag") == "" || after.Header.Get("ETag") != made.Header.Get("ETag") || after.Header.Get("Content-Length") != fmt.Sprint(len(made.Body)) {
		t.Errorf("after: %v", after.Header)
	}
}

// TestOtherSitesMayAsk: a browser's preflight is answered for what is for programs, and
// for nothing else.
func TestOtherSitesMayAsk(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{
		"/data/wait-times.csv", "/data/wait-times.parquet?place=tijuana", "/charts/processed-monthly.json", "/charts/processed-monthly.svg",
		"/api/v1/datasets", "/api/v1/datasets/wait-times/rows", "/editions/2026-11-23/wait-times.csv", "/feeds/releases.atom", "/feeds/releases.json", "/openapi.json",
	} {
		got := c.Do("OPTIONS", path, "Origin", "https://newsroom.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "range")
		if got.Status != 204 || got.Header.Get("Access-Control-Allow-Origin") != "*" || got.Header.Get("Access-Control-Allow-Methods") != "GET, HEAD" ||
			!strings.Contains(got.Header.Get("Access-Control-Allow-Headers"), "Range") || len(got.Body) != 0 {
			t.Errorf("%s: %d %v", path, got.Status, got.Header)
		}
		for _, name := range []string{"Content-Range", "ETag", "Repr-Digest", "Link", "Content-Disposition"} {
			if shown := c.Get(path, "Origin", "https://newsroom.example").Header.Get("Access-Control-Expose-Headers"); !strings.Contains(shown, name) {
				t.Errorf("%s does not show %s", path, name)
			}
		}
	}
	for _, path := range []string{"/", "/data", "/data/wait-times", "/editions/2026-11-23"} {
		if got := c.Do("OPTIONS", path); got.Status != 405 || got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %d %v", path, got.Status, got.Header)
		}
	}
}
