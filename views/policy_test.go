package views_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"strings"
	"testing"

	"citas/views"
	"citas/views/viewtest"
)

const (
	pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	filePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

func TestSecurityHeaders(t *testing.T) {
	c := viewtest.New(t)
	for path, want := range map[string]struct{ policy, resources, origin string }{
		"/help":                    {pagePolicy, "same-origin", ""},
		"/nothing":                 {pagePolicy, "same-origin", ""},
		"/data/wait-times.csv":     {filePolicy, "cross-origin", "*"},
		"/api/v1/datasets":         {filePolicy, "cross-origin", "*"},
		"/api/v1/nothing":          {filePolicy, "cross-origin", "*"},
		"/embed.js":                {filePolicy, "cross-origin", "*"},
		"/embed/processed-monthly": {strings.Replace(pagePolicy, "frame-ancestors 'none'", "frame-ancestors *", 1), "cross-origin", ""},
		"/embed/nothing":           {strings.Replace(pagePolicy, "frame-ancestors 'none'", "frame-ancestors *", 1), "cross-origin", ""},
	} {
		h := c.Get(path).Header
		for name, value := range map[string]string{
			"Content-Security-Policy":      want.policy,
			"Cross-Origin-Resource-Policy": want.resources,
			"Access-Control-Allow-Origin":  want.origin,
			"Cross-Origin-Opener-Policy":   "same-origin",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Set-Cookie":                   "",
			"Strict-Transport-Security":    "", // not by TLS
			"Server":                       "",
			"X-Powered-By":                 "",
		} {
			if h.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, h.Get(name), value)
			}
		}
		if permissions := h.Get("Permissions-Policy"); !strings.Contains(permissions, "geolocation=()") || strings.Contains(strings.ReplaceAll(permissions, "=()", ""), "(") {
			t.Errorf("%s: permissions %q", path, permissions)
		}
	}
}

// A drawing that is opened by itself may use the stylesheet that is in it, and no other.
func TestDrawingPolicyIsOfItsStyle(t *testing.T) {
	got := viewtest.New(t).Get("/charts/processed-monthly.svg")
	_, rest, ok := strings.Cut(string(got.Body), "<style>")
	style, _, closed := strings.Cut(rest, "</style>")
	if !ok || !closed {
		t.Fatal("no style in the drawing")
	}
	sum := sha256.Sum256([]byte(style))
	if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(got.Header.Get("Content-Security-Policy"), want) {
		t.Errorf("policy %q, want %s", got.Header.Get("Content-Security-Policy"), want)
	}
}

// Who came by TLS stays with it, and Tor Browser is told of the service; a stranger's
// word that it was TLS counts for nothing.
func TestTransportIsBelievedOfTrustedProxiesOnly(t *testing.T) {
	onion := "http://" + strings.Repeat("a", 56) + ".onion"
	c := viewtest.New(t, func(v *views.Config) {
		v.TrustedProxies, v.OnionURL = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, onion // httptest asks from there
	})
	h := c.Get("/data/wait-times", "X-Forwarded-Proto", "https").Header
	if h.Get("Strict-Transport-Security") != "max-age=31536000" || h.Get("Onion-Location") != onion+"/data/wait-times" {
		t.Errorf("by TLS through the proxy: %v", h)
	}
	if h := c.Get("/data/wait-times").Header; h.Get("Strict-Transport-Security")+h.Get("Onion-Location") != "" {
		t.Errorf("without TLS: %v", h)
	}
	if h := viewtest.New(t).Get("/help", "X-Forwarded-Proto", "https").Header; h.Get("Strict-Transport-Security") != "" {
		t.Error("anybody's X-Forwarded-Proto is believed")
	}
}
