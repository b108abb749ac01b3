package etl_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"citas/data/datatest"
	"citas/etl"
	"citas/etl/upstream"
)

// publisher is a server on this machine in the place of CBP's and of a web archive,
// and a data directory that is filled from it.
type publisher struct {
	*httptest.Server
	dir     string
	now     time.Time
	answers map[string]http.HandlerFunc // by path; others are not found
	asked   []*http.Request
	source  *etl.Source
	limits  upstream.Limits
	roots   *x509.CertPool
}

const (
	landing  = "/document/stats/nationwide-encounters"
	former   = "/newsroom/stats"
	november = "/sites/default/files/2023-12/nationwide-encounters-fy21-fy24-nov-state.csv"
	october  = "/sites/default/files/2023-11/nationwide-encounters-fy21-fy24-oct-state.csv"
)

// The open year of each file ends with its month.
func novemberFile() mini { return miniBase().without("2024 (FYTD)|DEC") }
func octoberFile() mini  { return novemberFile().without("2024 (FYTD)|NOV") }

func newPublisher(t *testing.T) *publisher {
	t.Helper()
	p := &publisher{dir: t.TempDir(), now: time.Date(2023, 12, 20, 9, 0, 0, 0, time.UTC), answers: map[string]http.HandlerFunc{}}
	p.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked = append(p.asked, r)
		if answer := p.answers[r.URL.Path]; answer != nil {
			answer(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	p.Config.ErrorLog = log.New(io.Discard, "", 0)
	p.StartTLS()
	t.Cleanup(p.Server.Close)
	p.roots = x509.NewCertPool()
	p.roots.AddCert(p.Certificate())
	p.limits = upstream.Limits{Idle: time.Second, Total: 3 * time.Second, Retries: 1, Longest: time.Minute}

	published, err := etl.Published().Source("cbp-encounters")
	if err != nil {
		t.Fatal(err)
	}
	s, d := *published, *published.Discovery
	d.Pages = []etl.Address{{URL: p.at("www", landing), Via: etl.ViaPublisher}, {URL: p.at("www", former), Via: etl.ViaFormer}}
	d.Copies = p.at("archive", "/web/2id_/")
	d.Hosts = []string{strings.TrimPrefix(p.at("www", ""), "https://")}
	d.MaxBytes = 1 << 20
	s.Discovery = &d
	p.source = &s
	p.page(november, october)
	p.csv(november, "Mon, 18 Dec 2023 15:00:00 GMT", novemberFile().csv("nov"))
	p.csv(october, "", octoberFile().csv("oct"))
	return p
}

func (p *publisher) at(host, path string) string {
	_, port, _ := net.SplitHostPort(p.Listener.Addr().String())
	return "https://" + net.JoinHostPort(host+".example.com", port) + path
}

// copied is the path under which the web archive keeps an address of the publisher.
func (p *publisher) copied(path string) string { return "/web/2id_/" + p.at("www", path) }

// page lists files on the landing page.
func (p *publisher) page(files ...string) { p.answers[landing] = listing(files...) }

func listing(files ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "<!DOCTYPE html><html><body>")
		for _, f := range files {
			io.WriteString(w, `<a href="`+f+`">a file</a>`)
		}
	}
}

// csv puts a file there that can be asked for conditionally.
func (p *publisher) csv(path, modified, content string) {
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(content)))
	p.answers[path] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		w.Header().Set("Set-Cookie", "tracker=1")
		if modified != "" {
			w.Header().Set("Last-Modified", modified)
		}
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, content)
	}
}

func (p *publisher) config(t *testing.T) etl.FetchConfig {
	t.Helper()
	now := func() time.Time { return p.now }
	client, err := upstream.New(upstream.Config{
		Contact: "press@example.org", Now: now, Limits: p.limits,
		Pause:  func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Jitter: func(time.Duration) time.Duration { return 0 },
		Network: upstream.Network{
			Roots: p.roots,
			Lookup: func(context.Context, string) ([]netip.Addr, error) {
				return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
			},
			Allow: func(a netip.AddrPort) bool { return a.String() == p.Listener.Addr().String() },
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return etl.FetchConfig{Dir: p.dir, Registry: etl.NewRegistry(p.source), Client: client, Log: slog.New(slog.DiscardHandler), Now: now}
}

// fetch asks once, in a run of its own.
func (p *publisher) fetch(t *testing.T) etl.SourceCheck {
	t.Helper()
	p.asked = nil
	checks, err := etl.Fetch(t.Context(), p.config(t))
	if err != nil || len(checks) != 1 {
		t.Fatalf("%+v, %v", checks, err)
	}
	return checks[0]
}

func (p *publisher) load(t *testing.T) etl.Report {
	t.Helper()
	cfg := datatest.Config(p.dir)
	cfg.Now = func() time.Time { return p.now }
	report, err := etl.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// kept are the bytes of the index and of current.json, and whether every document is whole.
func (p *publisher) kept(t *testing.T) (index, current []byte) {
	t.Helper()
	archive := etl.OpenArchive(p.dir)
	entries, err := archive.Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, err := archive.Read(e); err != nil {
			t.Error(err)
		}
	}
	for path, to := range map[string]*[]byte{filepath.Join("archive", "index.jsonl"): &index, "current.json": &current} {
		if *to, err = os.ReadFile(filepath.Join(p.dir, path)); err != nil {
			t.Fatal(err)
		}
	}
	return index, current
}

func (p *publisher) unchanged(t *testing.T, index, current []byte) {
	t.Helper()
	nowIndex, nowCurrent := p.kept(t)
	if !bytes.Equal(index, nowIndex) {
		t.Errorf("the archive's index changed:\n%s", nowIndex[min(len(index), len(nowIndex)):])
	}
	if !bytes.Equal(current, nowCurrent) {
		t.Errorf("another edition is current: %s", nowCurrent)
	}
	if report := p.load(t); !report.Unchanged {
		t.Errorf("a load made edition %s", report.Edition)
	}
}
