package views_test

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

func TestRequestsThatNobodyNeedsToMake(t *testing.T) {
	s, err := views.New(views.Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(path, body, ranges string) int {
		r := httptest.NewRequest("GET", path, strings.NewReader(body))
		if ranges != "" {
			r.Header.Set("Range", ranges)
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w.Code
	}
	for _, c := range []struct {
		path, body, ranges string
		want               int
	}{
		{"/help", "", "", 200},
		{"/help", "x=1", "", 413},
		{"/search?q=" + strings.Repeat("a", 9000), "", "", 414},
		{"/data/wait-times.csv", "", "bytes=0-9", 206},
		{"/data/wait-times.csv", "", "bytes=0-9,20-29", 206},
		{"/data/wait-times.csv", "", "bytes=" + strings.Repeat("0-0,", 2000) + "0-0", 416},
	} {
		if got := ask(c.path, c.body, c.ranges); got != c.want {
			t.Errorf("%.40s, %q, %.30s: %d, want %d", c.path, c.body, c.ranges, got, c.want)
		}
	}
}

// A reader who asks too often is told when to go on, in words or as a problem.
func TestTooManyRequests(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c := viewtest.New(t, func(v *views.Config) { v.RateLimit, v.Now = 0.2, func() time.Time { return now } })
	for _, want := range []int{200, 200, 429} {
		if got := c.Get("/help"); got.Status != want {
			t.Fatalf("status %d, want %d", got.Status, want)
		}
	}
	page, file := c.Get("/help"), c.Get("/data/wait-times.csv")
	if page.Status != 429 || page.Header.Get("Retry-After") != "5" || !strings.Contains(page.Doc().Find("h1").Text(), "Too many requests") {
		t.Errorf("a page: %d %v", page.Status, page.Header)
	}
	if file.Status != 429 || file.Header.Get("Content-Type") != "application/problem+json" || file.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a file: %d %v", file.Status, file.Header)
	}
	now = now.Add(5 * time.Second)
	if got := c.Get("/help"); got.Status != 200 {
		t.Errorf("five seconds later: %d", got.Status)
	}
}

// The access log says what was answered and nothing of who asked or what they looked for.
func TestAccessLog(t *testing.T) {
	var out bytes.Buffer
	for _, on := range []bool{false, true} {
		out.Reset()
		c := viewtest.New(t, func(v *views.Config) { v.AccessLog, v.Log = on, slog.New(slog.NewTextHandler(&out, nil)) })
		c.Get("/search?q=tijuana", "Referer", "https://elsewhere.example/", "User-Agent", "An Old Phone", "X-Forwarded-For", "203.0.113.9", "Cookie", "a=b")
		c.Get("/data/wait-times.csv")
		c.Get("/nothing")
		log := out.String()
		if !on {
			if log != "" {
				t.Errorf("a log without being asked for: %s", log)
			}
			continue
		}
		for _, want := range []string{"method=GET path=/search status=200", "path=/data/wait-times.csv status=200", "path=/nothing status=404"} {
			if !strings.Contains(log, want) {
				t.Errorf("no %q in\n%s", want, log)
			}
		}
		for _, never := range []string{"tijuana", "elsewhere", "Phone", "203.0.113.9", "192.0.2.1", "a=b"} {
			if strings.Contains(log, never) {
				t.Errorf("the log says %q:\n%s", never, log)
			}
		}
		if text := c.Get("/privacy").Doc().Find("main").Text(); !strings.Contains(text, "logs each answer") || strings.Contains(text, "writes no log") {
			t.Error("/privacy does not say that answers are logged")
		}
	}
}

// What an operator sees is on another port, and nothing of it on this one.
func TestNoAdminSurface(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/metrics", "/debug/pprof", "/debug/pprof/heap", "/debug/vars", "/admin", "/debug/requests", "/server-status"} {
		if got := c.Get(path); got.Status != 404 {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}
