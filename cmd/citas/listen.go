package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"citas/views"
)

// listenFlags say where readers come in and what is believed of them.
type listenFlags struct {
	Addr     string `help:"Address to listen on." default:"127.0.0.1:8080" env:"CITAS_ADDR"`
	HTTPAddr string `help:"With TLS: address on which plain HTTP leads to --base-url, such as :80." env:"CITAS_HTTP_ADDR"`

	TLSCert       string   `help:"Certificate chain (PEM) to serve TLS with; read again when it is renewed." env:"CITAS_TLS_CERT" type:"existingfile"`
	TLSKey        string   `help:"Its key (PEM)." env:"CITAS_TLS_KEY" type:"existingfile"`
	ACMEHost      []string `name:"acme-host" help:"Get certificates for this host from an ACME authority, whose terms you accept with it. Repeatable." env:"CITAS_ACME_HOST"`
	ACMEContact   string   `name:"acme-contact" help:"Mail address for the authority." env:"CITAS_ACME_CONTACT"`
	ACMEDirectory string   `name:"acme-directory" help:"Directory of the authority." default:"https://acme-v02.api.letsencrypt.org/directory" env:"CITAS_ACME_DIRECTORY"`

	TrustedProxy   []netip.Prefix `help:"Network of a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed, such as 10.0.0.0/24. Repeatable." env:"CITAS_TRUSTED_PROXY"`
	OnionURL       string         `help:"Address of the same site as a Tor service; Tor Browser is told of it." env:"CITAS_ONION_URL"`
	RateLimit      float64        `help:"Requests a second that one reader may make on average; 0 for no limit." default:"50" env:"CITAS_RATE_LIMIT"`
	MaxConnections int            `help:"Connections open at once." default:"4096" env:"CITAS_MAX_CONNECTIONS"`
	AccessLog      bool           `help:"Log method, path, status and time of every answer: no address, parameters, referrer or browser. /privacy says so." env:"CITAS_ACCESS_LOG"`
}

// encrypted reports whether readers come by TLS to this process.
func (f listenFlags) encrypted() bool {
	return f.TLSCert != "" || f.TLSKey != "" || len(f.ACMEHost) > 0
}

// check refuses what does not go together.
func (f listenFlags) check(baseURL string) error {
	switch {
	case (f.TLSCert == "") != (f.TLSKey == ""):
		return exit{exitUsage, "--tls-cert and --tls-key: expected both or none"}
	case f.TLSCert != "" && len(f.ACMEHost) > 0:
		return exit{exitUsage, "--tls-cert and --acme-host: expected one of them"}
	case f.HTTPAddr != "" && (!f.encrypted() || baseURL == ""):
		return exit{exitUsage, "--http-addr leads to TLS: expected --base-url, and --tls-cert or --acme-host"}
	}
	return nil
}

// tls is how readers are served by TLS, or nil; challenge answers an authority on plain
// HTTP and hands everything else on.
func (f listenFlags) tls(dataDir string) (config *tls.Config, challenge func(http.Handler) http.Handler, err error) {
	challenge = func(h http.Handler) http.Handler { return h }
	switch {
	case f.TLSCert != "":
		pair, err := newKeyPair(f.TLSCert, f.TLSKey, time.Now)
		if err != nil {
			return nil, nil, exit{exitUsage, "--tls-cert: " + err.Error()}
		}
		return &tls.Config{GetCertificate: pair.certificate, MinVersion: tls.VersionTLS12}, challenge, nil
	case len(f.ACMEHost) > 0:
		m := &autocert.Manager{
			Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(f.ACMEHost...), Email: f.ACMEContact,
			Cache: autocert.DirCache(filepath.Join(dataDir, "acme")), Client: &acme.Client{DirectoryURL: f.ACMEDirectory},
		}
		config = m.TLSConfig()
		config.MinVersion = tls.VersionTLS12
		return config, m.HTTPHandler, nil
	}
	return nil, challenge, nil
}

// front is the way in: what listens, and what it is served with.
type front struct {
	server   *http.Server
	listener net.Listener
	plain    *http.Server // leads to TLS; may be nil
	entrance net.Listener
	at       string
	hosts    []string // whose certificates come from an ACME authority
}

// open listens, but serves nobody yet.
func (f listenFlags) open(ctx context.Context, site *views.Server, public bool, baseURL, dataDir string) (*front, error) {
	config, challenge, err := f.tls(dataDir)
	if err != nil {
		return nil, err
	}
	x := &front{server: site.HTTP(), hosts: f.ACMEHost}
	x.server.TLSConfig = config
	if x.listener, err = f.listen(ctx, f.Addr, "--addr", public); err != nil {
		return nil, err
	}
	x.listener = site.Listener(x.listener)
	x.at = "http://" + x.listener.Addr().String()
	if config != nil {
		x.at = "https://" + x.listener.Addr().String()
	}
	if f.HTTPAddr != "" {
		if x.entrance, err = f.listen(ctx, f.HTTPAddr, "--http-addr", public); err != nil {
			x.listener.Close()
			return nil, err
		}
		x.plain = site.HTTP()
		x.plain.Handler = challenge(views.Redirect(baseURL))
		x.entrance = site.Listener(x.entrance)
	}
	return x, nil
}

// listen refuses an address that others can reach when the site is private.
func (f listenFlags) listen(ctx context.Context, addr, flag string, public bool) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	if tcp, ok := l.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() && !public {
		l.Close()
		return nil, exit{exitUsage, fmt.Sprintf("%s %s can be reached from other machines: say --public and give the contacts", flag, addr)}
	}
	return l, nil
}

// close gives up what nobody is served on yet.
func (x *front) close() {
	x.listener.Close()
	if x.entrance != nil {
		x.entrance.Close()
	}
}

// serve answers until the server is shut down.
func (x *front) serve() error {
	if x.plain != nil {
		go x.plain.Serve(x.entrance) // the site does not stand or fall with it
	}
	if x.server.TLSConfig != nil {
		return x.server.ServeTLS(x.listener, "", "")
	}
	return x.server.Serve(x.listener)
}

// certify gets the certificates that an authority signs before the first reader comes: it may take longer than
// a handshake is given, and that reader would be turned away. Where it fails, the next reader's handshake asks again.
func (x *front) certify(log *slog.Logger) {
	for _, host := range x.hosts {
		hello := &tls.ClientHelloInfo{ServerName: host, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}}
		if _, err := x.server.TLSConfig.GetCertificate(hello); err != nil {
			log.Error("certificate", "host", host, "error", err)
		}
	}
}

// stop lets readers finish until ctx ends, then leaves them.
func (x *front) stop(ctx context.Context) error {
	var err error
	if x.plain != nil {
		err = x.plain.Close()
	}
	if x.server.Shutdown(ctx) != nil {
		err = errors.Join(err, x.server.Close()) // readers that would not leave
	}
	return err
}
