package views_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"citas/data/datatest"
)

// raw sends bytes as they are and returns all that comes back until the server closes the
// connection, which it must do.
func (x *target) raw(message string) string {
	x.Helper()
	c, err := net.Dial("tcp", x.address)
	if err != nil {
		x.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(20 * time.Second))
	io.WriteString(c, message)                                   // a server that closes early is no failure
	if !strings.Contains(message, "\r\nConnection: close\r\n") { // else the server closes, and takes a client that ends first for one that has gone
		c.(*net.TCPConn).CloseWrite()
	}
	back, err := io.ReadAll(c)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		x.Errorf("%.80q: the connection stays open", message)
	}
	return string(back)
}

const plain = "GET /help HTTP/1.1\r\nHost: citas.example\r\n"

// Addresses that lead out of the site, as they are typed by nobody: no file of the machine
// and nothing of the data directory comes back.
func TestAttackOnPaths(t *testing.T) {
	x := attacked(t, datatest.Store(t))
	for _, up := range []string{"..", "%2e%2e", ".%2e", "%252e%252e", "..%00", "..;", "%c0%ae%c0%ae"} {
		for _, slash := range []string{"/", "%2f", "%5c", "\\"} {
			climb := strings.Repeat(up+slash, 6)
			for _, at := range []string{"/", "/static/", "/static/css/", "/editions/", "/editions/" + aLabel + "/", "/data/", "/charts/", "/feeds/", "/releases/", "/sitemaps/", "/embed/", "/.well-known/", "/api/v1/datasets/", "/about/", "/es/"} {
				for _, file := range []string{"etc/passwd", "current.json", "manifest.json", "archive/index.jsonl"} {
					back := x.raw("GET " + at + climb + file + " HTTP/1.1\r\nHost: citas.example\r\nConnection: close\r\n\r\n")
					status, _, _ := strings.Cut(strings.TrimPrefix(back, "HTTP/1.1 "), " ")
					if strings.Contains(back, "root:") || strings.Contains(back, `"edition": "`) || strings.Contains(back, `"sha256":`) || strings.HasPrefix(status, "5") || status == "200" {
						t.Errorf("%s%s%s: %.200s", at, climb, file, back)
					}
				}
			}
		}
	}
}

// Messages that two servers in a row could read differently get one answer at most, and
// the connection ends: nothing that hides in one is answered as a request of its own.
// 501 and 505 are net/http's words for a coding or a version that is none of ours.
func TestAttackOnFraming(t *testing.T) {
	x := attacked(t, datatest.Store(t))
	const hidden = "GET /smuggled HTTP/1.1\r\nHost: citas.example\r\n\r\n"
	for name, message := range map[string]string{
		"both lengths":           plain + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
		"two lengths":            plain + "Content-Length: 0\r\nContent-Length: 48\r\n\r\n" + hidden,
		"a list of lengths":      plain + "Content-Length: 0, 48\r\n\r\n" + hidden,
		"a signed length":        plain + "Content-Length: +0\r\n\r\n" + hidden,
		"a negative length":      plain + "Content-Length: -1\r\n\r\n" + hidden,
		"a huge length":          plain + "Content-Length: 99999999999999999999\r\n\r\n" + hidden,
		"content of a GET":       plain + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(hidden)) + hidden,
		"another coding":         plain + "Transfer-Encoding: identity\r\n\r\n" + hidden,
		"a coding twice":         plain + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
		"a coding in a list":     plain + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + hidden,
		"a misspelt coding":      plain + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
		"space before the colon": plain + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden,
		"a folded header":        plain + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + hidden,
		"a header of nothing":    plain + ": chunked\r\n\r\n" + hidden,
		"a bad piece":            plain + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + hidden,
		"a huge piece":           plain + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + hidden,
		"a NUL in a header":      plain + "X-A: a\x00b\r\n\r\n" + hidden,
		"a bare CR in a header":  plain + "X-A: a\rGET /smuggled\r\n\r\n" + hidden,
		"two hosts":              plain + "Host: evil.example\r\n\r\n" + hidden,
		"no host":                "GET /help HTTP/1.1\r\n\r\n" + hidden,
		"a host with a path":     "GET /help HTTP/1.1\r\nHost: a/b\r\n\r\n" + hidden,
		"an old version":         "GET /help HTTP/0.9\r\n\r\n" + hidden,
		"no version":             "GET /help\r\n\r\n" + hidden,
		"a later version":        "GET /help HTTP/9.9\r\nHost: a\r\n\r\n" + hidden,
		"HTTP/2 unasked":         "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + hidden,
		"a tunnel":               "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1\r\n\r\n" + hidden,
		"a space in the address": "GET /help ?x=1 HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
		"no line end":            strings.Repeat("A", 40<<10),
		"not a word of HTTP":     "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + strings.Repeat("\x00", 500),
	} {
		back := x.raw(message)
		if n := strings.Count(back, "HTTP/1.1 "); n > 1 || strings.Contains(back, "/smuggled") {
			t.Errorf("%s: %d answers\n%.600s", name, n, back)
		}
		if status, _, _ := strings.Cut(strings.TrimPrefix(back, "HTTP/1.1 "), " "); back != "" && !strings.HasPrefix(status, "4") && status != "501" && status != "505" {
			t.Errorf("%s: %.120s", name, back)
		}
	}
	if g := x.get("/help"); g.status != http.StatusOK {
		t.Errorf("afterwards: %d", g.status)
	}
}

// More of everything than anybody needs is refused early, and takes no memory that stays.
func TestAttackWithSize(t *testing.T) {
	x := attacked(t, datatest.Store(t))
	before := heap()
	many := func(line string, n int) string { return strings.Repeat(line, n) }
	for name, c := range map[string]struct{ message, status string }{
		"100,000 headers":       {plain + many("X-A: b\r\n", 100_000) + "\r\n", "431"},
		"a header of 10 MB":     {plain + "X-A: " + many("a", 10<<20) + "\r\n\r\n", "431"},
		"an address of 10 MB":   {"GET /" + many("a", 10<<20) + " HTTP/1.1\r\nHost: a\r\n\r\n", "431"},
		"an address of 20 kB":   {"GET /?" + many("a=1&", 5000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "414"},
		"nested JSON":           {"POST /api/v1/datasets HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20000000\r\n\r\n" + many("[", 10_000_000) + many("]", 10_000_000), "413"},
		"JSON in pieces":        {"POST /oembed HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + many("5\r\n{\"a\":\r\n", 1_000_000), "413"},
		"nested JSON as cursor": {"GET /api/v1/datasets/wait-times/rows?cursor=" + many("W1tb", 1500) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "400"},
		"a search of 8 kB":      {"GET /search?q=" + many("wait%20", 1100) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "400"},
	} {
		back := x.raw(c.message)
		// A connection that is reset while it still sends may lose the answer.
		if status, _, _ := strings.Cut(strings.TrimPrefix(back, "HTTP/1.1 "), " "); status != c.status && !(back == "" && len(c.message) > 1<<20) {
			t.Errorf("%s: %.120q, want %s", name, back, c.status)
		}
	}
	if after := heap(); after > before+64<<20 {
		t.Errorf("the heap grew from %d to %d MB", before>>20, after>>20)
	}
}

// A flood of ranges costs no more than what it names.
func TestAttackWithRanges(t *testing.T) {
	x := attacked(t, datatest.Store(t))
	whole := len(x.get("/data/appointments-processed.csv").body)
	flood := "bytes=" + strings.Repeat("0-,", 5000) + "0-"
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			for ranges, want := range map[string]int{flood: 416, "bytes=" + strings.TrimSuffix(strings.Repeat("0-,", 16), ","): 200, "bytes=0-0,-1": 206, "bytes=9-1": 416, "bytes=x": 416} {
				g := x.get("/data/appointments-processed.csv", "Range", ranges)
				if g.status != want || len(g.body) > whole {
					t.Errorf("%.40s: %d with %d bytes, want %d and no more than %d", ranges, g.status, len(g.body), want, whole)
				}
			}
		})
	}
	all.Wait()
}

// Two hundred clients that say a letter now and then keep nobody out, and are gone soon.
func TestAttackWithSlowClients(t *testing.T) {
	x := attacked(t, datatest.Store(t))
	const slow = 200
	var connections []net.Conn
	for range slow {
		c, err := net.Dial("tcp", x.address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, "GET /help HTTP/1.1\r\nHost: a\r\nX-Slow: ")
		connections = append(connections, c)
	}
	for range 20 {
		start := time.Now()
		if g := x.get("/help"); g.status != http.StatusOK || time.Since(start) > 3*time.Second {
			t.Errorf("among slow clients: %d after %s", g.status, time.Since(start))
		}
		for _, c := range connections {
			c.Write([]byte("a"))
		}
	}
	for i, c := range connections {
		c.SetReadDeadline(time.Now().Add(20 * time.Second))
		var b bytes.Buffer
		if _, err := io.Copy(&b, bufio.NewReader(c)); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("slow client %d is still served", i)
		}
	}
}
