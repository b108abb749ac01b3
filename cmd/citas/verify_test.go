package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views"
)

// What the program publishes, it verifies: the bundle, and the site itself.
func TestVerifyWhatIsPublished(t *testing.T) {
	e := datatest.Edition(t)
	bundle := filepath.Join(datatest.Dir(t), "editions", e.ID(), e.Manifest.Bundle.Path)
	raw, err := os.ReadFile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	damaged := filepath.Join(t.TempDir(), "damaged.zip")
	if err := os.WriteFile(damaged, raw, 0o644); err != nil {
		t.Fatal(err)
	}

	sound, lying := site(t, nil), site(t, func(path string, body []byte) []byte {
		if strings.HasSuffix(path, "/ports.csv") {
			return bytes.Replace(body, []byte("a"), []byte("b"), 1)
		}
		return body
	})
	for _, test := range []struct {
		target string
		code   int
		says   string
	}{
		{bundle, exitDone, "every hash, row, key, reference, order and rule holds"},
		{damaged, exitFailed, "problem"},
		{sound, exitDone, "every hash, row, key, reference, order and rule holds"},
		{lying, exitFailed, "ports.csv: found SHA-256 "},
	} {
		var out bytes.Buffer
		if code := run(t.Context(), []string{"verify", test.target}, &out, &out); code != test.code || !strings.Contains(out.String(), test.says) {
			t.Errorf("verify %s: exit code %d, want %d and %q\n%s", test.target, code, test.code, test.says, out.String())
		}
	}
}

// site serves the test edition on a port; change alters what it sends.
func site(t *testing.T, change func(path string, body []byte) []byte) string {
	t.Helper()
	return siteOver(t, datatest.Store(t), change)
}

func siteOver(t *testing.T, store *data.Store, change func(path string, body []byte) []byte) string {
	t.Helper()
	s, err := views.New(views.Config{Store: store})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		s.Handler().ServeHTTP(answer, r)
		body := answer.Body.Bytes()
		if change != nil {
			body = change(r.URL.Path, body)
		}
		w.WriteHeader(answer.Code)
		w.Write(body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// A site with a signed edition is verified with its key; one that changed a table and
// every hash in its descriptions is not.
func TestVerifySignedSite(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	var out bytes.Buffer
	if code := run(t.Context(), []string{"sign", "keygen", "--no-password", key}, &out, &out); code != exitDone {
		t.Fatal(out.String())
	}
	signer, err := data.ReadSigner(key, "")
	if err != nil {
		t.Fatal(err)
	}
	cfg := datatest.Config(filepath.Join(dir, "var"))
	cfg.Signer = signer
	if _, err := etl.Load(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	store := data.NewStore(cfg.Dir, data.Published())
	t.Cleanup(store.Close)
	signed := siteOver(t, store, nil)
	lying := siteOver(t, store, func(path string, body []byte) []byte {
		if strings.HasSuffix(path, "/manifest.json") {
			return bytes.Replace(body, []byte(`"label"`), []byte(`"Label"`), 1)
		}
		return body
	})
	for _, test := range []struct {
		target string
		code   int
		says   string
	}{
		{signed, exitDone, "signed: citas edition "},
		{lying, exitFailed, "does not fit"},
		{site(t, nil), exitFailed, "missing signature"},
	} {
		out.Reset()
		if code := run(t.Context(), []string{"verify", "--pub", key + ".pub", test.target}, &out, &out); code != test.code || !strings.Contains(out.String(), test.says) {
			t.Errorf("verify %s: exit code %d, want %d and %q\n%s", test.target, code, test.code, test.says, out.String())
		}
	}
}
