package etl

import (
	"errors"
	"path/filepath"
	"time"

	"citas/data"
	"citas/etl/upstream"
)

// SourceCheck is one line of checks.jsonl: what a source's publisher had to offer when
// it was asked, and what citas took of it.
type SourceCheck struct {
	Source     string `json:"source"`
	StartedAt  string `json:"started_at"` // RFC 3339
	FinishedAt string `json:"finished_at"`
	// State is found; moved, where another address of the publisher lists the documents
	// now; or the kind of trouble of the publisher's pages, though a web archive may
	// have helped.
	State  upstream.Kind `json:"state"`
	Status int           `json:"status,omitempty"` // last HTTP status of the publisher's first page
	Page   string        `json:"page,omitempty"`   // that listed the documents
	Via    Via           `json:"via,omitempty"`    // whose page it is
	// MovedTo is where the publisher redirects the page to for good.
	MovedTo string `json:"moved_to,omitempty"`
	Listed  int    `json:"listed"`           // documents on the page
	Newest  string `json:"newest,omitempty"` // issue
	Through string `json:"through,omitempty"`
	// Unknown are files on the page that no pattern of the source knows: a new name of
	// the documents, or other tables.
	Unknown   []string     `json:"unknown,omitempty"`
	New       []NewRelease `json:"new,omitempty"`
	Unchanged int          `json:"unchanged"`
	Bytes     int64        `json:"bytes"` // over the wire
	Problems  []Problem    `json:"problems,omitempty"`
	Error     string       `json:"error,omitempty"` // the trouble in plain words
}

// States beside the kinds of trouble.
const (
	Found upstream.Kind = "found"
	Moved upstream.Kind = "moved"
)

// Undated is the trouble of a document of which nothing says when it was published.
const Undated upstream.Kind = "undated"

// Restored is the remark about an address that gives an earlier release's bytes again.
const Restored upstream.Kind = "restored"

// Withdrawn is the trouble of a page whose newest document is older than before.
const Withdrawn upstream.Kind = "withdrawn"

// NewRelease is a document that was not in the archive before.
type NewRelease struct {
	Issue     string  `json:"issue"`
	FileName  string  `json:"file_name"`
	Published string  `json:"published"`
	Precision string  `json:"published_precision"`
	Rule      DayRule `json:"published_rule"`
	SHA256    string  `json:"sha256"`
	Bytes     int64   `json:"bytes"`
	URL       string  `json:"url"`
	Via       Via     `json:"via"`
	// Replaces is the SHA-256 of the bytes that lay at this address before.
	Replaces string `json:"replaces,omitempty"`
}

// Problem is an address that gave nothing.
type Problem struct {
	URL    string        `json:"url"`
	Via    Via           `json:"via"`
	Issue  string        `json:"issue,omitempty"` // empty for a page
	Kind   upstream.Kind `json:"kind"`
	Status int           `json:"status,omitempty"`
	Words  string        `json:"words"`
}

// Sound reports whether the publisher lists its documents and the newest is at hand.
func (c SourceCheck) Sound() bool { return c.Error == "" }

// problem makes the record of an error at an address.
func problem(address string, via Via, issue string, err error) Problem {
	p := Problem{URL: address, Via: via, Issue: issue, Kind: upstream.Refused, Words: err.Error()}
	var t *upstream.Trouble
	if errors.As(err, &t) {
		p.Kind, p.Status, p.Words = t.Kind, t.Status, t.Words
		if t.URL != address { // after a redirect, or at the robots.txt
			p.Words = "failed: " + t.URL + " " + t.Words
		}
	}
	return p
}

func (p Problem) String() string { return p.URL + " " + p.Words }

func checksPath(dir string) string { return filepath.Join(dir, "checks.jsonl") }

// SourceChecks lists every check of a data directory, oldest first.
func SourceChecks(dir string) ([]SourceCheck, error) {
	return readLines(checksPath(dir), func(c SourceCheck) bool { return c.Source != "" && c.State != "" })
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// ofTheMachine reports whether err is no trouble of an address: then a fetch ends.
func ofTheMachine(err error) bool {
	var t *upstream.Trouble
	return err != nil && !errors.As(err, &t) && !errors.Is(err, data.ErrInvalid)
}
