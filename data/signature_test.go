package data

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"aead.dev/minisign"
)

// aKey writes a secret key and returns its signer.
func aKey(t *testing.T, password string) (*Signer, string) {
	t.Helper()
	_, secret, err := minisign.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := secret.MarshalText()
	if password != "" {
		text, err = minisign.EncryptKey(password, secret)
	}
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSigner(path, password)
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

// Each way in which a signature can be wrong has its own message.
func TestVerifySignatureTellsWhatIsWrong(t *testing.T) {
	signer, _ := aKey(t, "")
	other, _ := aKey(t, "")
	content := []byte(`{"edition": "0123456789abcdef"}`)
	good := signer.sign(content, "citas edition 0123456789abcdef 2026-11-23")
	changed := bytes.Replace(good, []byte("2026-11-23"), []byte("2026-11-24"), 1)
	for name, c := range map[string]struct {
		content, signature []byte
		keys               []PublicKey
		says               string
	}{
		"sound":               {content, good, []PublicKey{signer.Public()}, ""},
		"after a rotation":    {content, good, []PublicKey{other.Public(), signer.Public()}, ""},
		"missing":             {content, nil, []PublicKey{signer.Public()}, "missing signature: expected it in manifest.json.minisig"},
		"no signature":        {content, []byte("hello"), []PublicKey{signer.Public()}, "damaged signature"},
		"cut off":             {content, good[:len(good)-60], []PublicKey{signer.Public()}, "damaged signature"},
		"another key":         {content, good, []PublicKey{other.Public()}, "wrong key: signed with " + signer.Public().ID() + ", expected " + other.Public().ID()},
		"another content":     {append([]byte(" "), content...), good, []PublicKey{signer.Public()}, "does not fit: it, or what it signs, was changed"},
		"other trusted words": {content, changed, []PublicKey{signer.Public()}, "does not fit"},
		"an appended line":    {content, append(bytes.Clone(good), "\nx"...), []PublicKey{signer.Public()}, "damaged signature"},
	} {
		files := fstest.MapFS{"manifest.json": {Data: c.content}}
		if c.signature != nil {
			files["manifest.json.minisig"] = &fstest.MapFile{Data: c.signature}
		}
		words, err := VerifySignature(files, "manifest.json", c.keys)
		switch {
		case c.says == "" && (err != nil || words != "citas edition 0123456789abcdef 2026-11-23"):
			t.Errorf("%s: %q, %v", name, words, err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

func TestReadSignerNeedsItsPassword(t *testing.T) {
	_, path := aKey(t, "correct horse")
	if _, err := ReadSigner(path, "wrong"); err == nil || !strings.Contains(err.Error(), "secret key "+path) {
		t.Errorf("err = %v", err)
	}
}

func TestReadPublicKey(t *testing.T) {
	signer, _ := aKey(t, "")
	line := signer.Public().String()
	file := filepath.Join(t.TempDir(), "key.pub")
	if err := os.WriteFile(file, []byte("untrusted comment: minisign public key\n"+line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{line, file} {
		if k, err := ReadPublicKey(from); err != nil || k.String() != line {
			t.Errorf("%s: %s, %v", from, k, err)
		}
	}
	if _, err := ReadPublicKey("nothing"); err == nil || !strings.Contains(err.Error(), `public key "nothing"`) {
		t.Errorf("err = %v", err)
	}
}
