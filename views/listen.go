package views

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// DefaultConnections is how many connections may be open at once. A slow one costs a few
// kilobytes, and readers from one address may be many.
const DefaultConnections = 4096

// Every wait on a reader ends. An answer has its own time, see answer and fileWriter.
const (
	readHeader    = 5 * time.Second
	readRequest   = 10 * time.Second
	writeResponse = 2 * time.Minute
	idle          = time.Minute
	headerBytes   = 32 << 10
	streamsAtOnce = 64 // of one connection of HTTP/2
)

// HTTP is the site as it must face strangers: with a limit on all that they may take.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler: s.handler, ReadHeaderTimeout: readHeader, ReadTimeout: readRequest, WriteTimeout: writeResponse,
		IdleTimeout: idle, MaxHeaderBytes: headerBytes, HTTP2: &http.HTTP2Config{MaxConcurrentStreams: streamsAtOnce},
		ErrorLog: log.New(io.Discard, "", 0), // net/http's own words name the address of the reader
	}
}

// One reader may have a sixteenth of the connections, but never so few that a browser or
// two would be kept out.
const connectionsShare, connectionsLeast = 16, 32

// Listener bounds how many connections of a listener are open at once, in all and of one
// reader. Trusted proxies and this machine speak for many, so only the bound of all holds
// for them.
func (s *Server) Listener(l net.Listener) net.Listener {
	each := max(s.config.MaxConnections/connectionsShare, connectionsLeast)
	return newConnections(l, s.config.MaxConnections, each, func(a netip.Addr) (uint64, bool) {
		if !a.IsValid() || a.IsLoopback() || s.peers.trusts(a) {
			return 0, false
		}
		return s.clients.key(a), true
	})
}

// Redirect leads every request to the same address below base, which is configured: a
// host that a request names leads nowhere.
func Redirect(base string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		if len(r.RequestURI) > addressMost || r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		to := base + r.URL.EscapedPath()
		if r.URL.RawQuery != "" {
			to += "?" + r.URL.RawQuery
		}
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusPermanentRedirect)
	})
}
