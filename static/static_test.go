package static_test

import (
	"strings"
	"testing"

	"citas/static"
)

func TestAddressFollowsContent(t *testing.T) {
	url := static.URL("css/site.css")
	f, ok := static.Embedded().Find(url)
	if !ok || f.Name != "css/site.css" || f.Type != "text/css; charset=utf-8" || len(f.Content) == 0 {
		t.Fatalf("%s leads to %q, %q", url, f.Name, f.Type)
	}
	one, two := static.Embedded().With("css/chart.css", []byte("a{}")), static.Embedded().With("css/chart.css", []byte("b{}"))
	if one.URL("css/chart.css") == two.URL("css/chart.css") {
		t.Error("other content, same address")
	}
	if one.URL("css/site.css") != url {
		t.Error("a file made by the program changed the address of another")
	}
	if _, ok := static.Embedded().Find(one.URL("css/chart.css")); ok {
		t.Error("With changed the embedded set")
	}
}

// The pages work without it, so it must not weigh on those who are slow to get it.
func TestModulesAreSmallAndTheirOwn(t *testing.T) {
	for name, most := range map[string]int{"js/chart.js": 10_000} {
		f, ok := static.Embedded().Named(name)
		if !ok || f.Type != "text/javascript; charset=utf-8" || len(f.Content) > most {
			t.Errorf("%s: %q, %d bytes, want at most %d", name, f.Type, len(f.Content), most)
		}
		for _, bad := range []string{"http:", "https:", "import", "innerHTML", "insertAdjacent", "document.write", "eval(", "localStorage", "sessionStorage", "cookie", "fetch("} {
			if strings.Contains(string(f.Content), bad) {
				t.Errorf("%s: %s", name, bad)
			}
		}
	}
}

func TestStylesheetIsSmallAndItsOwn(t *testing.T) {
	f, _ := static.Embedded().Named("css/site.css")
	if len(f.Content) > 20_000 {
		t.Errorf("%d bytes, more than 20 kB", len(f.Content))
	}
	for _, bad := range []string{"http:", "https:", "@import", "url("} {
		if strings.Contains(string(f.Content), bad) {
			t.Errorf("the stylesheet loads something: %s", bad)
		}
	}
}
