package views

import (
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"
)

func TestPeersClient(t *testing.T) {
	p := peers{[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}}
	for _, c := range []struct {
		remote    string
		forwarded []string
		want      string
	}{
		{"198.51.100.7:4000", nil, "198.51.100.7"},
		{"198.51.100.7:4000", []string{"203.0.113.9"}, "198.51.100.7"}, // a stranger speaks for nobody
		{"10.0.0.1:4000", []string{"203.0.113.9"}, "203.0.113.9"},
		{"10.0.0.1:4000", []string{"192.0.2.1, 203.0.113.9, 10.2.3.4"}, "203.0.113.9"}, // what came before was said by a stranger
		{"10.0.0.1:4000", []string{"192.0.2.1", "203.0.113.9"}, "203.0.113.9"},
		{"10.0.0.1:4000", []string{"[2001:db8::1]:99"}, "2001:db8::1"},
		{"10.0.0.1:4000", []string{"unknown"}, "10.0.0.1"},
		{"10.0.0.1:4000", nil, "10.0.0.1"},
		{"[::ffff:10.0.0.1]:4000", []string{"203.0.113.9"}, "203.0.113.9"},
		{"@", []string{"203.0.113.9"}, "invalid IP"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		for _, f := range c.forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		if got := p.client(r).String(); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

func TestClientsHaveTheirOwnPace(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c := newClients(2, func() time.Time { return now })
	asked := func(address string) (allowed int) {
		for range 100 {
			if c.allow(netip.MustParseAddr(address)) {
				allowed++
			}
		}
		return allowed
	}
	if got := asked("203.0.113.9"); got != 20 {
		t.Errorf("%d at once, want 20: ten seconds' worth", got)
	}
	if got := asked("203.0.113.10"); got != 20 {
		t.Errorf("a neighbour: %d", got)
	}
	if got := asked("2001:db8::1"); got != 20 {
		t.Errorf("IPv6: %d", got)
	}
	if got := asked("2001:db8::ffff:2"); got != 0 {
		t.Errorf("another address of the same network: %d", got)
	}
	if got := asked("127.0.0.1"); got != 100 {
		t.Errorf("this machine: %d", got)
	}
	now = now.Add(3 * time.Second)
	if got := asked("203.0.113.9"); got != 6 {
		t.Errorf("three seconds later: %d, want 6", got)
	}
	if got := newClients(0, time.Now).allow(netip.MustParseAddr("203.0.113.9")); !got {
		t.Error("a limit where none is set")
	}
}

// Nothing is known of a reader minutes later, and a flood of addresses takes no more room.
func TestClientsForget(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c := newClients(1, func() time.Time { return now })
	reader := netip.MustParseAddr("203.0.113.9")
	c.allow(reader)
	held := func() bool {
		_, recent := c.recent[c.key(reader)]
		_, past := c.past[c.key(reader)]
		return recent || past
	}
	if !held() {
		t.Fatal("nothing is counted")
	}
	now = now.Add(2 * clientMemory)
	c.allow(netip.MustParseAddr("203.0.113.10"))
	if held() {
		t.Errorf("a reader is remembered after %s", 2*clientMemory)
	}
	at := netip.MustParseAddr("198.18.0.0")
	for range 3 * clientsMost {
		at = at.Next()
		c.allow(at)
	}
	if n := len(c.recent) + len(c.past); n > 2*clientsMost {
		t.Errorf("%d readers are remembered", n)
	}
}
