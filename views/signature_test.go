package views_test

import (
	"strings"
	"testing"

	"citas/data"
	"citas/views"
	"citas/views/viewtest"
)

// A reader finds the keys on /about and as minisign reads them, today's first.
func TestPublicKeysAreShown(t *testing.T) {
	var keys []data.PublicKey
	lines := []string{"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3", "RWSGOq2NVecA2UPNdBUZykf1CCb147pkmdtYxgb3Ti+JO/wCYvhbAb/U"}
	for _, line := range lines {
		k, err := data.ReadPublicKey(line)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, k)
	}
	c := viewtest.New(t, func(v *views.Config) { v.PublicKeys = keys })
	text := c.Get("/about").Doc().Find("#keys").Text()
	file := string(c.Get("/.well-known/minisign.pub").Body)
	for _, where := range []string{text, file} {
		first, second := strings.Index(where, lines[0]), strings.Index(where, lines[1])
		if first < 0 || second < first {
			t.Errorf("the keys are not in %q", where)
		}
	}
	if viewtest.New(t).Get("/about").Doc().Find("#keys").Length() != 0 {
		t.Error("/about speaks of keys where there are none")
	}
}
