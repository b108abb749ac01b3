package upstream_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/etl/upstream"
)

var start = time.Date(2026, 9, 6, 12, 0, 0, 0, time.UTC)

// clock is a clock that only pauses move.
type clock struct {
	now    time.Time
	paused []time.Duration
}

func (c *clock) pause(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	c.paused = append(c.paused, d)
	return ctx.Err()
}

// world is a server on this machine that answers for *.example.com, and a client.
type world struct {
	*httptest.Server
	*upstream.Client
	clock  *clock
	asked  []string // paths, in order
	header http.Header
	resolv map[string]string // host → address; 127.0.0.1 if absent
}

func newWorld(t *testing.T, answers map[string]http.HandlerFunc, change func(*upstream.Config)) *world {
	t.Helper()
	w := &world{clock: &clock{now: start}, resolv: map[string]string{}}
	w.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.asked = append(w.asked, r.URL.Path)
		w.header = r.Header
		if answer, ok := answers[r.URL.Path]; ok {
			answer(out, r)
			return
		}
		http.NotFound(out, r)
	}))
	w.Config.ErrorLog = log.New(io.Discard, "", 0)
	w.StartTLS()
	t.Cleanup(w.Server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(w.Certificate())
	cfg := upstream.Config{
		Contact: "press@example.org", Version: "test", Now: func() time.Time { return w.clock.now }, Pause: w.clock.pause,
		Jitter: func(time.Duration) time.Duration { return 0 },
		Limits: upstream.Limits{Idle: 10 * time.Second, Total: 10 * time.Second, Retries: 2, Longest: time.Minute},
		Network: upstream.Network{
			Roots: roots,
			Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
				if host == "gone.example.com" {
					return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
				}
				if a, ok := w.resolv[host]; ok {
					return []netip.Addr{netip.MustParseAddr(a)}, nil
				}
				return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
			},
			Allow: func(a netip.AddrPort) bool { return a.String() == w.Listener.Addr().String() },
		},
	}
	if change != nil {
		change(&cfg)
	}
	client, err := upstream.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.Client = client
	t.Cleanup(client.Close)
	return w
}

// at is an address on the server under a name of example.com.
func (w *world) at(host, path string) string {
	_, port, _ := net.SplitHostPort(w.Listener.Addr().String())
	return "https://" + net.JoinHostPort(host, port) + path
}

func (w *world) get(t *testing.T, path string) (upstream.Answer, error) {
	t.Helper()
	return w.Get(t.Context(), w.request(path))
}

func (w *world) request(path string) upstream.Request {
	u, _ := url.Parse(w.at("www.example.com", ""))
	var hosts []string
	for _, name := range []string{"www", "files", "rebind", "meta", "gone", "other"} {
		hosts = append(hosts, name+".example.com:"+u.Port())
	}
	return upstream.Request{URL: w.at("www.example.com", path), Hosts: hosts, MaxBytes: 1 << 20}
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) }
}

func TestWhoAsksAndHowOften(t *testing.T) {
	w := newWorld(t, map[string]http.HandlerFunc{
		"/robots.txt": says("User-agent: *\nCrawl-delay: 10\nDisallow: /private/\n"),
		"/a":          says("one"), "/b": says("two"), "/private/c": says("three"),
	}, nil)
	for _, path := range []string{"/a", "/b"} {
		if _, err := w.get(t, path); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.header.Get("User-Agent"); got != "citas/test (public record of CBP One appointments; contact: press@example.org)" {
		t.Errorf("User-Agent %q", got)
	}
	// The first gap is ours, since nothing is known yet; then the publisher's.
	if want := []time.Duration{3 * time.Second, 10 * time.Second}; !slices.Equal(w.clock.paused, want) {
		t.Errorf("paused %v, want %v", w.clock.paused, want)
	}
	_, err := w.get(t, "/private/c")
	if err == nil || !strings.Contains(err.Error(), "closed to programs by the robots.txt") {
		t.Errorf("a closed address: %v", err)
	}
	if want := []string{"/robots.txt", "/a", "/b"}; !slices.Equal(w.asked, want) {
		t.Errorf("asked %v, want %v", w.asked, want)
	}
}

func TestNoContactNoClient(t *testing.T) {
	for _, contact := range []string{"", "me", "http://example.org", "a@b\r\nX: y", "Me <me@example.org>", "https://example.org/) evil"} {
		if _, err := upstream.New(upstream.Config{Contact: contact}); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("contact %q: %v", contact, err)
		}
	}
	for _, contact := range []string{"me@example.org", "https://example.org/contact"} {
		if err := upstream.ValidContact(contact); err != nil {
			t.Errorf("contact %q: %v", contact, err)
		}
	}
}

func TestRobotsThatCannotBeHad(t *testing.T) {
	for name, c := range map[string]struct {
		robots http.HandlerFunc
		want   string // part of the error; empty for none
	}{
		"absent":         {http.NotFound, ""},
		"forbidden":      {status(http.StatusForbidden), ""},
		"a page instead": {says("<!DOCTYPE html><html><body>Hello: all</body></html>"), ""},
		"failing":        {status(http.StatusServiceUnavailable), "robots.txt answers 503 Service Unavailable: the server has a fault (without its robots.txt nothing of this host is asked)"},
		"never ending":   {endless, "without its robots.txt nothing of this host is asked"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, map[string]http.HandlerFunc{"/robots.txt": c.robots, "/a": says("x")}, nil)
			_, err := w.get(t, "/a")
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if asked := slices.Contains(w.asked, "/a"); asked != (c.want == "") {
				t.Errorf("asked for the page: %v", asked)
			}
		})
	}
}

func TestAsksAgain(t *testing.T) {
	failing := 2
	w := newWorld(t, map[string]http.HandlerFunc{
		"/a": func(w http.ResponseWriter, _ *http.Request) {
			switch failing--; failing {
			case 1:
				w.WriteHeader(http.StatusInternalServerError)
				return
			case 0:
				w.Header().Set("Retry-After", "7")
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			io.WriteString(w, "here")
		},
	}, nil)
	answer, err := w.get(t, "/a")
	if err != nil || string(answer.Body) != "here" {
		t.Fatalf("%q, %v", answer.Body, err)
	}
	// The gap after robots.txt, our first pause, then the one that the server asked for.
	if want := []time.Duration{3 * time.Second, 2 * time.Second, 7 * time.Second}; !slices.Equal(w.clock.paused, want) {
		t.Errorf("paused %v, want %v", w.clock.paused, want)
	}
}

func TestConditionalRequest(t *testing.T) {
	w := newWorld(t, map[string]http.HandlerFunc{
		"/a": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "then" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			io.WriteString(w, "bytes")
		},
	}, nil)
	r := w.request("/a")
	r.ETag, r.LastModified = `"1"`, "then"
	answer, err := w.Get(t.Context(), r)
	if err != nil || answer.Status != http.StatusNotModified || len(answer.Body) > 0 {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestRedirects(t *testing.T) {
	var w *world
	to := func(host, path string, code int) http.HandlerFunc {
		return func(out http.ResponseWriter, r *http.Request) { http.Redirect(out, r, w.at(host, path), code) }
	}
	w = newWorld(t, map[string]http.HandlerFunc{
		"/old": to("files.example.com", "/new#part", http.StatusMovedPermanently), "/new": says("moved"),
		"/closed":     to("files.example.com", "/private/x", http.StatusFound),
		"/robots.txt": says("User-agent: citas\nDisallow: /private/\n"),
	}, nil)
	answer, err := w.get(t, "/old")
	if err != nil {
		t.Fatal(err)
	}
	if answer.URL != w.at("files.example.com", "/new") || !answer.Permanent || !slices.Equal(answer.Via, []string{w.at("www.example.com", "/old")}) {
		t.Errorf("%+v", answer)
	}
	if _, err = w.get(t, "/closed"); err == nil || !strings.Contains(err.Error(), "/private/x is closed to programs") {
		t.Errorf("a redirect past robots.txt: %v", err)
	}
}

func TestHostIsLeftAloneAfterThreeTroubles(t *testing.T) {
	w := newWorld(t, map[string]http.HandlerFunc{"/a": status(http.StatusForbidden)}, nil)
	var err error
	for range 5 {
		_, err = w.get(t, "/a")
	}
	if n := len(w.asked); n != 4 { // robots.txt and three times the page
		t.Errorf("asked %d times: %v", n, w.asked)
	}
	if err == nil || !strings.Contains(err.Error(), "was not asked: its host has failed 3 times in a row") {
		t.Error(err)
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func endless(w http.ResponseWriter, r *http.Request) {
	for line := []byte(strings.Repeat("1,2,3\n", 1000)); ; {
		if _, err := w.Write(line); err != nil || r.Context().Err() != nil {
			return
		}
	}
}

// kindOf is the kind and the words of an error.
func kindOf(err error) string {
	var t *upstream.Trouble
	if !errors.As(err, &t) {
		return fmt.Sprintf("%T %v", err, err)
	}
	return string(t.Kind) + ": " + t.Words
}
