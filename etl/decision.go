package etl

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"citas/data"
)

// What a person can decide about a release.
const (
	// Accept lets a release through the gates. It does not let it through a reader that
	// refuses it or a check of severity error: what cannot be read or breaks a rule
	// stays out.
	Accept = "accept"
	// Reject keeps a release out of every edition. Its bytes stay in the archive.
	Reject = "reject"
)

// Decision is one line of decisions.jsonl: what a person decided about a document, and
// why. The last line about a document holds.
type Decision struct {
	Source   string `json:"source"`
	SHA256   string `json:"sha256"`
	Release  string `json:"release_id"`
	Decision string `json:"decision"` // Accept, Reject
	Reason   string `json:"reason"`
	At       string `json:"at"` // RFC 3339
}

// maxReason is the longest reason in bytes: a paragraph, not a report.
const maxReason = 1000

func decisionsPath(dir string) string { return filepath.Join(dir, "decisions.jsonl") }

// Decide records a decision about a release in the data directory; the next load acts
// on it. The reason is published, so it must be one line of text that a spreadsheet
// does not take for a formula; else Decide fails with data.ErrInvalid.
func Decide(dir string, r data.Release, decision, reason string, now time.Time) error {
	reason = strings.TrimSpace(reason)
	fail := func(expected string) error {
		return fmt.Errorf("reason %q: %w: expected %s", reason, data.ErrInvalid, expected)
	}
	switch {
	case decision != Accept && decision != Reject:
		return fmt.Errorf("decision %q: %w: expected %s or %s", decision, data.ErrInvalid, Accept, Reject)
	case reason == "":
		return fail("some words: it is published beside the release")
	case len(reason) > maxReason:
		return fail(fmt.Sprintf("at most %d bytes", maxReason))
	case strings.ContainsFunc(reason, unicode.IsControl):
		return fail("one line without control characters")
	case strings.ContainsAny(reason[:1], "=+-@"):
		return fail("no text that a spreadsheet takes for a formula: it begins with = + - or @")
	}
	return appendLine(decisionsPath(dir), Decision{
		Source: r.Source, SHA256: r.SHA256, Release: r.ID, Decision: decision, Reason: reason, At: now.UTC().Format(time.RFC3339),
	})
}

// Decisions lists every decision of a data directory, oldest first.
func Decisions(dir string) ([]Decision, error) {
	return readLines(decisionsPath(dir), func(d Decision) bool {
		return d.SHA256 != "" && (d.Decision == Accept || d.Decision == Reject)
	})
}

// decided reads the decisions in force, by source and SHA-256.
func decided(dir string) (map[string]Decision, error) {
	list, err := Decisions(dir)
	inForce := map[string]Decision{}
	for _, d := range list {
		inForce[d.Source+d.SHA256] = d
	}
	return inForce, err
}
