package views

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// calls is a listener at which connections arrive as the test wants.
type calls struct {
	net.Listener
	coming chan net.Conn
}

func (l *calls) Accept() (net.Conn, error) {
	c, ok := <-l.coming
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (l *calls) Close() error { close(l.coming); return nil }

// caller is a connection from an address.
type caller struct {
	net.Conn
	from   string
	closed bool
}

func (c *caller) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.from))
}
func (c *caller) Close() error { c.closed = true; return nil }

// One reader has so many connections and no more; others, and this machine, still get in.
func TestClientsConnections(t *testing.T) {
	s := &Server{config: Config{MaxConnections: 512}, peers: peers{[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}, clients: newClients(1, time.Now)}
	inner := &calls{coming: make(chan net.Conn, 100)}
	l := s.Listener(inner)
	var open []net.Conn
	accept := func(from string) bool {
		t.Helper()
		c, marker := &caller{from: from}, &caller{from: "127.0.0.1:9"}
		inner.coming <- c
		inner.coming <- marker
		got, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		if got.(*connection).Conn == marker {
			got.Close()
			return false
		}
		open = append(open, got)
		second, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		second.Close()
		return true
	}
	for i := range connectionsLeast + 3 {
		if got := accept("203.0.113.9:1"); got != (i < connectionsLeast) {
			t.Errorf("connection %d: %v", i, got)
		}
	}
	if !accept("203.0.113.10:1") {
		t.Error("a neighbour is kept out")
	}
	for range connectionsLeast + 3 {
		if !accept("10.1.1.1:1") {
			t.Error("a trusted proxy is kept out")
		}
	}
	open[0].Close()
	open[0].Close()
	if !accept("203.0.113.9:1") || accept("203.0.113.9:1") {
		t.Error("one connection less makes room for one")
	}
}

// A full house waits, and stops waiting when the listener closes.
func TestConnectionsWaitForAPlace(t *testing.T) {
	inner := &calls{coming: make(chan net.Conn, 3)}
	l := newConnections(inner, 1, 1, func(netip.Addr) (uint64, bool) { return 0, false })
	inner.coming <- &caller{from: "127.0.0.1:1"}
	inner.coming <- &caller{from: "127.0.0.1:2"}
	first, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	second := make(chan error)
	go func() {
		_, err := l.Accept()
		second <- err
	}()
	select {
	case <-second:
		t.Fatal("two connections in one place")
	default:
	}
	first.Close()
	if err := <-second; err != nil {
		t.Errorf("after one has gone: %v", err)
	}
	go func() {
		_, err := l.Accept()
		second <- err
	}()
	l.Close()
	if err := <-second; !errors.Is(err, net.ErrClosed) {
		t.Errorf("after closing: %v", err)
	}
}

// The system can still send a file to a connection.
func TestConnectionsPassFilesOn(t *testing.T) {
	var to strings.Builder
	c := &connection{Conn: &sink{to: &to}}
	if n, err := c.ReadFrom(strings.NewReader("bytes")); n != 5 || err != nil || to.String() != "by the system: bytes" {
		t.Errorf("%d, %v, %q", n, err, to.String())
	}
}

type sink struct {
	net.Conn
	to *strings.Builder
}

func (s *sink) ReadFrom(from io.Reader) (int64, error) {
	s.to.WriteString("by the system: ")
	return io.Copy(s.to, from)
}
