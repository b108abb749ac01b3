package etl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"citas/data"
)

// Archive keeps the raw bytes of every release below a data directory: content by
// SHA-256 in archive/sha256/, and what is known about it as one line of JSON in
// archive/index.jsonl. Nothing is ever changed or removed.
type Archive struct{ dir string }

// Entry is one line of the archive's index.
type Entry struct {
	Source             string `json:"source"`
	Published          string `json:"published"`
	PublishedPrecision string `json:"published_precision"`
	FileName           string `json:"file_name"`
	SHA256             string `json:"sha256"`
	Bytes              int64  `json:"bytes"`
	URL                string `json:"url,omitempty"`
	RetrievedAt        string `json:"retrieved_at"`
	How                string `json:"how"` // saved by a person, fetched
}

// OpenArchive names the archive of a data directory; it need not exist yet.
func OpenArchive(dir string) *Archive { return &Archive{dir: filepath.Join(dir, "archive")} }

// MaxDocument is the largest document that the archive takes, in bytes.
const MaxDocument = 512 << 20

func (a *Archive) index() string { return filepath.Join(a.dir, "index.jsonl") }

// Path is where the bytes with a hash lie.
func (a *Archive) Path(sha string) string { return filepath.Join(a.dir, "sha256", sha) }

// Add keeps a document that someone saved. It reports false when the same bytes are
// already there for that source; then nothing changes.
func (a *Archive) Add(e Entry, content []byte, now time.Time) (Entry, bool, error) {
	if _, err := time.Parse(time.DateOnly, e.Published); err != nil {
		return e, false, fmt.Errorf("published %q: %w: expected a day as YYYY-MM-DD", e.Published, data.ErrInvalid)
	}
	if e.Published > now.UTC().Format(time.DateOnly) {
		return e, false, fmt.Errorf("published %s: %w: lies in the future", e.Published, data.ErrInvalid)
	}
	if len(content) > MaxDocument {
		return e, false, fmt.Errorf("%s: %w: %d bytes, more than %d", e.FileName, data.ErrInvalid, len(content), MaxDocument)
	}
	sum := sha256.Sum256(content)
	e.SHA256, e.Bytes = hex.EncodeToString(sum[:]), int64(len(content))
	e.RetrievedAt = now.UTC().Format(time.RFC3339)
	if e.PublishedPrecision == "" {
		e.PublishedPrecision = "day"
	}
	entries, err := a.Entries()
	if err != nil {
		return e, false, err
	}
	for _, old := range entries {
		if old.Source == e.Source && old.SHA256 == e.SHA256 {
			return old, false, nil
		}
	}
	// The bytes first: an index line never names what is not there.
	if err := data.WriteFileAtomic(a.Path(e.SHA256), content); err != nil {
		return e, false, err
	}
	return e, true, appendLine(a.index(), e)
}

// Entries lists the index in order of arrival. A line that was cut short is passed
// over: its bytes can be added again.
func (a *Archive) Entries() ([]Entry, error) {
	return readLines(a.index(), func(e Entry) bool { return e.SHA256 != "" })
}

// errArchive marks a failure of the archive itself, as against one of a document.
var errArchive = errors.New("archive")

// Read returns the bytes of an entry and fails when they are no longer those that
// were archived.
func (a *Archive) Read(e Entry) ([]byte, error) {
	content, err := os.ReadFile(a.Path(e.SHA256))
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", errArchive, e.FileName, err)
	}
	sum := sha256.Sum256(content)
	if got := hex.EncodeToString(sum[:]); got != e.SHA256 {
		return nil, fmt.Errorf("%w: %s: %w: bytes have changed: found SHA-256 %s, expected %s", errArchive, e.FileName, data.ErrInvalid, got, e.SHA256)
	}
	return content, nil
}

// SniffHTML reports whether a document is a web page: what a server sends in place of
// a file that is gone.
func SniffHTML(content []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(content[:min(len(content), 512)])))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}
