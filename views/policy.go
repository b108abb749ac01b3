package views

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"path"
	"strings"

	"citas/static"
	"citas/views/chart"
)

// unframed keeps an answer out of the pages of others; framed is for those made for them.
const unframed, framed = "frame-ancestors 'none'", "frame-ancestors *"

// pagePolicy lets a page load what the site has, styles, pictures and modules, and nothing
// else: no inline script or style, no connection, no form that leads away, and no text
// that a script could turn into markup.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; " +
	unframed + "; require-trusted-types-for 'script'; trusted-types 'none'"

// embedPolicy is the same for what is made to be framed.
var embedPolicy = strings.Replace(pagePolicy, unframed, framed, 1)

// sqlPolicy lets the page of queries fetch the engine and the database from here and start the worker; enginePolicy lets the worker run
// them. Only addresses of the engine pass as scripts: see static/js/sql.js.
var sqlPolicy = strings.Replace(pagePolicy, "trusted-types 'none'", "trusted-types citas-sql; connect-src 'self'; worker-src 'self'", 1)

const enginePolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' blob:; base-uri 'none'; form-action 'none'; " + unframed

// filePolicy lets a file that a browser shows by itself load nothing.
const filePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; " + unframed

// drawingPolicy lets a drawing that is opened by itself use the one stylesheet in it.
var drawingPolicy = "default-src 'none'; style-src 'sha256-" + hashOf(chart.StandaloneCSS()) + "'; base-uri 'none'; form-action 'none'; " + unframed

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// policyOf is the content security policy of an address.
func policyOf(address string) string {
	switch {
	case strings.HasPrefix(address, embedPath):
		return embedPolicy
	case address == sqlPath:
		return sqlPolicy
	case strings.HasPrefix(address, enginePath):
		return enginePolicy
	case path.Ext(address) == ".svg":
		return drawingPolicy
	case machine(address):
		return filePolicy
	}
	return pagePolicy
}

// fixedHeaders go out with every answer: it is what it says it is, and tells no other site
// where the reader came from.
var fixedHeaders = []field{
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"Referrer-Policy", []string{"no-referrer"}},
}

// openedHeaders go with what a browser may open by itself, which is all but the parts of
// pages: it asks for no power of the browser, and no other window has a hold on it.
var openedHeaders = []field{
	{"Permissions-Policy", []string{"accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"}},
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
	{"X-Dns-Prefetch-Control", []string{"off"}}, // a browser that resolves the links of a page tells a name server what is read
}

// strictTransport keeps a browser that came by TLS with it for a year.
const strictTransport = "max-age=31536000"

// exposed are the headers that a script on another site may read.
const exposed = "Accept-Ranges, Content-Disposition, Content-Encoding, Content-Length, Content-Location, Content-Range, ETag, Link, Repr-Digest, Retry-After, Vary"

// secure writes the headers that every answer has, whatever comes of it. Embeds and what
// is for programs may be used from other sites; pages may not.
func (s *Server) secure(h http.Header, r *http.Request) {
	part := strings.HasPrefix(r.URL.Path, static.Prefix)
	for _, f := range fixedHeaders {
		h[f.name] = f.values
	}
	if !part {
		for _, f := range openedHeaders {
			h[f.name] = f.values
		}
	}
	h["Content-Security-Policy"] = policies[policyOf(r.URL.Path)]
	resources := sameOrigin
	switch {
	case strings.HasPrefix(r.URL.Path, embedPath):
		resources = crossOrigin
	case machine(r.URL.Path):
		resources = crossOrigin
		h["Access-Control-Allow-Origin"] = anyOrigin
		if !part {
			h["Access-Control-Expose-Headers"] = exposedHeaders
		}
	}
	h["Cross-Origin-Resource-Policy"] = resources
	if s.peers.secure(r) {
		h.Set("Strict-Transport-Security", strictTransport)
		if s.config.OnionURL != "" && resources[0] == sameOrigin[0] {
			h.Set("Onion-Location", s.config.OnionURL+r.URL.EscapedPath())
		}
	}
}

// Values of headers that all answers share: a header that is set anew allocates, and
// nothing changes values in place.
var (
	sameOrigin, crossOrigin   = []string{"same-origin"}, []string{"cross-origin"}
	anyOrigin, exposedHeaders = []string{"*"}, []string{exposed}
	policies                  = sharedValues(pagePolicy, embedPolicy, sqlPolicy, enginePolicy, filePolicy, drawingPolicy)
)

func sharedValues(texts ...string) map[string][]string {
	shared := map[string][]string{}
	for _, text := range texts {
		shared[text] = []string{text}
	}
	return shared
}

// preflight tells a browser that a script on another site may ask for what is for
// programs: with ranges and conditions, without credentials.
func preflight(h http.Header) {
	h.Set("Allow", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD")
	h.Set("Access-Control-Allow-Headers", "Accept, If-Match, If-Modified-Since, If-None-Match, If-Range, Range")
	h.Set("Access-Control-Max-Age", "86400")
}
