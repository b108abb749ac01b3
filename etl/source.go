package etl

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"citas/data"
)

// Source is a publisher's recurring series, or our own curated tables.
type Source struct {
	ID        string
	Title     string
	Publisher string
	Landing   string       // page on which the publisher lists the documents
	Licence   string       // key of data.Licences
	Cadence   string       // in words: how often a release is due, or that the series ended
	Schedule  string       // cron expression in UTC at which serve runs a load for it
	State     string       // active, ended
	Promise   Promise      // when the next release is expected
	Ended     string       // day on which the programme behind an ended series stopped
	About     string       // one paragraph: what it is and what it is not
	Formats   []string     // file name endings that `archive add` expects, such as ".xlsx"
	Stages    []data.Stage // staged tables that Read fills
	Discovery *Discovery   // how its documents are found; nil where people add them
	// Read turns one document into staged rows. It must not keep doc or out.
	Read func(ctx context.Context, doc Document, out *Rows) error
}

// Document is the bytes of one file of a release.
type Document struct {
	Release data.Release
	Name    string // file name as published
	Bytes   []byte
}

// Rows receives what a reader finds in one document.
type Rows struct {
	write func(stage data.Stage, locator string, values []string) error
	facts Facts
	count int
}

// Facts are what a document prints about itself.
type Facts struct {
	Title       string
	DataThrough string   // YYYY-MM-DD, last day covered
	CurrentAsOf string   // YYYY-MM-DD, as printed
	Notes       []string // footers and remarks, as printed
}

// Add stages one row: values stand in the order of stage.Columns.
func (r *Rows) Add(stage data.Stage, locator string, values ...string) error {
	if err := fits(stage, values); err != nil {
		return err
	}
	r.count++
	return r.write(stage, locator, values)
}

// fits reports a row that has another number of values than its table has columns.
func fits(stage data.Stage, values []string) error {
	if len(values) != len(stage.Columns) {
		return fmt.Errorf("stage %s: %d values for %d columns", stage.Name, len(values), len(stage.Columns))
	}
	return nil
}

// State records what the document prints about itself; empty fields leave what an
// earlier call stated, notes add up.
func (r *Rows) State(f Facts) {
	if f.Title != "" {
		r.facts.Title = f.Title
	}
	if f.DataThrough != "" {
		r.facts.DataThrough = f.DataThrough
	}
	if f.CurrentAsOf != "" {
		r.facts.CurrentAsOf = f.CurrentAsOf
	}
	r.facts.Notes = append(r.facts.Notes, f.Notes...)
}

var a1Reference = regexp.MustCompile(`^[A-Z]+[0-9]+$`)

// ParseError says where in a document a reader stopped and why: everything that a
// person needs to open the file and look.
type ParseError struct {
	Release, File, Sheet string
	Cell                 string // A1 reference, or "row 12"
	Column               string // header of the column, if known
	Found, Expected      string
}

func (e *ParseError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	place := e.Cell
	if a1Reference.MatchString(place) {
		place = "cell " + place
	}
	for _, part := range []struct{ label, text string }{{"sheet", e.Sheet}, {"", place}, {"column", e.Column}} {
		switch {
		case part.text == "":
		case part.label == "":
			fmt.Fprintf(&b, ", %s", part.text)
		default:
			fmt.Fprintf(&b, ", %s %q", part.label, part.text)
		}
	}
	fmt.Fprintf(&b, ": found %s, expected %s", e.Found, e.Expected)
	return b.String()
}

// Unwrap makes a ParseError one of data's kinds.
func (e *ParseError) Unwrap() error { return data.ErrInvalid }

var declared []*Source

func declare(s Source) *Source {
	declared = append(declared, &s)
	return &s
}

// Registry is a set of sources by id.
type Registry struct{ byID map[string]*Source }

// Published is the registry of the sources that citas loads.
var Published = sync.OnceValue(func() *Registry { return NewRegistry(declared...) })

// NewRegistry makes a registry of sources.
func NewRegistry(sources ...*Source) *Registry {
	r := &Registry{byID: map[string]*Source{}}
	for _, s := range sources {
		r.byID[s.ID] = s
	}
	return r
}

// Sources lists the registry by id.
func (r *Registry) Sources() []*Source {
	var list []*Source
	for _, s := range r.byID {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *Source) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Source finds a source by id, or fails with data.ErrNotFound and the known ids.
func (r *Registry) Source(id string) (*Source, error) {
	if s := r.byID[id]; s != nil {
		return s, nil
	}
	var known []string
	for _, s := range r.Sources() {
		known = append(known, s.ID)
	}
	return nil, fmt.Errorf("source %q: %w: known sources are %s", id, data.ErrNotFound, strings.Join(known, ", "))
}

// ReadAll runs s.Read over doc and returns the staged rows by stage name, each with
// its locator last, and the document's facts. It is for tests and the seed writer.
func ReadAll(ctx context.Context, s *Source, doc Document) (map[string][][]string, Facts, error) {
	staged := map[string][][]string{}
	rows := &Rows{write: func(stage data.Stage, locator string, values []string) error {
		staged[stage.Name] = append(staged[stage.Name], append(slices.Clone(values), locator))
		return nil
	}}
	err := s.Read(ctx, doc, rows)
	return staged, rows.facts, err
}
