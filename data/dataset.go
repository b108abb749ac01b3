package data

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Level says how far a dataset is from what was published.
type Level string

// The processing levels.
const (
	AsPublished Level = "as_published" // cells of an official file, read by program
	Transcribed Level = "transcribed"  // figures copied by hand from documents, each cited
	Derived     Level = "derived"      // computed from other datasets by exact arithmetic
	Modelled    Level = "modelled"     // an estimate: rests on assumptions
)

// Words names the level for a reader.
func (l Level) Words() string {
	switch l {
	case AsPublished:
		return "as published"
	case Transcribed:
		return "transcribed from cited documents"
	case Derived:
		return "derived from published figures"
	case Modelled:
		return "modelled estimate"
	}
	return string(l)
}

// Stage is a table of text that a reader fills: Columns as named, all VARCHAR, and
// release_id and locator beside them.
type Stage struct {
	Name    string
	Columns []string
}

// History says what a newer release does to an older one.
// With Partition, a release is a full statement of each partition that it holds:
// the newest replaces the whole partition. With SaidOn, rows add up by that date.
// With neither, the dataset has one state only.
type History struct {
	Partition []string // fields
	SaidOn    string   // a Date field

	Measure  string   // the published number that revisions compare
	Labels   []string // printed names beside the key; where only they differ a row is relabelled
	Residual string   // "field=value" of a rest such as other: comparable only between equal lists of field
	Total    string   // "field=value" of a printed total, which stands for the series as a whole
	Running  string   // SQL over a row: a printed total to date, which grows with every issue and is no revision
	Closed   string   // SQL over a row: the publisher called its fiscal year closed
}

// Severity of a check.
type Severity string

// The severities: an error keeps a release out, a warning is shown.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Check is a rule that the rows of a dataset obey. SQL selects the rows that break
// it, as (release_id, locator, found, expected), all text. {table} stands for the
// dataset's table over all releases.
type Check struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	SQL      string   `json:"sql"`
	sign     string   // SQL over the whole of {table} that is true wherever a row breaks the rule; empty: SQL is run at once
}

// Dataset declares one published table. Its files, page, dictionary, API, checks and
// metadata all follow from this value.
type Dataset struct {
	ID      string // kebab-case; the table is named the same with underscores
	Title   string
	Summary string // one paragraph
	Grain   string // what one row is
	Level   Level
	Series  []string // recurring sources (package etl) that feed it
	Licence string   // SPDX-like identifier, see Licences
	Fields  []Field  // in published order
	Key     []string // unique within a release
	Order   []string // total order of the exports
	Reads   []Stage  // staged tables that SQL reads; declared here, filled by a reader
	Uses    []string // datasets that SQL reads, built before this one
	History History
	// PartedBy is the field, first in Order, by whose values the Parquet of a large table
	// lies in parts. Empty: it stays in one file.
	PartedBy string
	// SQL selects all Fields by name from stage.* for every staged release, or from
	// main.* for datasets in Uses. Empty means: cast the columns of Reads[0].
	SQL    string
	Checks []Check
	// MayEmpty lets a curated file of a header only pass: there is nothing to say yet.
	MayEmpty bool
	// Spans names the columns of the first and, if there is one, the last day that a row
	// is about. Empty where a month or a fiscal year says so, or nothing does.
	Spans  []string
	Place  string // what place the rows are about; empty for the border, Nowhere for the record itself
	Counts string // what a figure counts, for the page
	Not    string // what it does not count
	Notes  []string
}

var (
	identifier = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	slug       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// reserved names are parameters of addresses at which a column filters by its own name.
var reserved = []string{"as_of", "bom", "columns", "sort", "limit", "cursor", "page"}

// Table is the name of the dataset's table in schemas main and history.
func (d *Dataset) Table() string { return strings.ReplaceAll(d.ID, "-", "_") }

// Field finds a field by name.
func (d *Dataset) Field(name string) (Field, bool) {
	i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return d.Fields[i], true
}

// FieldNames lists the columns in published order.
func (d *Dataset) FieldNames() []string {
	names := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		names[i] = f.Name
	}
	return names
}

// Versioned reports whether the edition keeps every release of the dataset.
func (d *Dataset) Versioned() bool { return len(d.History.Partition) > 0 }

// validate finds what is wrong with a declaration: a programming error, met by the
// registry test.
func (d *Dataset) validate() error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%w: dataset %s: "+format, append([]any{ErrInvalid, d.ID}, args...)...)
	}
	if !slug.MatchString(d.ID) {
		return fail("id is not kebab-case")
	}
	for name, text := range map[string]string{"title": d.Title, "summary": d.Summary, "grain": d.Grain, "licence": d.Licence, "counts": d.Counts, "not": d.Not} {
		if text == "" {
			return fail("has no %s", name)
		}
	}
	if !slices.Contains([]Level{AsPublished, Transcribed, Derived, Modelled}, d.Level) {
		return fail("unknown level %q", d.Level)
	}
	if _, ok := Licences[d.Licence]; !ok {
		return fail("unknown licence %q", d.Licence)
	}
	seen := map[string]bool{}
	for _, f := range d.Fields {
		if err := f.validate(); err != nil {
			return fmt.Errorf("dataset %s: %w", d.ID, err)
		}
		if seen[f.Name] || slices.Contains(reserved, f.Name) {
			return fail("field %s repeats, or is the name of a parameter", f.Name)
		}
		seen[f.Name] = true
	}
	if !seen["release_id"] || !seen["locator"] {
		return fail("rows must carry release_id and locator")
	}
	if len(d.Key) == 0 || len(d.Order) == 0 {
		return fail("has no key or no order")
	}
	for _, name := range slices.Concat(d.Key, d.Order, d.History.Partition) {
		if !seen[name] {
			return fail("%s is not a field", name)
		}
	}
	residual, _, _ := strings.Cut(d.History.Residual, "=")
	for _, name := range append([]string{d.History.SaidOn, d.History.Measure, residual}, d.History.Labels...) {
		if name != "" && !seen[name] {
			return fail("%s is not a field", name)
		}
	}
	if f, _ := d.Field(d.PartedBy); d.PartedBy != "" && (d.PartedBy != d.Order[0] || f.Type != Integer || !f.Required) {
		return fail("is parted by %s, which is no whole number that rows always have and stand in the order of", d.PartedBy)
	}
	for _, name := range d.Spans {
		if f, ok := d.Field(name); !ok || f.Type != Date {
			return fail("spans days by %s, which is no day", name)
		}
	}
	if d.Versioned() && d.History.Measure == "" {
		return fail("is versioned but names no measure that revisions compare")
	}
	if d.History.Closed != "" && !slices.Contains(d.History.Partition, "fiscal_year") {
		return fail("closes fiscal years but is not partitioned by them")
	}
	if d.SQL == "" && len(d.Reads) != 1 {
		return fail("without SQL it must read exactly one staged table")
	}
	return nil
}
