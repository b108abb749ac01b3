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
