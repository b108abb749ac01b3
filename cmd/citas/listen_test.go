package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"citas/data/datatest"
	"citas/views"
)

// selfSigned writes a certificate for this machine and returns what trusts it.
func selfSigned(t *testing.T, cert, key string, serial int64) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	pool.AppendCertsFromPEM(text)
	for path, content := range map[string][]byte{cert: text, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return pool
}

// A server with a certificate answers by TLS, with HTTP/2 and HSTS; plain HTTP leads to
// the configured address, whatever host the request names.
func TestServeTLS(t *testing.T) {
	dir := t.TempDir()
	f := listenFlags{Addr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", TLSCert: filepath.Join(dir, "cert.pem"), TLSKey: filepath.Join(dir, "key.pem")}
	pool := selfSigned(t, f.TLSCert, f.TLSKey, 1)
	const base = "https://citas.example"
	if err := f.check(base); err != nil {
		t.Fatal(err)
	}
	site, err := views.New(views.Config{Store: datatest.Store(t), BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	x, err := f.open(t.Context(), site, false, base, dir)
	if err != nil {
		t.Fatal(err)
	}
	go x.serve()
	defer x.stop(t.Context())
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(address, host string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		return answer
	}
	if got := get(x.at+"/help", ""); got.StatusCode != 200 || got.ProtoMajor != 2 || got.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("by TLS: %s over %s, %v", got.Status, got.Proto, got.Header)
	}
	got := get("http://"+x.entrance.Addr().String()+"/data/wait-times?place=tijuana", "evil.example")
	if want := base + "/data/wait-times?place=tijuana"; got.StatusCode != 308 || got.Header.Get("Location") != want {
		t.Errorf("plain HTTP: %s to %q, want %s", got.Status, got.Header.Get("Location"), want)
	}
}

// A renewed certificate is taken up; one that is half written is not.
func TestCertificateIsRenewed(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	selfSigned(t, cert, key, 1)
	p, err := newKeyPair(cert, key, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	serial := func() int64 {
		c, err := p.certificate(nil)
		if err != nil {
			t.Fatal(err)
		}
		return c.Leaf.SerialNumber.Int64()
	}
	selfSigned(t, cert, key, 2)
	later := now.Add(time.Hour)
	if err := os.Chtimes(cert, later, later); err != nil {
		t.Fatal(err)
	}
	if got := serial(); got != 1 {
		t.Errorf("looked at again at once: %d", got)
	}
	now = now.Add(2 * certificateEvery)
	if got := serial(); got != 2 {
		t.Errorf("serial %d after the renewal", got)
	}
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * certificateEvery)
	if got := serial(); got != 2 {
		t.Errorf("serial %d after a broken renewal", got)
	}
}

func TestListenFlagsThatDoNotGoTogether(t *testing.T) {
	for want, f := range map[string]listenFlags{
		"expected both or none":    {TLSCert: "a"},
		"expected one of them":     {TLSCert: "a", TLSKey: "b", ACMEHost: []string{"c"}},
		"--http-addr leads to TLS": {HTTPAddr: ":80"},
	} {
		if err := f.check("https://citas.example"); err == nil || !bytes.Contains([]byte(err.Error()), []byte(want)) {
			t.Errorf("%+v: %v, want %q", f, err, want)
		}
	}
}

// Certificates are asked for the hosts that are named, and for no other that a stranger
// names in a handshake.
func TestACMEAsksForItsHostsOnly(t *testing.T) {
	f := listenFlags{ACMEHost: []string{"citas.example"}, ACMEDirectory: "http://127.0.0.1:1/directory"}
	config, _, err := f.tls(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, err = config.GetCertificate(&tls.ClientHelloInfo{ServerName: "evil.example"})
	if err == nil || err.Error() != `acme/autocert: host "evil.example" not configured in HostWhitelist` {
		t.Errorf("err = %v", err)
	}
}
