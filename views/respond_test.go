package views_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"citas/data"
	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

func TestEntityTags(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/data", "/data/wait-times.csv", "/data/wait-times.parquet", "/data/wait-times.csv?place=tijuana", "/api/v1/datasets", "/favicon.ico"} {
		for _, encoding := range []string{"", "gzip", "br"} {
			first := c.Get(path, "Accept-Encoding", encoding)
			tag := first.Header.Get("ETag")
			if !strings.HasPrefix(tag, `"`) {
				t.Fatalf("%s: ETag %q", path, tag)
			}
			again := c.Get(path, "Accept-Encoding", encoding, "If-None-Match", `"other", `+tag)
			if again.Status != 304 || len(again.Body) != 0 || again.Header.Get("ETag") != tag {
				t.Errorf("%s in %q: %d with %d bytes", path, encoding, again.Status, len(again.Body))
			}
			if changed := c.Get(path, "If-None-Match", `"other"`); changed.Status != 200 {
				t.Errorf("%s: %d for another tag", path, changed.Status)
			}
		}
	}
}

func TestExportIsTheFileOfTheEdition(t *testing.T) {
	c := viewtest.New(t)
	file, _, err := datatest.Edition(t).Export("wait-times", "csv")
	if err != nil {
		t.Fatal(err)
	}
	got := c.Get("/data/wait-times.csv")
	if got.Header.Get("ETag") != `"`+file.SHA256+`"` || int64(len(got.Body)) != file.Bytes {
		t.Errorf("ETag %s, %d bytes; the manifest says %s, %d", got.Header.Get("ETag"), len(got.Body), file.SHA256, file.Bytes)
	}
	if d := got.Header.Get("Content-Disposition"); !strings.HasPrefix(d, `attachment; filename="citas-wait-times-20`) {
		t.Errorf("Content-Disposition %q", d)
	}
	if cc := got.Header.Get("Cache-Control"); cc != "public, max-age=300, stale-while-revalidate=86400" {
		t.Errorf("Cache-Control %q", cc)
	}
	if got.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Error("other sites cannot read the data")
	}
	part := c.Get("/data/wait-times.csv", "Range", "bytes=0-6", "Accept-Encoding", "gzip, br")
	if part.Status != 206 || string(part.Body) != string(got.Body[:7]) {
		t.Errorf("range: %d %q", part.Status, part.Body)
	}
}

func TestCompressionGivesTheSameBytes(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/data", "/data/sources.csv", "/data/wait-times.json?place=tijuana", "/openapi.json"} {
		plain := c.Get(path)
		for encoding, unpack := range map[string]func([]byte) io.Reader{
			"gzip": func(b []byte) io.Reader {
				r, err := gzip.NewReader(bytes.NewReader(b))
				if err != nil {
					t.Fatal(err)
				}
				return r
			},
			"br": func(b []byte) io.Reader { return brotli.NewReader(bytes.NewReader(b)) },
		} {
			packed := c.Get(path, "Accept-Encoding", encoding)
			if packed.Header.Get("Content-Encoding") != encoding || !strings.Contains(packed.Header.Get("Vary"), "Accept-Encoding") || len(packed.Body) >= len(plain.Body) {
				t.Fatalf("%s as %s: %v, %d of %d bytes", path, encoding, packed.Header, len(packed.Body), len(plain.Body))
			}
			if packed.Header.Get("ETag") == plain.Header.Get("ETag") {
				t.Errorf("%s: two encodings, one strong ETag", path)
			}
			raw, err := io.ReadAll(unpack(packed.Body))
			if err != nil || !bytes.Equal(raw, plain.Body) {
				t.Errorf("%s as %s differs: %v", path, encoding, err)
			}
		}
	}
}

func TestStaticFilesAreKeptForEver(t *testing.T) {
	c := viewtest.New(t)
	href := c.Get("/help").Doc().Find("link[rel=stylesheet]").AttrOr("href", "")
	got := c.Get(href)
	if got.Status != 200 || got.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %v", href, got.Status, got.Header)
	}
	if len(got.Body) > 20_000 {
		t.Errorf("%s has %d bytes, more than 20 kB", href, len(got.Body))
	}
}

func TestPublicSiteSaysWhoIsBehindIt(t *testing.T) {
	c := views.Config{Store: data.NewStore(t.TempDir(), data.Published()), Public: true, Publisher: "A", PressContact: "p@a.example", SecurityContact: " "}
	_, err := views.New(c)
	if !errors.Is(err, data.ErrInvalid) || !strings.HasSuffix(err.Error(), "missing funding, corrections-contact, security-contact") {
		t.Errorf("err = %v", err)
	}
	c.Funding, c.CorrectionsContact, c.SecurityContact = "nobody", "c@a.example", "https://a.example/security"
	if _, err := views.New(c); err != nil {
		t.Error(err)
	}
	public := viewtest.New(t, func(v *views.Config) { store := v.Store; *v = c; v.Store = store })
	if got := public.Get("/about").Doc().Find(`#who a[href="mailto:p@a.example"]`).Length(); got != 1 {
		t.Error("/about does not link the press contact")
	}
	if !strings.Contains(string(public.Get("/robots.txt").Body), "Disallow: /*?\n") {
		t.Error("robots are kept out of a public site")
	}
}

func TestWithoutAnEdition(t *testing.T) {
	s, err := views.New(views.Config{Store: data.NewStore(t.TempDir(), data.Published())})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/healthz": 200, "/help": 200, "/privacy": 200, "/readyz": 503, "/data": 503, "/data/wait-times.csv": 503, "/api/v1/datasets": 503, "/nothing": 404} {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
		if (w.Code == 503) != (w.Header().Get("Retry-After") != "") {
			t.Errorf("%s: %d with Retry-After %q", path, w.Code, w.Header().Get("Retry-After"))
		}
	}
}

func TestPanicIsAnErrorPage(t *testing.T) {
	s, err := views.New(views.Config{Store: data.NewStore(t.TempDir(), data.Published())})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.Guarded(func(http.ResponseWriter, *http.Request) { panic("secret detail") }).ServeHTTP(w, httptest.NewRequest("GET", "/data", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "goroutine") || !strings.Contains(w.Body.String(), "<h1>") {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
}
