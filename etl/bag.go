package etl

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"citas/data"
)

// A bag is a folder by BagIt 1.0 (RFC 8493): the archive's documents and its index
// below data/, and the SHA-256 of every file beside them. Any BagIt tool can check it.
const (
	bagDeclaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
	bagManifest    = "manifest-sha256.txt"
	bagTagManifest = "tagmanifest-sha256.txt"
	bagIndex       = "data/index.jsonl"
	bagDocuments   = "data/sha256/"
)

// bagFile is one line of a manifest.
type bagFile struct{ path, sha string }

// bagError says which file of a bag is not as its manifest says. It is data.ErrInvalid.
func bagError(path, format string, args ...any) error {
	return fmt.Errorf("bag: %s: %w: %s", path, data.ErrInvalid, fmt.Sprintf(format, args...))
}

// readManifest reads a manifest of a bag.
func readManifest(root *os.Root, name string) ([]bagFile, error) {
	content, err := root.ReadFile(name)
	if err != nil {
		return nil, bagError(name, "cannot be read: %v", err)
	}
	var files []bagFile
	lines := bufio.NewScanner(bytes.NewReader(content))
	for n := 1; lines.Scan(); n++ {
		sha, path, ok := strings.Cut(lines.Text(), " ")
		path = strings.TrimLeft(path, " *")
		if raw, err := hex.DecodeString(sha); !ok || err != nil || len(raw) != sha256.Size {
			return nil, bagError(name, "line %d is not a SHA-256 and a path", n)
		}
		// os.Root keeps reads inside the bag; this makes the message plain.
		if !fs.ValidPath(path) {
			return nil, bagError(name, "line %d leads out of the bag: %q", n, path)
		}
		files = append(files, bagFile{path, strings.ToLower(sha)})
	}
	return files, lines.Err()
}

// checkManifest hashes every file that a manifest names.
func checkManifest(root *os.Root, files []bagFile) error {
	for _, f := range files {
		sha, _, err := hashIn(root, f.path)
		if err != nil {
			return bagError(f.path, "is in the manifest and cannot be read: %v", err)
		}
		if sha != f.sha {
			return bagError(f.path, "is damaged: found SHA-256 %s, expected %s", sha, f.sha)
		}
	}
	return nil
}

// hashIn is the SHA-256 and the size of a plain file of a bag.
func hashIn(root *os.Root, path string) (sha string, size int64, err error) {
	info, err := root.Lstat(path)
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("it is no plain file")
	}
	f, err := root.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// manifestOf writes the manifest of files, by path.
func manifestOf(files []bagFile) []byte {
	slices.SortFunc(files, func(a, b bagFile) int { return strings.Compare(a.path, b.path) })
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.sha, f.path)
	}
	return b.Bytes()
}

// verifyBag checks a whole bag (RFC 8493, 3: complete and valid) and returns the
// payload by path. It fails with data.ErrInvalid and the name of the first file that
// is missing, damaged or not declared.
func verifyBag(root *os.Root) (map[string]string, error) {
	declaration, err := root.ReadFile("bagit.txt")
	if err != nil {
		return nil, bagError("bagit.txt", "cannot be read, so this is no bag: %v", err)
	}
	if !bytes.Equal(bytes.ReplaceAll(declaration, []byte("\r\n"), []byte("\n")), []byte(bagDeclaration)) {
		return nil, bagError("bagit.txt", "does not declare BagIt 1.0 in UTF-8")
	}
	if _, err := root.Lstat("fetch.txt"); err == nil {
		return nil, bagError("fetch.txt", "says that a part of the bag lies elsewhere: citas takes whole bags")
	}
	tags, err := readManifest(root, bagTagManifest)
	if err != nil {
		return nil, err
	}
	if err := checkManifest(root, tags); err != nil {
		return nil, err
	}
	files, err := readManifest(root, bagManifest)
	if err != nil {
		return nil, err
	}
	payload := map[string]string{}
	for _, f := range files {
		if !strings.HasPrefix(f.path, "data/") {
			return nil, bagError(bagManifest, "names %q, which is not below data/", f.path)
		}
		payload[f.path] = f.sha
	}
	if err := fs.WalkDir(root.FS(), "data", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return bagError(path, "cannot be read: %v", err)
		}
		if _, declared := payload[path]; !declared && !d.IsDir() {
			return bagError(path, "is not in the manifest")
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return payload, checkManifest(root, files)
}

// bagPath is where a document lies in a bag.
func bagPath(sha string) string { return bagDocuments + sha }

// within joins a path of a bag to its folder.
func within(dir, path string) string { return filepath.Join(dir, filepath.FromSlash(path)) }
