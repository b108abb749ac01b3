package views

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// peers tells who asks. What a request says of itself is believed only from the proxies
// that the configuration names, and nothing else is ever taken from it: not the host, for
// whoever sets that would write the addresses in pages that a cache keeps for others.
type peers struct {
	proxies []netip.Prefix
}

func (p peers) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(p.proxies, func(known netip.Prefix) bool { return known.Contains(a) })
}

// client is the address of the reader: of the connection, or, through trusted proxies,
// the last one in X-Forwarded-For that is none of theirs. It is not valid when the request
// came by no network.
func (p peers) client(r *http.Request) netip.Addr {
	at := addrOf(r.RemoteAddr)
	if !p.trusts(at) { // then nothing that it forwards is believed
		return at
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.trusts(at); i-- {
		before := addrOf(strings.TrimSpace(hops[i]))
		if !before.IsValid() {
			break
		}
		at = before
	}
	return at
}

// secure reports whether the reader came by TLS.
func (p peers) secure(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" && p.trusts(addrOf(r.RemoteAddr))
}

// addrOf reads an address, with or without a port.
func addrOf(text string) netip.Addr {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap().WithZone("")
	}
	at, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return at.Unmap().WithZone("")
}
