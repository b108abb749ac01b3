package staticsite_test

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views"
	"citas/views/staticsite"
)

// site is the whole site over the test edition, with a clock that stands.
func site(t *testing.T, base string) staticsite.Config {
	t.Helper()
	s, err := views.New(views.Config{Store: datatest.Store(t), BaseURL: base, Version: "test", Now: func() time.Time { return time.Unix(0, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	pages, programs, err := s.Everything(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return staticsite.Config{Site: s.Handler(), Addresses: pages, Optional: programs, Base: base, Pack: views.Packed, State: "one"}
}

func export(t *testing.T, c staticsite.Config, dir string) staticsite.Report {
	t.Helper()
	c.Dir = dir
	report, err := staticsite.Run(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// The whole export is checked in one test: making it is what takes the time.
func TestExport(t *testing.T) {
	if testing.Short() {
		t.Skip("writes the whole site twice")
	}
	c, dir, again := site(t, ""), t.TempDir(), t.TempDir()
	first := export(t, c, dir)
	t.Logf("%d files, %d bytes", first.Files, first.Bytes)
	if first.Written != first.Files || first.Files < 1500 {
		t.Errorf("the first export: %+v", first)
	}

	t.Run("links", func(t *testing.T) { checkLinks(t, dir) })
	t.Run("fileserver", func(t *testing.T) {
		// As python3 -m http.server does, below a path that is not the root.
		host := httptest.NewServer(http.StripPrefix("/copy", http.FileServer(http.Dir(dir))))
		defer host.Close()
		for _, at := range []string{"/copy/", "/copy/charts/processed-monthly/", "/copy/data/wait-times.csv", "/copy/data/wait-times/", "/copy/charts/processed-monthly.size-2x.png"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, host.URL+at, nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				t.Errorf("%s: %d", at, answer.StatusCode)
			}
		}
	})
	t.Run("same", func(t *testing.T) {
		if second := export(t, c, dir); !second.Unchanged || second.Written != 0 || second.Files != first.Files {
			t.Errorf("nothing had changed, but %+v", second)
		}
		export(t, c, again)
		sameTrees(t, dir, again)
	})
	t.Run("change", func(t *testing.T) {
		c := c
		c.State = "two"
		lost := filepath.Join(dir, "about", "index.html")
		if err := os.Remove(lost); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "help", "index.html"), []byte("touched"), 0o644); err != nil {
			t.Fatal(err)
		}
		stranger := filepath.Join(dir, "CNAME")
		if err := os.WriteFile(stranger, []byte("example.org\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		c.Addresses = without(c.Addresses, "/sources/ohss-monthly") // still linked to: it stays
		if r := export(t, c, dir); r.Written != 2 || r.Removed != 0 {
			t.Errorf("two files were lost or touched: %+v", r)
		}
		if _, err := os.Stat(stranger); err != nil {
			t.Error("the file of somebody else went: ", err)
		}
	})
}

func without(list []string, one string) []string {
	var rest []string
	for _, x := range list {
		if x != one {
			rest = append(rest, x)
		}
	}
	return rest
}

// checkLinks follows every link of every page to a file, and to the place in it.
func checkLinks(t *testing.T, dir string) {
	ids := sync.Map{}
	idsOf := func(file string) map[string]bool {
		if found, ok := ids.Load(file); ok {
			return found.(map[string]bool)
		}
		set := map[string]bool{}
		doc := read(t, file)
		for _, n := range doc.Find("[id]").EachIter() {
			set[n.AttrOr("id", "")] = true
		}
		ids.Store(file, set)
		return set
	}
	pages, links := 0, 0
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".html" {
			return err
		}
		pages++
		doc := read(t, file)
		if n := doc.Find("form[action]").Length(); n > 0 {
			t.Errorf("%s has %d forms, which lead nowhere", file, n)
		}
		if !strings.Contains(file, "/embed/") && doc.Find("main > .note[role=note]").Length() != 1 {
			t.Errorf("%s does not say what it is", file)
		}
		for _, n := range doc.Find("[href],[src]").EachIter() {
			address := n.AttrOr("href", n.AttrOr("src", ""))
			u, err := url.Parse(address)
			if err != nil || u.IsAbs() || u.Scheme == "data" {
				continue
			}
			links++
			if strings.HasPrefix(address, "/") || u.RawQuery != "" {
				t.Errorf("%s: %q needs a server", file, address)
				continue
			}
			target := file
			if u.Path != "" {
				target = filepath.Join(filepath.Dir(file), filepath.FromSlash(u.Path))
			}
			info, err := os.Stat(target)
			if err != nil || info.IsDir() {
				t.Errorf("%s: %q leads to no file", file, address)
				continue
			}
			isQuery := strings.HasPrefix(u.Fragment, "q=") && strings.HasSuffix(filepath.ToSlash(target), "/sql/index.html")
			if u.Fragment != "" && path.Ext(target) == ".html" && !isQuery && !idsOf(target)[u.Fragment] {
				t.Errorf("%s: %q leads to no place", file, address)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("%d links on %d pages", links, pages); pages < 400 || links < 20000 {
		t.Errorf("%d links on %d pages: something is missing", links, pages)
	}
}

func read(t *testing.T, file string) *goquery.Document {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// sameTrees compares two folders byte by byte.
func sameTrees(t *testing.T, a, b string) {
	t.Helper()
	n := [2]int{}
	for i, pair := range [][2]string{{a, b}, {b, a}} {
		err := filepath.WalkDir(pair[0], func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			n[i]++
			one, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			other, err := os.ReadFile(pair[1] + strings.TrimPrefix(file, pair[0]))
			if err != nil || !bytes.Equal(one, other) {
				t.Errorf("%s differs: %v", strings.TrimPrefix(file, pair[0]), err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n[0] != n[1] || n[0] == 0 {
		t.Errorf("%d files and %d", n[0], n[1])
	}
}

// small is a site of three pages, for what does not need all of it.
func small(pages map[string]string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.RequestURI()]
		switch {
		case !ok:
			w.WriteHeader(http.StatusNotFound)
			w.Header().Set("Content-Type", "text/html")
		case strings.HasPrefix(body, "<"):
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		default:
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		}
		w.Write([]byte(body))
	})
}

func TestRewriting(t *testing.T) {
	pages := map[string]string{
		"/data/x":                           `<body><main id="main"><a href="/data/x.csv?a=1">part</a><a href="/data/x.csv">file</a><a href="?sort=a">sorted</a><a href="/data/y?a=1#rows">rows</a><a href="https://other.example/data">out</a><form action="/search"><input></form></main>`,
		"/data/y":                           `<body><main id="main"><p id="rows"></p><a href="/">home</a><a href="/data/x#nowhere">x</a><a href="/charts/c.png?size=2x">big</a><a href="#main">here</a></main>`,
		"/":                                 `<body><main id="main"><a href="/data/x">x</a><img src="/charts/c.png"></main>`,
		"/data/x.csv":                       "a,b\n",
		"/charts/c.png":                     "png",
		"/charts/c.png?size=2x":             "large png",
		"/not-found":                        "<body>none",
		"/data/x/revisions?from=r%402&to=s": "<body>r",
	}
	for _, test := range []struct {
		name string
		c    staticsite.Config
		want map[string][]string
	}{
		{"relative", staticsite.Config{}, map[string][]string{
			"data/x/index.html": {`<span title="Needs the full site: not in this copy.">part</span>`, `<a href="../x.csv">`, `">sorted</span>`, `<a href="../y/index.html#rows">`, `<a href="https://other.example/data">`, "copy of the site"},
			"data/y/index.html": {`<a href="../../index.html">`, `<a href="../x/index.html">x`, `<a href="../../charts/c.size-2x.png">`, `<a href="#main">`},
			"index.html":        {`<a href="data/x/index.html">`, `<img src="charts/c.png">`},
		}},
		{"base", staticsite.Config{Base: "https://citas.example"}, map[string][]string{
			"data/x/index.html": {`<a href="/data/x.csv">`, `<a href="/data/y#rows">`}, "data/y/index.html": {`<a href="/charts/c.size-2x.png">`, `<a href="/">`},
			"404.html": {"none"},
		}},
		{"live", staticsite.Config{Live: "https://live.example"}, map[string][]string{
			"data/x/index.html": {`<a href="https://live.example/data/x.csv?a=1">`, `<a href="https://live.example/data/x?sort=a">`, `<form action="https://live.example/search"><input></form>`},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := test.c
			c.Site, c.Addresses, c.Dir, c.Codings, c.Pack = small(pages), []string{"/"}, t.TempDir(), []string{"br", "zstd", "gzip"}, views.Packed
			if _, err := staticsite.Run(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			for file, texts := range test.want {
				raw, err := os.ReadFile(filepath.Join(c.Dir, file))
				if err != nil {
					t.Error(err)
				}
				for _, text := range texts {
					if !strings.Contains(string(raw), text) {
						t.Errorf("%s: no %s in %s", file, text, raw)
					}
				}
				for _, ending := range []string{".br", ".zst", ".gz"} {
					if _, err := os.Stat(filepath.Join(c.Dir, file+ending)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
}

func TestABrokenLinkStopsTheExport(t *testing.T) {
	c := staticsite.Config{Site: small(map[string]string{"/": `<body><main><a href="/gone">gone</a>`}), Addresses: []string{"/"}, Dir: t.TempDir()}
	_, err := staticsite.Run(t.Context(), c)
	if err == nil || !strings.Contains(err.Error(), "/gone") {
		t.Errorf("err %v", err)
	}
	c.Optional, c.Dir = []string{"/gone"}, t.TempDir()
	if _, err := staticsite.Run(t.Context(), c); err != nil {
		t.Errorf("an optional address stopped it: %v", err)
	}
}

func TestAFolderOfSomebodyElseIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.tex"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := staticsite.Run(context.Background(), staticsite.Config{Site: small(nil), Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("err %v", err)
	}
}

func TestWhatTheSiteNoLongerHasGoes(t *testing.T) {
	pages := map[string]string{"/": `<body><main><a href="/old">old</a>`, "/old": "<body><main>old"}
	c := staticsite.Config{Site: small(pages), Addresses: []string{"/"}, Dir: t.TempDir()}
	if _, err := staticsite.Run(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	pages["/"] = "<body><main>nothing"
	r, err := staticsite.Run(t.Context(), c)
	if err != nil || r.Removed != 1 || r.Written != 2 { // the page, and the settings that name every folder
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, "old")); err == nil {
		t.Error("the old page is still there")
	}
}

func TestNginxTakesItsSettings(t *testing.T) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed")
	}
	dir := t.TempDir()
	if _, err := staticsite.Run(t.Context(), staticsite.Config{Site: small(map[string]string{"/": "<body><main>", "/embed/x": "<body>"}), Addresses: []string{"/", "/embed/x"}, Dir: dir, Codings: []string{"br", "zstd", "gzip"}, Pack: views.Packed}); err != nil {
		t.Fatal(err)
	}
	server, err := os.ReadFile(filepath.Join(dir, "nginx.conf.example"))
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(t.TempDir(), "nginx.conf")
	whole := "pid " + config + ".pid;\nevents {}\nhttp {\n" + string(server) + "}\n"
	if err := os.WriteFile(config, []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.CommandContext(t.Context(), nginx, "-t", "-c", config).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
}
