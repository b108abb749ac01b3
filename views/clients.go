package views

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	clientMemory = 2 * time.Minute // after two of these nothing is known of a reader
	clientsMost  = 1 << 16         // in one of them
	burstSeconds = 10              // how far a reader may run ahead: a page, its pictures and files
)

// clients lets each reader ask so often and no more. It remembers no address: only a
// number made of one with a salt that this process draws and never shows, for minutes. A
// network of IPv6 counts as one reader, as whoever has one address has them all.
type clients struct {
	limit rate.Limit // requests a second; 0 is none
	now   func() time.Time
	salt  maphash.Seed

	mu           sync.Mutex
	recent, past map[uint64]*rate.Limiter
	since        time.Time // when recent began
}

func newClients(perSecond float64, now func() time.Time) *clients {
	return &clients{limit: rate.Limit(perSecond), now: now, salt: maphash.MakeSeed(), recent: map[uint64]*rate.Limiter{}}
}

// allow counts a request. Requests from this machine that no proxy speaks for, such as
// those of a Tor service, cannot be told apart and are not counted.
func (c *clients) allow(a netip.Addr) bool {
	if c.limit <= 0 || !a.IsValid() || a.IsLoopback() {
		return true
	}
	now := c.now()
	return c.of(c.key(a), now).AllowN(now, 1)
}

// key is the salted number of a network: one address of IPv4, a /64 of IPv6.
func (c *clients) key(a netip.Addr) uint64 {
	bits := 64
	if a.Is4() {
		bits = 32
	}
	network, _ := a.Prefix(bits) // fails for wrong bits only
	return maphash.Comparable(c.salt, network)
}

// of finds what is left to a reader, and forgets those who have not come for a while.
func (c *clients) of(key uint64, now time.Time) *rate.Limiter {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.since) >= clientMemory || len(c.recent) >= clientsMost {
		c.past = c.recent
		if now.Sub(c.since) >= 2*clientMemory {
			c.past = nil
		}
		c.recent, c.since = map[uint64]*rate.Limiter{}, now
	}
	l := c.recent[key]
	if l == nil {
		if l = c.past[key]; l == nil {
			l = rate.NewLimiter(c.limit, max(1, int(burstSeconds*float64(c.limit))))
		}
		c.recent[key] = l
	}
	return l
}
