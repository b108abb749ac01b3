package views_test

import (
	"net/http"
	"strings"
	"testing"

	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

func TestRoutes(t *testing.T) {
	c := viewtest.New(t)
	for _, p := range probes {
		t.Run(p.path, func(t *testing.T) {
			got := c.Get(p.path)
			if got.Status != p.status {
				t.Fatalf("status %d, want %d\n%.400s", got.Status, p.status, got.Body)
			}
			html := strings.HasPrefix(got.Header.Get("Content-Type"), "text/html")
			if p.has != "" && (!html || got.Doc().Find(p.has).Length() == 0) {
				t.Errorf("%s: nothing at %q", got.Header.Get("Content-Type"), p.has)
			}
			if p.text != "" && !strings.Contains(string(got.Body), p.text) {
				t.Errorf("no %q in %.400s", p.text, got.Body)
			}
			if p.status >= 400 && !html && got.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("a machine's error came as %q", got.Header.Get("Content-Type"))
			}
			head := c.Do(http.MethodHead, p.path)
			if head.Status != p.status || len(head.Body) != 0 {
				t.Errorf("HEAD: status %d, %d bytes", head.Status, len(head.Body))
			}
			for _, name := range []string{"Etag", "Content-Type", "Content-Length", "Cache-Control"} {
				if head.Header.Get(name) != got.Header.Get(name) && !(p.status >= 300 && name == "Content-Length") {
					t.Errorf("HEAD says %s %q, GET %q", name, head.Header.Get(name), got.Header.Get(name))
				}
			}
		})
	}
}

func TestEveryRouteIsProbed(t *testing.T) {
	s, err := views.New(views.Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	probed := map[string]bool{}
	for _, p := range probes {
		probed[p.route] = true
	}
	for _, pattern := range s.Patterns() {
		if !probed[pattern] {
			t.Errorf("no test asks %s", pattern)
		}
	}
}

func TestOnlyGetAndHead(t *testing.T) {
	c := viewtest.New(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		got := c.Do(method, "/data")
		if got.Status != 405 || got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, got.Status, got.Header.Get("Allow"))
		}
	}
}

func TestFilterFormLeadsToTheAddressOfTheAPI(t *testing.T) {
	got := viewtest.New(t).Get("/data/wait-times/filter?place=tijuana&place=reynosa&note=(empty)&unit=")
	if want := "/data/wait-times?place=tijuana&place=reynosa&note=#rows"; got.Header.Get("Location") != want {
		t.Errorf("leads to %q, want %q", got.Header.Get("Location"), want)
	}
}
