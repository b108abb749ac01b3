package views_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"citas/data"
	"citas/data/datatest"
	"citas/views"
)

// The attack run: the server as it faces strangers, on a port of this machine, with all
// its limits. Nothing that is sent to it may come back as markup, reach a file or the
// database, or make it fail; only a full queue may answer 503, and says when to ask again.
//
//	attack_test.go         the target, and what every answer must be
//	attack_words_test.go   hostile words in every parameter and path
//	attack_wire_test.go    hostile bytes on the wire
//	attack_stored_test.go  hostile words in the record itself

// target is a running server.
type target struct {
	*testing.T
	address string // host:port
	url     string
	client  *http.Client
}

// attacked serves a store as the program does.
func attacked(t *testing.T, store *data.Store, change ...func(*views.Config)) *target {
	t.Helper()
	c := views.Config{Store: store, Version: "test"}
	for _, f := range change {
		f(&c)
	}
	s, err := views.New(c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := s.HTTP()
	go server.Serve(s.Listener(l))
	transport := &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}
	t.Cleanup(func() { transport.CloseIdleConnections(); server.Close() })
	at := l.Addr().String()
	return &target{T: t, address: at, url: "http://" + at, client: &http.Client{
		Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// got is what came back.
type got struct {
	path   string
	status int
	header http.Header
	body   []byte
}

// get asks with headers in pairs; the name Host sets the host.
func (x *target) get(path string, headers ...string) got {
	x.Helper()
	r, err := http.NewRequestWithContext(x.Context(), http.MethodGet, x.url+path, nil)
	if err != nil {
		x.Fatalf("%q: %v", path, err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if r.Header.Set(headers[i], headers[i+1]); headers[i] == "Host" {
			r.Host = headers[i+1]
		}
	}
	answer, err := x.client.Do(r)
	if err != nil {
		x.Errorf("%s: %v", path, err)
		return got{path: path}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		x.Errorf("%s: %v", path, err)
	}
	return got{path, answer.StatusCode, answer.Header, body}
}

// all asks for many addresses, some at a time, and checks each answer.
func (x *target) all(paths []string, check func(got)) {
	x.Helper()
	next := make(chan string)
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for path := range next {
				check(x.get(path))
			}
		})
	}
	for _, path := range paths {
		next <- path
	}
	close(next)
	workers.Wait()
}

// hostile is a text that breaks out of attributes, elements, scripts and style sheets, and
// leaves an element of a name that no page has.
const (
	mark    = "zz9x"
	hostile = `"'></script></style></title><` + mark + ` onload=1>javascript:{{7*7}}${7*7}%0d%0aX-Injected: 1`
)

// unharmed is what every answer must be, whatever was asked.
func (x *target) unharmed(g got) {
	x.Helper()
	if g.status >= 500 && !(g.status == http.StatusServiceUnavailable && g.header.Get("Retry-After") != "") {
		x.Errorf("%s: status %d\n%.300s", g.path, g.status, g.body)
	}
	if g.header.Get("X-Injected") != "" || g.header.Get("Set-Cookie") != "" {
		x.Errorf("%s: injected headers %v", g.path, g.header)
	}
	if to := g.header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
		x.Errorf("%s leads out to %q", g.path, to)
	}
	if g.header.Get("X-Content-Type-Options") != "nosniff" || g.header.Get("Content-Security-Policy") == "" {
		x.Errorf("%s: without its headers: %v", g.path, g.header)
	}
	x.inert(g)
}

// inert fails when the mark has become an element of a page, a drawing or a feed.
func (x *target) inert(g got) {
	x.Helper()
	kind := g.header.Get("Content-Type")
	markup := strings.Contains(kind, "html") || strings.Contains(kind, "xml")
	if len(g.body) > 0 && kind == "" {
		x.Errorf("%s: a content without a type: %.100s", g.path, g.body)
	}
	if markup && strings.Contains(strings.ToLower(string(g.body)), "<"+mark) {
		at := strings.Index(strings.ToLower(string(g.body)), "<"+mark)
		x.Errorf("%s: the mark became an element: %.200s", g.path, g.body[max(0, at-80):])
	}
	if !strings.Contains(kind, "html") {
		return
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(g.body)))
	if err != nil {
		x.Errorf("%s: %v", g.path, err)
		return
	}
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:")) {
				x.Errorf("%s: %s has %s=%q", g.path, s.Nodes[0].Data, a.Key, a.Val)
			}
		}
	})
	doc.Find("script:not([src]):not([type='application/ld+json']), style, iframe, object, base").Each(func(_ int, s *goquery.Selection) {
		x.Errorf("%s: an element that no page has: %s", g.path, s.Nodes[0].Data)
	})
}

// heap is what is in use after everything that can go has gone.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// Every route answers its good addresses and its bad ones without an element that the
// address brought, in every parameter that the route has and in one that it has not.
func TestAttackWithWords(t *testing.T) {
	x := attacked(t, datatest.Store(t), func(v *views.Config) { v.BaseURL = "https://citas.example" })
	before := heap()
	var paths []string
	seen := map[string]bool{}
	add := func(path string) {
		if !seen[path] {
			seen[path] = true
			paths = append(paths, path)
		}
	}
	text := url.QueryEscape(hostile)
	names := map[string]map[string]bool{} // parameters, by route
	for _, p := range probes {
		_, query, _ := strings.Cut(p.path, "?")
		values, _ := url.ParseQuery(query)
		if names[p.route] == nil {
			names[p.route] = map[string]bool{"as_of": true, "x": true, "q": true, text: true}
		}
		for name := range values {
			names[p.route][name] = true
		}
	}
	for _, p := range probes {
		path, _, _ := strings.Cut(p.path, "?")
		for name := range names[p.route] {
			add(path + "?" + name + "=" + text)
		}
		if _, pattern, _ := strings.Cut(p.route, " "); strings.Contains(pattern, "{") {
			at := strings.LastIndex(path, "/")
			add(path[:at+1] + url.PathEscape(hostile))
			add(path[:at+1] + url.PathEscape(hostile) + ".csv")
			add(path + url.PathEscape(hostile))
			add(path + "/" + url.PathEscape(hostile))
		}
	}
	for _, tag := range []string{"/es", "/ht"} {
		for _, path := range []string{"/search?q=", "/claims?quantity=", "/data/wait-times?place=", "/charts/processed-monthly?from=", "/help?x=", "/"} {
			add(tag + path + text)
		}
	}
	t.Logf("%d addresses", len(paths))
	x.all(paths, x.unharmed)
	if after := heap(); after > before+128<<20 {
		t.Errorf("the heap grew from %d to %d MB", before>>20, after>>20)
	}
}

// SQL in every filter of every dataset is a value that no row has, or no value at all.
func TestAttackWithSQL(t *testing.T) {
	store := datatest.Store(t)
	x := attacked(t, store)
	var paths []string
	for _, d := range data.Published().Sorted() {
		for _, c := range d.Conditions() {
			for _, sql := range []string{"' OR 1=1 --", `") OR 1=1; DROP TABLE releases; --`, "x' UNION SELECT sql FROM duckdb_tables() --", "0 OR 1=1"} {
				paths = append(paths, "/api/v1/datasets/"+d.ID+"/rows?limit=1&"+url.Values{c.Param(): {sql}, c.Param() + ".eq": nil}.Encode())
			}
		}
		for _, name := range []string{"columns", "sort", "cursor", "limit", "group", "measure", "fn"} {
			for _, at := range []string{"/rows", "/aggregate"} {
				paths = append(paths, "/api/v1/datasets/"+d.ID+at+"?"+url.Values{name: {"release_id; DROP TABLE releases; --"}}.Encode())
			}
		}
	}
	t.Logf("%d addresses", len(paths))
	var compared atomic.Int64
	x.all(paths, func(g got) {
		x.unharmed(g)
		if g.status == http.StatusOK {
			compared.Add(1)
		}
		if g.status == http.StatusOK && !strings.Contains(string(g.body), `"rows":[]`) {
			t.Errorf("%s found rows: %.200s", g.path, g.body)
		}
		if strings.Contains(string(g.body), "Parser Error") || strings.Contains(string(g.body), "Binder Error") {
			t.Errorf("%s: the database speaks: %.200s", g.path, g.body)
		}
	})
	if compared.Load() < 200 {
		t.Errorf("only %d filters were compared with a text: nothing is proven", compared.Load())
	}
	if g := x.get("/api/v1/datasets/releases/rows?limit=1"); g.status != http.StatusOK {
		t.Errorf("afterwards the releases are gone: %d", g.status)
	}
}

// What a request says of its host, scheme or address changes no answer that a cache may
// keep for others.
func TestAttackOnCaches(t *testing.T) {
	const evil = "evil.example"
	for _, base := range []string{"", "https://citas.example"} {
		x := attacked(t, datatest.Store(t), func(v *views.Config) { v.BaseURL = base })
		for _, path := range []string{"/", "/allocations", "/charts/processed-monthly", "/charts/processed-monthly.svg", "/embed/processed-monthly", "/data/wait-times", "/data/wait-times.csv", "/datapackage.json", "/data.json",
			"/feeds/releases.atom", "/openapi.json", "/robots.txt", "/oembed?url=x", "/data/", "/nationality/ve", "/data/wait-times/filter?place=tijuana&note=", "/.well-known/security.txt", "/es/", "/llms.txt"} {
			sound := x.get(path)
			for _, headers := range [][]string{
				{"Host", evil}, {"X-Forwarded-Host", evil}, {"X-Forwarded-Proto", evil}, {"X-Forwarded-For", evil}, {"X-Host", evil}, {"Forwarded", "host=" + evil + ";proto=http"},
				{"X-Forwarded-Prefix", "/" + evil}, {"X-Original-URL", "/" + evil}, {"X-Rewrite-URL", "/" + evil}, {"X-HTTP-Method-Override", "DELETE"}, {"X-Forwarded-Port", "666"},
				{"Origin", "https://" + evil}, {"Referer", "https://" + evil + "/"}, {"Cookie", evil + "=1"}, {"Accept-Language", evil},
			} {
				g := x.get(path, headers...)
				if strings.Contains(fmt.Sprint(g.header), evil) || strings.Contains(string(g.body), evil) {
					t.Errorf("%s repeats %v", path, headers)
				}
				if g.status != sound.status || string(g.body) != string(sound.body) || g.header.Get("ETag") != sound.header.Get("ETag") || g.header.Get("Location") != sound.header.Get("Location") {
					t.Errorf("%s answers otherwise with %v: %d, without %d", path, headers, g.status, sound.status)
				}
			}
		}
	}
}

// Nothing but an embed can be put into the frame of another site.
func TestAttackWithFrames(t *testing.T) {
	x := attacked(t, datatest.Store(t))
	var paths []string
	for _, p := range probes {
		paths = append(paths, p.path)
	}
	x.all(paths, func(g got) {
		want := "frame-ancestors 'none'"
		if strings.HasPrefix(g.path, "/embed/") {
			want = "frame-ancestors *"
		}
		if !strings.Contains(g.header.Get("Content-Security-Policy"), want) {
			t.Errorf("%s: %q, want %s", g.path, g.header.Get("Content-Security-Policy"), want)
		}
	})
}
