package etl

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	// Of what was fetched:
	Issue         string    `json:"issue,omitempty"`          // by its name, such as fy23-fy26-jul
	PublishedRule DayRule   `json:"published_rule,omitempty"` // that gave the day
	Via           Via       `json:"via,omitempty"`            // whose address it came from
	Page          string    `json:"page,omitempty"`           // that listed it
	Text          string    `json:"text,omitempty"`           // of the link there
	Exchange      *Exchange `json:"exchange,omitempty"`
}

// Exchange is how bytes were got: what was asked and what was answered.
type Exchange struct {
	Redirects []string          `json:"redirects,omitempty"` // addresses before Entry.URL
	Status    int               `json:"status"`
	Request   map[string]string `json:"request"`
	Response  map[string]string `json:"response"`
}

// How a document came into the archive.
const (
	Saved   = "saved by a person"
	Fetched = "fetched"
)

// OpenArchive names the archive of a data directory; it need not exist yet.
func OpenArchive(dir string) *Archive { return &Archive{dir: filepath.Join(dir, "archive")} }

// MaxDocument is the largest document that the archive takes, in bytes.
const MaxDocument = 512 << 20

func (a *Archive) index() string { return filepath.Join(a.dir, "index.jsonl") }

// Path is where the bytes with a hash lie.
func (a *Archive) Path(sha string) string { return filepath.Join(a.dir, "sha256", sha) }

// Add keeps a document that someone saved or that was fetched. It reports false when
// the same bytes are already there for that source; then nothing changes but that
// fetched ones leave a line for each address, and for what a server calls them now.
func (a *Archive) Add(e Entry, content []byte, now time.Time) (Entry, bool, error) {
	if err := validDay(e.Published); err != nil {
		return e, false, err
	}
	if e.Published > now.UTC().Format(time.DateOnly) {
		return e, false, fmt.Errorf("published %s: %w: lies in the future", e.Published, data.ErrInvalid)
	}
	if len(content) > MaxDocument {
		return e, false, fmt.Errorf("%s: %w: %d bytes, more than %d", e.FileName, data.ErrInvalid, len(content), MaxDocument)
	}
	if err := refuseBomb(e.FileName, content); err != nil {
		return e, false, err
	}
	sum := sha256.Sum256(content)
	e.SHA256, e.Bytes = hex.EncodeToString(sum[:]), int64(len(content))
	e.RetrievedAt = now.UTC().Format(time.RFC3339)
	if e.PublishedPrecision == "" {
		e.PublishedPrecision = "day"
	}
	lines, err := a.lines()
	if err != nil {
		return e, false, err
	}
	for i, old := range lines {
		if old.Source == e.Source && old.SHA256 == e.SHA256 {
			if _, err := a.Read(old); err != nil { // lost or damaged since, and here again
				if err := data.WriteFileAtomic(a.Path(e.SHA256), content); err != nil {
					return old, false, err
				}
			}
			if e.How == Fetched && !slices.ContainsFunc(lines[i:], e.sameAnswer) {
				return old, false, appendLine(a.index(), e)
			}
			return old, false, nil
		}
	}
	// The bytes first: an index line never names what is not there.
	if err := data.WriteFileAtomic(a.Path(e.SHA256), content); err != nil {
		return e, false, err
	}
	return e, true, appendLine(a.index(), e)
}

func validDay(published string) error {
	if _, err := time.Parse(time.DateOnly, published); err != nil {
		return fmt.Errorf("published %q: %w: expected a day as YYYY-MM-DD", published, data.ErrInvalid)
	}
	return nil
}

// Entries lists the documents of the index in order of arrival. A line that was cut
// short is passed over: its bytes can be added again.
func (a *Archive) Entries() ([]Entry, error) {
	lines, err := a.lines()
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(e Entry) bool {
		key := e.Source + e.SHA256
		again := seen[key]
		seen[key] = true
		return again
	}), err
}

// lines lists the whole index: a document that was met at several addresses, or whose
// server calls it by another ETag now, has several lines. The first one is its release.
func (a *Archive) lines() ([]Entry, error) {
	return readLines(a.index(), func(e Entry) bool { return e.SHA256 != "" })
}

// sameAnswer reports whether both are answers from one address that a conditional
// request would name alike.
func (e Entry) sameAnswer(o Entry) bool {
	return e.Source == o.Source && e.SHA256 == o.SHA256 && e.URL == o.URL && e.etag() == o.etag() && e.modified() == o.modified()
}

func (e Entry) etag() string     { return e.answered("Etag") }
func (e Entry) modified() string { return e.answered("Last-Modified") }

func (e Entry) answered(header string) string {
	if e.Exchange == nil {
		return ""
	}
	return e.Exchange.Response[header]
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
