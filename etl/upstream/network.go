package upstream

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// Network is the way to the servers. The zero value is the internet: public addresses,
// port 443.
type Network struct {
	// Lookup resolves a host name; nil for the machine's resolver.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Allow lets through an address that is not public or not port 443. It is there for
	// tests, whose servers listen on this machine; nil allows none.
	Allow func(netip.AddrPort) bool
	// Roots are the certificates to trust; nil for the machine's.
	Roots *x509.CertPool
}

// dial connects to the host of an address. It resolves the name, checks each address
// that came out, and connects to the very address that it checked: a name that
// resolves to something else a moment later leads nowhere.
func (n Network) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	number, err := net.DefaultResolver.LookupPort(ctx, network, port)
	if err != nil {
		return nil, err
	}
	found, err := n.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	var failed error
	dialer := net.Dialer{Timeout: 15 * time.Second}
	for _, a := range found {
		to := netip.AddrPortFrom(a.Unmap(), uint16(number))
		if !n.may(to) {
			failed = refuse("https://"+address, "leads to %s, which is not a public address with port 443: not asked", to)
			continue
		}
		conn, err := dialer.DialContext(ctx, network, to.String())
		if err == nil {
			return conn, nil
		}
		failed = err
	}
	if failed == nil {
		failed = &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	return nil, failed
}

func (n Network) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	if n.Lookup != nil {
		return n.Lookup(ctx, host)
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, fmt.Errorf("resolve %s: %w", host, err)
	}
	return found, nil
}

func (n Network) may(to netip.AddrPort) bool {
	if n.Allow != nil && n.Allow(to) {
		return true
	}
	return to.Port() == 443 && public(to.Addr())
}

// notPublic are the ranges inside the public-looking space that lead to no public
// server: IANA's special-purpose registries (RFC 6890 and its successors), and the
// ranges that carry an IPv4 address inside.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // shared by carriers
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"), // Teredo among them
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), // 6to4
}

var globalIPv6 = netip.MustParsePrefix("2000::/3")

// public reports whether an address can be a server on the internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Zone() != "" || (a.Is6() && !globalIPv6.Contains(a)) {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
