package views_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

func digestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

// TestLatestLeadsToTheFrozenFile: what /data/{id}.csv names as its version has the same
// bytes, may be kept for ever and names the same hash.
func TestLatestLeadsToTheFrozenFile(t *testing.T) {
	c := viewtest.New(t)
	id := datatest.Edition(t).ID()
	for _, format := range data.FinishedFormats() {
		latest := c.Get("/data/wait-times." + format)
		version := latest.Header.Get("Content-Location")
		if version != "/editions/"+id+"/wait-times."+format {
			t.Fatalf("%s: Content-Location %q", format, version)
		}
		frozen := c.Get(version)
		if string(frozen.Body) != string(latest.Body) || frozen.Header.Get("ETag") != latest.Header.Get("ETag") {
			t.Errorf("%s differs from the latest file", version)
		}
		if got := frozen.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", version, got)
		}
		for _, a := range []*viewtest.Answer{latest, frozen, c.Do(http.MethodHead, version)} {
			if got := a.Header.Get("Repr-Digest"); got != digestOf(latest.Body) {
				t.Errorf("%s: Repr-Digest %q", a.Path, got)
			}
			links := strings.Join(a.Header.Values("Link"), ", ")
			for _, want := range []string{
				`<https://citas.example/data/wait-times>; rel="describedby"`, `rel="license"`,
				`<https://citas.example` + version + `>; rel="cite-as"`, `<https://citas.example/data/wait-times.` + format + `>; rel="latest-version"`,
			} {
				if !strings.Contains(links, want) {
					t.Errorf("%s: no %s in %s", a.Path, want, links)
				}
			}
			if !strings.Contains(a.Header.Get("Access-Control-Expose-Headers"), "Repr-Digest") {
				t.Errorf("%s: other sites cannot read the digest", a.Path)
			}
		}
		again := c.Get(version, "If-None-Match", frozen.Header.Get("ETag"))
		part := c.Get(version, "Range", "bytes=2-5")
		if again.Status != 304 || part.Status != 206 || string(part.Body) != string(frozen.Body[2:6]) || part.Header.Get("Repr-Digest") != digestOf(frozen.Body) {
			t.Errorf("%s: %d again, %d %q in part", version, again.Status, part.Status, part.Body)
		}
	}
	for _, path := range []string{"/data/wait-times.csv?place=tijuana", "/data/wait-times.xlsx"} {
		a := c.Get(path)
		if a.Header.Get("Content-Location") != "" || a.Header.Get("Repr-Digest") != digestOf(a.Body) {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
	if packed := c.Get("/data/wait-times.csv", "Accept-Encoding", "gzip"); packed.Header.Get("Repr-Digest") != "" {
		t.Error("a compressed answer has the digest of another representation")
	}
}

// TestAnOlderEditionIsServed: without its database ever being opened.
func TestAnOlderEditionIsServed(t *testing.T) {
	dir := t.TempDir()
	current := datatest.Edition(t).ID()
	if err := os.MkdirAll(filepath.Join(dir, "editions", "0123456789abcdef", "files"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(datatest.Dir(t), "editions", current), filepath.Join(dir, "editions", current)); err != nil {
		t.Fatal(err)
	}
	if err := data.SetCurrent(dir, current); err != nil {
		t.Fatal(err)
	}
	body := "a,b\n1,2\n"
	file := data.File{Path: "files/gone.csv", Format: "csv", Bytes: int64(len(body)), SHA256: "08b5c2dc9aa0a2cb40cf5ed16abf0f5a1ce3ad2b25ae2b9c9de3d4c39ee0ba12"}
	m := data.Manifest{Format: data.ManifestFormat, Edition: "0123456789abcdef", Label: "2020-02-03.2", BuiltAt: "2020-02-03T00:00:00Z",
		Datasets: []data.DatasetFiles{{ID: "gone", Rows: 1, Files: []data.File{file}}}}
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"manifest.json": string(raw), "files/gone.csv": body} {
		if err := os.WriteFile(filepath.Join(dir, "editions", m.Edition, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	store := data.NewStore(dir, data.Published())
	t.Cleanup(store.Close)
	c := viewtest.New(t, func(c *views.Config) { c.Store = store })
	for _, name := range []string{m.Edition, m.Label} {
		got := c.Get("/editions/" + name + "/gone.csv")
		if got.Status != 200 || string(got.Body) != body || got.Header.Get("Content-Location") != "/editions/0123456789abcdef/gone.csv" {
			t.Errorf("%s: %d %q %v", got.Path, got.Status, got.Body, got.Header)
		}
		if page := c.Get("/editions/" + name); page.Status != 200 || page.Doc().Find("h1").Text() != "Edition 2020-02-03.2" {
			t.Errorf("%s: %d", page.Path, page.Status)
		}
	}
	if n := c.Get("/editions").Doc().Find("#editions-table tbody tr").Length(); n != 2 {
		t.Errorf("%d editions are listed, want 2", n)
	}
	if got := c.Get("/data/gone.csv"); got.Status != 404 {
		t.Errorf("the latest edition has it: %d", got.Status)
	}
}
