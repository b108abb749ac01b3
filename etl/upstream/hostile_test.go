package upstream_test

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"citas/etl/upstream"
)

// TestHostile: whatever a server does, an answer is a trouble with a message of its
// own, and soon.
func TestHostile(t *testing.T) {
	soon := func(c *upstream.Config) { c.Limits.Idle, c.Limits.Total = time.Second, 3*time.Second }
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		change func(*upstream.Config)
		want   string // kind: words, or a part
	}{
		"403":            {answer: status(403), want: "blocked: answers 403 Forbidden: it does not let us in"},
		"404":            {answer: status(404), want: "removed: answers 404 Not Found: nothing is there any more"},
		"410":            {answer: status(410), want: "removed: answers 410 Gone: nothing is there any more"},
		"418":            {answer: status(418), want: "refused: answers 418 I'm a teapot, which brings no document"},
		"500":            {answer: status(500), want: "failing: answers 500 Internal Server Error: the server has a fault"},
		"204":            {answer: status(204), want: "refused: answers 204 No Content, which brings no document"},
		"304 unasked":    {answer: status(304), want: "refused: answers 304 Not Modified, which brings no document"},
		"429 for long":   {answer: header(429, "Retry-After", "86400"), want: "blocked: answers 429 Too Many Requests: it has had enough requests; it asks to come back after 24h0m0s"},
		"503 until then": {answer: header(503, "Retry-After", start.Add(2*time.Hour).Format(http.TimeFormat)), want: "failing: answers 503 Service Unavailable: the server has a fault; it asks to come back after 1h59m57s"},
		"loop":           {answer: header(302, "Location", "/a"), want: "refused: redirects in a circle"},
		"long chain": {answer: func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(r.URL.Query().Get("n"))
			http.Redirect(w, r, "/a?n="+strconv.Itoa(n+1), http.StatusFound)
		}, want: "refused: redirects more than 5 times"},
		"to itself by address": {answer: header(302, "Location", "https://127.0.0.1/"), want: "refused: redirects to https://127.0.0.1/, which is not on a host of this source"},
		"to the metadata":      {answer: header(301, "Location", "http://169.254.169.254/latest/meta-data/"), want: "refused: redirects to http://169.254.169.254/latest/meta-data/, which is not https"},
		"to metadata by https": {answer: header(301, "Location", "https://169.254.169.254/"), want: "refused: redirects to https://169.254.169.254/, which is not on a host"},
		"to another scheme":    {answer: header(302, "Location", "file:///etc/passwd"), want: "refused: redirects to file:///etc/passwd, which is not https"},
		"to nothing":           {answer: header(302, "Location", "https://[::1"), want: "cannot be reached: failed to parse Location header"},
		"announced 300 MB":     {answer: header(200, "Content-Length", "314572800"), want: "refused: announces 314572800 bytes, more than the 1048576 that are taken"},
		"never ending":         {answer: endless, want: "refused: does not end: more than 1048576 bytes"},
		"slow drip": {answer: func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write([]byte("a"))
				w.(http.Flusher).Flush()
				wait(r, 50*time.Millisecond)
			}
		}, change: soon, want: "unreachable: is too slow: the answer is not whole after 3s"},
		"silence in the middle": {answer: func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte("a"))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, change: soon, want: "unreachable: stops in the middle of the answer: silent for 1s"},
		"no answer":     {answer: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, change: soon, want: "unreachable: gives no answer: silent for 1s"},
		"broken off":    {answer: short("100", "only this"), want: "unreachable: breaks off before the end that it announced"},
		"gzip bomb":     {answer: packed(bytes.Repeat([]byte("0"), 8<<20), 0), want: "refused: unpacks to more than 1048576 bytes, from "},
		"damaged gzip":  {answer: packed([]byte(strings.Repeat("a,b\n", 1000)), 20), want: "refused: is packed as gzip and damaged"},
		"no gzip":       {answer: header(200, "Content-Encoding", "gzip", "not packed"), want: "refused: is packed as gzip and damaged"},
		"odd encoding":  {answer: header(200, "Content-Encoding", "br", "x"), want: `refused: sends the encoding "br", which was not asked for`},
		"endless lines": {answer: header(200, "X-Long", strings.Repeat("x", 100<<10)), want: "unreachable: "},
		"a certificate that does not hold": {answer: says("x"), change: func(c *upstream.Config) { c.Network.Roots = x509.NewCertPool() },
			want: "unreachable: shows a certificate that does not hold: x509: certificate signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, map[string]http.HandlerFunc{"/a": c.answer}, c.change)
			answer, err := w.get(t, "/a")
			if err == nil {
				t.Fatalf("was taken: %d bytes", len(answer.Body))
			}
			if got := kindOf(err); !strings.Contains(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("more than one line: %q", err)
			}
		})
	}
}

// TestWaysThatAreNotPublic: a name of the allowed hosts that resolves into a private
// network, and addresses that no page should hold.
func TestWaysThatAreNotPublic(t *testing.T) {
	w := newWorld(t, map[string]http.HandlerFunc{"/a": says("secret")}, nil)
	for _, address := range []string{
		"169.254.169.254", "127.0.0.2", "10.0.0.8", "172.16.3.4", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1",
		"::1", "::", "fe80::1", "fd00::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1", "ff02::1",
	} {
		w.resolv["rebind.example.com"] = address
		r := w.request("/a")
		r.URL = w.at("rebind.example.com", "/a")
		_, err := w.Get(t.Context(), r)
		if got := kindOf(err); !strings.HasPrefix(got, "refused: leads to ") || !strings.Contains(got, "not a public address") {
			t.Errorf("%s: %s", address, got)
		}
	}
	for address, want := range map[string]string{
		w.at("gone.example.com", "/a"):          "unreachable: cannot be reached: its name does not resolve",
		"https://www.example.org/a":             "refused: is not on a host of this source",
		"ftp://www.example.com/a":               "refused: is not https",
		"https://user:secret@www.example.com/a": "refused: carries a name or password",
		"https://www.example.com:22/a":          "refused: is not on a host of this source",
		"https://www.example.com/\x7f":          "refused: is no address",
	} {
		r := w.request("/a")
		r.URL = address
		_, err := w.Get(t.Context(), r)
		if got := kindOf(err); !strings.HasPrefix(got, want) || strings.Contains(got, "secret") {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	if len(w.asked) > 0 {
		t.Errorf("asked %v", w.asked)
	}
}

// header answers with a status, one header and a body.
func header(code int, name, value string, body ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(name, value)
		w.WriteHeader(code)
		for _, text := range body {
			w.Write([]byte(text))
		}
	}
}

// short announces more than it sends.
func short(announced, text string) http.HandlerFunc {
	return header(200, "Content-Length", announced, text)
}

// packed sends content as gzip, with the byte at damage turned (0 for none).
func packed(content []byte, damage int) http.HandlerFunc {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(content)
	z.Close()
	sent := b.Bytes()
	if damage > 0 {
		sent[damage] ^= 0xff
	}
	return header(200, "Content-Encoding", "gzip", string(sent))
}

// wait lets time pass for a server; it ends with the request.
func wait(r *http.Request, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-r.Context().Done():
	case <-t.C:
	}
}
