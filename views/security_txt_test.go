package views_test

import (
	"strings"
	"testing"
	"time"

	"citas/views"
	"citas/views/viewtest"
)

func TestSecurityTxt(t *testing.T) {
	now := time.Date(2026, 11, 26, 3, 0, 0, 0, time.UTC)
	for contact, want := range map[string]string{
		"security@citas.example":         "Contact: mailto:security@citas.example\n",
		"https://citas.example/security": "Contact: https://citas.example/security\n",
		"ask at the desk":                "",
		"":                               "",
	} {
		got := viewtest.New(t, func(v *views.Config) { v.SecurityContact, v.Now = contact, func() time.Time { return now } }).Get("/.well-known/security.txt")
		if want == "" {
			if got.Status != 404 {
				t.Errorf("%q: %d", contact, got.Status)
			}
			continue
		}
		text := string(got.Body)
		if got.Status != 200 || got.Header.Get("Content-Type") != "text/plain; charset=utf-8" || !strings.HasPrefix(text, want) ||
			!strings.Contains(text, "\nExpires: 2027-05-01T00:00:00Z\n") || !strings.Contains(text, "\nCanonical: https://citas.example/.well-known/security.txt\n") {
			t.Errorf("%q: %d %s %s", contact, got.Status, got.Header.Get("Content-Type"), text)
		}
	}
}

// /about names every work of others with its licence.
func TestAboutListsDependencies(t *testing.T) {
	doc := viewtest.New(t).Get("/about").Doc()
	if got, want := doc.Find("#licences-table tbody tr").Length(), len(views.Dependencies()); got != want || want < 40 {
		t.Errorf("%d rows, want %d", got, want)
	}
	if text := doc.Find("#licences-table").Text(); !strings.Contains(text, "github.com/hashicorp/go-retryablehttp") || !strings.Contains(text, "MPL-2.0") {
		t.Error("a module or its licence is missing")
	}
}
