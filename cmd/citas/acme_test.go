package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"citas/data/datatest"
	"citas/views"
)

// TestACME gets a certificate from pebble, Let's Encrypt's small authority for tests, on this machine: over TLS, over plain HTTP where
// TLS is not reached, and none at all while the one before holds.
func TestACME(t *testing.T) {
	program, err := exec.LookPath("pebble")
	if err != nil {
		t.Skip("pebble is not on PATH: no certificate is asked for (go install github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.3)")
	}
	for name, closed := range map[string]bool{"tls-alpn-01": false, "http-01": true} {
		t.Run(name, func(t *testing.T) {
			const host = "citas.test"
			base, dir := "https://"+host, t.TempDir()
			site, err := views.New(views.Config{Store: datatest.Store(t), BaseURL: base})
			if err != nil {
				t.Fatal(err)
			}
			directory := freeAddress(t)
			f := listenFlags{Addr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", ACMEHost: []string{host}, ACMEContact: "mail@citas.example", ACMEDirectory: "https://" + directory + "/dir"}
			if err := f.check(base); err != nil {
				t.Fatal(err)
			}
			open := func() *front {
				x, err := f.open(t.Context(), site, false, base, dir)
				if err != nil {
					t.Fatal(err)
				}
				go x.serve()
				return x
			}
			x := open()
			tlsPort := port(t, x.listener.Addr().String())
			if closed {
				tlsPort = port(t, freeAddress(t))
			}
			roots := startPebble(t, program, directory, tlsPort, port(t, portEighty(t, x.entrance.Addr().String(), host)))
			x.certify(slog.New(slog.NewTextHandler(t.Output(), nil)))
			first := handshake(t, x, host, roots)
			x.stop(t.Context())
			if err := first.VerifyHostname(host); err != nil {
				t.Error(err)
			}

			x = open() // as after a restart: the certificate is in the data directory
			defer x.stop(t.Context())
			if again := handshake(t, x, host, roots); again.SerialNumber.Cmp(first.SerialNumber) != 0 {
				t.Errorf("another certificate after a restart: %v, before %v", again.SerialNumber, first.SerialNumber)
			}
		})
	}
}

// handshake asks for a page under a name and returns the certificate that came with it.
func handshake(t *testing.T, x *front, host string, roots *x509.CertPool) *x509.Certificate {
	t.Helper()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, x.listener.Addr().String())
		},
	}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+host+"/help", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Client{Transport: transport}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("by TLS: %s, %v", answer.Status, answer.Header)
	}
	return answer.TLS.PeerCertificates[0]
}

// portEighty leads to an address and leaves the port out of the name that is asked for, as it is on the port that the protocol names.
func portEighty(t *testing.T, to, host string) string {
	t.Helper()
	s := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: to})
		r.Out.Host = host
	}})
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// startPebble runs an authority until the test ends, which reaches every host on this machine at two ports, and returns what trusts its
// certificates. For the rest of the test this process trusts the authority's own.
func startPebble(t *testing.T, program, directory string, tlsPort, httpPort int) *x509.CertPool {
	t.Helper()
	dir, management := t.TempDir(), freeAddress(t)
	cert, key, config := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "pebble.json")
	before, trusting := http.DefaultTransport, http.DefaultTransport.(*http.Transport).Clone()
	trusting.TLSClientConfig = &tls.Config{RootCAs: selfSigned(t, cert, key, 1)}
	http.DefaultTransport = trusting
	t.Cleanup(func() { http.DefaultTransport = before; trusting.CloseIdleConnections() })
	text, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": directory, "managementListenAddress": management, "certificate": cert, "privateKey": key,
		"tlsPort": tlsPort, "httpPort": httpPort, "retryAfter": map[string]int{"authz": 1, "order": 1},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, text, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var log bytes.Buffer
	authority := exec.CommandContext(ctx, program, "-config", config, "-dnsserver", thisMachine(t))
	authority.Env, authority.Stdout, authority.Stderr = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1"), &log, &log
	if err := authority.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		authority.Wait()
		if t.Failed() {
			t.Logf("pebble: %s", &log)
		}
	})
	roots := x509.NewCertPool()
	for deadline := time.Now().Add(time.Minute); ; {
		answer, err := http.Get("https://" + management + "/roots/0")
		if err == nil {
			text, err = io.ReadAll(answer.Body)
			answer.Body.Close()
			if err == nil && roots.AppendCertsFromPEM(text) {
				return roots
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("pebble does not answer: %v", err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// thisMachine is a name server to which every host is this machine. Pebble asks by TCP.
func thisMachine(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				answerName(c)
			}()
		}
	}()
	return l.Addr().String()
}

// answerName answers one question.
func answerName(c net.Conn) {
	var length uint16
	if binary.Read(c, binary.BigEndian, &length) != nil {
		return
	}
	text := make([]byte, length)
	var m dnsmessage.Message
	if _, err := io.ReadFull(c, text); err != nil || m.Unpack(text) != nil || len(m.Questions) != 1 {
		return
	}
	m.Response, m.Additionals = true, nil
	if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
		m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 1}, Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}}}}
	}
	text, err := m.AppendPack(make([]byte, 2))
	if err != nil {
		return
	}
	binary.BigEndian.PutUint16(text, uint16(len(text)-2))
	c.Write(text)
}

// freeAddress is one on this machine that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func port(t *testing.T, address string) int {
	t.Helper()
	_, text, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", address, err))
	}
	return n
}
