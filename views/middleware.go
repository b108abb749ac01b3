package views

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
)

// securityHeaders go out with every answer: the site loads nothing from elsewhere, is
// shown in no frame (but /embed/), tells no other site where the reader came from and sets no cookie.
var securityHeaders = [][2]string{
	{"Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Permissions-Policy", "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
}

// exposed are the headers that a script on another site may read.
const exposed = "Accept-Ranges, Content-Disposition, Content-Encoding, Content-Length, Content-Location, Content-Range, ETag, Link, Repr-Digest, Retry-After, Vary"

// preflight tells a browser that a script on another site may ask for what is for
// programs: with ranges and conditions, without credentials.
func preflight(h http.Header) {
	h.Set("Allow", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD")
	h.Set("Access-Control-Allow-Headers", "Accept, If-Match, If-Modified-Since, If-None-Match, If-Range, Range")
	h.Set("Access-Control-Max-Age", "86400")
}

// guard stands before all routes: headers, methods, and what remains of a panic.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range securityHeaders {
			w.Header().Set(h[0], h[1])
		}
		shared := machine(r.URL.Path)
		switch {
		case strings.HasPrefix(r.URL.Path, embedPath): // made to be framed
			w.Header().Set("Content-Security-Policy", strings.Replace(securityHeaders[0][1], "frame-ancestors 'none'", "frame-ancestors *", 1))
			w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		case shared:
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Header().Set("Access-Control-Expose-Headers", exposed)
			w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		default:
			w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		}
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			s.config.Log.Error("panic", "path", r.URL.Path, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
			s.fail(w, r, fmt.Errorf("panic: %v", cause))
		}()
		if r.Method == http.MethodOptions && shared {
			preflight(w.Header())
			w.WriteHeader(http.StatusNoContent)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.fail(w, r, errMethod)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// fail answers outside the routes, without an edition.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	request := &Request{Request: r}
	s.respond(w, request, s.failure(request, err))
}
