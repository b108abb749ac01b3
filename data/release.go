package data

import (
	"fmt"
	"regexp"
	"strings"
)

// Release is one issue of a source as it was published. It never changes.
type Release struct {
	ID                 string `json:"release_id"` // {source}@{published}, then .2, .3 for more on one day
	Source             string `json:"source"`
	Title              string `json:"title,omitempty"`
	Published          string `json:"published"` // YYYY-MM-DD; a month or year known only so counts from its last day
	PublishedPrecision string `json:"published_precision"`
	DataThrough        string `json:"data_through,omitempty"`  // last day that the figures cover
	CurrentAsOf        string `json:"current_as_of,omitempty"` // day of the data as the document prints it
	FileName           string `json:"file_name,omitempty"`
	SHA256             string `json:"sha256"`
	Bytes              int64  `json:"bytes"`
	URL                string `json:"url,omitempty"`
	URLBasis           string `json:"url_basis,omitempty"`    // recorded, pattern, archived, unknown
	RetrievedAt        string `json:"retrieved_at,omitempty"` // RFC 3339; empty for what comes with the program
	Basis              string `json:"basis"`                  // document, seed, curated
	Note               string `json:"note,omitempty"`
	Decision           string `json:"decision,omitempty"`        // accept, where a person let it through the gates
	DecisionReason     string `json:"decision_reason,omitempty"` // that person's words
}

var releaseID = regexp.MustCompile(`^([a-z0-9]+(?:-[a-z0-9]+)*)@(\d{4}-\d{2}-\d{2})(?:\.([2-9]|[1-9]\d+))?$`)

// ParseReleaseID splits a release id into its source and day.
func ParseReleaseID(id string) (source, published string, err error) {
	m := releaseID.FindStringSubmatch(id)
	if m == nil {
		return "", "", fmt.Errorf("release id %q: %w: expected {source}@YYYY-MM-DD or with .2, .3 …", id, ErrInvalid)
	}
	return m[1], m[2], nil
}

// ReleaseID names the nth release (from 1) of source on the day published.
func ReleaseID(source, published string, n int) string {
	id := source + "@" + published
	if n > 1 {
		id += fmt.Sprintf(".%d", n)
	}
	return id
}

// Slug is the release id as it stands in a file name.
func (r Release) Slug() string { return strings.ReplaceAll(r.ID, "@", "_") }
