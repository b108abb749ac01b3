package data

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"aead.dev/minisign"
)

// signatureEnding stands behind the name of a file in that of its signature.
const signatureEnding = ".minisig"

// Signer signs the editions that a load builds, with Ed25519 in the format of minisign.
// The same content has the same signature. A nil Signer signs nothing.
type Signer struct{ key minisign.PrivateKey }

// ReadSigner reads a secret key as minisign writes it, with its password if it has one.
func ReadSigner(path, password string) (*Signer, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var key minisign.PrivateKey
	if minisign.IsEncrypted(raw) {
		key, err = minisign.DecryptKey(password, raw)
	} else {
		err = key.UnmarshalText(raw)
	}
	if err != nil {
		return nil, fmt.Errorf("secret key %s: %w: %w", path, ErrInvalid, err)
	}
	return &Signer{key}, nil
}

// Public is the key with which others verify.
func (s *Signer) Public() PublicKey {
	return PublicKey{s.key.Public().(minisign.PublicKey)} // documented to be one
}

// sign is the signature of a content, with words that it covers too.
func (s *Signer) sign(content []byte, words string) []byte {
	return minisign.SignWithComments(s.key, content, words, "signature by minisign secret key "+s.Public().ID())
}

// signedWords are the words of an edition's signatures.
func signedWords(m *Manifest) string { return "citas edition " + m.Edition + " " + m.Label }

// SignEdition signs the manifest of an edition that has no signature yet, such as one
// from before there was a key. Nothing that was there changes.
func (s *Signer) SignEdition(dir, id string) error {
	m, err := ReadManifest(dir, id)
	if err != nil {
		return err
	}
	path := manifestPath(dir, id)
	if _, err := os.Stat(path + signatureEnding); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return WriteFileAtomic(path+signatureEnding, s.sign(raw, signedWords(m)))
}

// PublicKey verifies signatures.
type PublicKey struct{ key minisign.PublicKey }

// ID names the key, as minisign does.
func (k PublicKey) ID() string { return fmt.Sprintf("%016X", k.key.ID()) }

// String is the key in one line, as it is given to minisign -P or citas verify --pub.
func (k PublicKey) String() string { return k.key.String() }

// ReadPublicKey reads a key from its one line, or from the file that has it.
func ReadPublicKey(textOrFile string) (PublicKey, error) {
	var k PublicKey
	if k.key.UnmarshalText([]byte(strings.TrimSpace(textOrFile))) == nil {
		return k, nil
	}
	raw, err := os.ReadFile(textOrFile)
	if err != nil {
		return k, fmt.Errorf("public key %q: %w: expected a line of 56 letters and digits, or a file with one", textOrFile, ErrInvalid)
	}
	if err := k.key.UnmarshalText(raw); err != nil {
		return k, fmt.Errorf("public key %s: %w: %w", textOrFile, ErrInvalid, err)
	}
	return k, nil
}

// VerifySignature checks that a file is signed with one of some keys and returns the
// words that the signature covers. It tells apart a signature that is missing, one that
// is none, one by another key, and one that does not fit the content.
func VerifySignature(files fs.FS, name string, keys []PublicKey) (words string, err error) {
	content, err := readSmall(files, name)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	raw, err := readSmall(files, name+signatureEnding)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: %w: missing signature: expected it in %s", name, ErrInvalid, name+signatureEnding)
	}
	if err != nil {
		return "", err
	}
	var signature minisign.Signature
	if err := signature.UnmarshalText(raw); err != nil {
		return "", fmt.Errorf("%s: %w: damaged signature: %w", name+signatureEnding, ErrInvalid, err)
	}
	var known []string
	for _, k := range keys {
		known = append(known, k.ID())
		if k.key.ID() != signature.KeyID {
			continue
		}
		if !minisign.Verify(k.key, content, bytes.TrimSpace(raw)) {
			return "", fmt.Errorf("%s: %w: the signature of key %s does not fit: it, or what it signs, was changed", name, ErrInvalid, k.ID())
		}
		return signature.TrustedComment, nil
	}
	return "", fmt.Errorf("%s: %w: wrong key: signed with %016X, expected %s", name, ErrInvalid, signature.KeyID, strings.Join(known, " or "))
}

// VerifyManifest checks the signed manifest of an edition in files, such as one that a
// site sent, against the edition that was verified, by its data hash.
func VerifyManifest(files fs.FS, edition, dataHash string, keys []PublicKey) (words string, err error) {
	if words, err = VerifySignature(files, manifestName, keys); err != nil {
		return "", err
	}
	raw, err := readSmall(files, manifestName)
	if err != nil {
		return "", err
	}
	m, err := parseManifest(manifestName, raw)
	switch {
	case err != nil:
		return "", err
	case m.Edition != edition || m.DataHash != dataHash || m.hashOf() != dataHash:
		return "", fmt.Errorf("%s: %w: it signs edition %s with data hash %s, the tables are %s with %s", manifestName, ErrInvalid, m.Edition, m.DataHash, edition, dataHash)
	}
	return words, nil
}

// SignaturePath is where the signature of an edition's manifest lies, if there is one.
func (s *Store) SignaturePath(m *Manifest) (path string, ok bool) {
	path = filepath.Join(editionDir(s.dir, m.Edition), manifestName+signatureEnding)
	_, err := os.Stat(path)
	return path, err == nil
}

// ManifestPath is where the manifest of an edition lies.
func (s *Store) ManifestPath(m *Manifest) string { return manifestPath(s.dir, m.Edition) }
