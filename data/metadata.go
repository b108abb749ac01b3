package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Metadata is what an edition knows about itself: the one model from which every
// description for machines is written, on the site and in the bundle.
type Metadata struct {
	Manifest *Manifest
	Tables   []TableMetadata // by id
}

// TableMetadata is what an edition knows about one dataset.
type TableMetadata struct {
	*Dataset
	Files       DatasetFiles
	First, Last string           // days that the rows with a value are about, YYYY-MM-DD; empty where rows have no time
	Sources     []SourceMetadata // series first, then the documents that rows cite
}

// SourceMetadata is a series or a document that rows come from.
type SourceMetadata struct {
	ID, Title, Publisher string
	URL                  string // empty where none is known
	Release              string // of a series: the newest one in the edition
}

// Texts that describe every edition.
const (
	CollectionTitle   = "citas: a public record of the CBP One appointments"
	CollectionSummary = "The published statistics on the CBP One asylum appointments at the United States–Mexico border, from 12 January 2023 to 20 January 2025: " +
		"how many there were and for whom, how long people were said to wait, and which languages the app served. Every row names the release that it was read from and the place in it."
	BorderName = "United States–Mexico border"
	// Nowhere is the Place of a dataset that is about the record itself.
	Nowhere = "-"
)

// collectionKeywords hold for every dataset.
var collectionKeywords = []string{"CBP One", "asylum", "appointments", BorderName}

// Keywords are what the whole edition is about.
func (m *Metadata) Keywords() []string { return slices.Clone(collectionKeywords) }

// Table finds the metadata of a dataset, or fails with ErrNotFound.
func (m *Metadata) Table(id string) (TableMetadata, error) {
	i := slices.IndexFunc(m.Tables, func(t TableMetadata) bool { return t.ID == id })
	if i < 0 {
		return TableMetadata{}, fmt.Errorf("dataset %q in edition %s: %w", id, m.Manifest.Edition, ErrNotFound)
	}
	return m.Tables[i], nil
}

// Licences lists the licences of the datasets, by id.
func (m *Metadata) Licences() []Licence {
	var ids []string
	for _, t := range m.Tables {
		ids = append(ids, t.Licence)
	}
	slices.Sort(ids)
	var list []Licence
	for _, id := range slices.Compact(ids) {
		list = append(list, Licences[id])
	}
	return list
}

// Span is the first and last day that any table is about. Tables on the record itself
// and on other places do not count.
func (m *Metadata) Span() (first, last string) {
	for _, t := range m.Tables {
		if t.Place != "" || t.First == "" {
			continue
		}
		if first == "" || t.First < first {
			first = t.First
		}
		last = max(last, t.Last)
	}
	return first, last
}

// Keywords are what the dataset is about.
func (t TableMetadata) Keywords() []string {
	return append(slices.Clone(collectionKeywords), strings.ReplaceAll(t.ID, "-", " "))
}

// Where names the place that the rows are about; empty for a dataset on the record itself.
func (t TableMetadata) Where() string {
	switch t.Place {
	case "":
		return BorderName
	case Nowhere:
		return ""
	}
	return t.Place
}

// Account is the whole description in words: the summary and what a figure counts.
func (t TableMetadata) Account() string {
	return t.Summary + " One row is " + t.Grain + ". Counts: " + t.Counts + " Does not count: " + t.Not
}

// MissingWords say what an empty cell means.
func (t TableMetadata) MissingWords() string {
	f, ok := t.Field("status")
	if !ok {
		return "empty: not stated, or does not apply"
	}
	var kinds []string
	for _, term := range f.Enum {
		if term.Value != "reported" {
			kinds = append(kinds, term.Value+" ("+term.Meaning+")")
		}
	}
	return "empty: not stated, or does not apply; where the figure is empty, the column status says why: " + strings.Join(kinds, "; ")
}

// NullableKey reports whether a column of the key may be empty: then the key is unique,
// but no primary key in the sense of SQL.
func (d *Dataset) NullableKey() bool {
	return slices.ContainsFunc(d.Key, func(name string) bool {
		f, _ := d.Field(name)
		return !f.Required
	})
}

// Describe collects the metadata of the edition. It is of the whole edition, also in an
// as-of view.
func (e *Edition) Describe(ctx context.Context) (*Metadata, error) {
	return describe(ctx, e, e.catalog, e.Manifest)
}

// describe collects the metadata of an edition whose exports m lists.
func describe(ctx context.Context, q querier, c *Catalog, m *Manifest) (*Metadata, error) {
	series, err := sourceTitles(ctx, q, c)
	if err != nil {
		return nil, fmt.Errorf("describe edition %s: %w", m.Edition, err)
	}
	out := &Metadata{Manifest: m}
	for _, d := range c.Sorted() {
		t := TableMetadata{Dataset: d}
		t.Files, _ = m.Dataset(d.ID)
		if t.First, t.Last, err = spanOf(ctx, q, d); err != nil {
			return nil, fmt.Errorf("describe %s: %w", d.ID, err)
		}
		for _, id := range c.SourcesOf(d) {
			s := SourceMetadata{ID: id, Title: id}
			if known, ok := series[id]; ok {
				s = known
			}
			for _, r := range m.Releases { // oldest first
				if r.Source == id {
					s.Release = r.ID
				}
			}
			t.Sources = append(t.Sources, s)
		}
		cited, err := citedIn(ctx, q, c, d)
		if err != nil {
			return nil, fmt.Errorf("describe %s: %w", d.ID, err)
		}
		t.Sources = append(t.Sources, cited...)
		out.Tables = append(out.Tables, t)
	}
	return out, nil
}

// sourceTitles reads the recurring series, by id.
func sourceTitles(ctx context.Context, q querier, c *Catalog) (map[string]SourceMetadata, error) {
	list := map[string]SourceMetadata{}
	if _, err := c.Dataset(Sources.ID); err != nil {
		return list, nil // a catalogue of a test's
	}
	t, err := q.run(ctx, "SELECT source_id, title, publisher, url FROM main.sources WHERE kind = 'series'", nil)
	if err != nil {
		return nil, err
	}
	t.Each(func(r Row) { list[r.Text("source_id")] = sourceOf(r) })
	return list, nil
}

// citedIn lists the documents that rows of d cite, by id.
func citedIn(ctx context.Context, q querier, c *Catalog, d *Dataset) ([]SourceMetadata, error) {
	f, ok := d.Field("source_id")
	if _, err := c.Dataset(Sources.ID); err != nil || !ok || f.Ref == "" {
		return nil, nil
	}
	t, err := q.run(ctx, "SELECT source_id, title, publisher, url FROM main.sources WHERE kind = 'document' AND source_id IN (SELECT source_id FROM main."+
		ident(d.Table())+") ORDER BY source_id", nil)
	if err != nil {
		return nil, err
	}
	var list []SourceMetadata
	t.Each(func(r Row) { list = append(list, sourceOf(r)) })
	return list, nil
}

func sourceOf(r Row) SourceMetadata {
	return SourceMetadata{ID: r.Text("source_id"), Title: r.Text("title"), Publisher: r.Text("publisher"), URL: r.Text("url")}
}

// spanOf measures which days the rows of d are about: those with a value, where the
// dataset has a measure.
func spanOf(ctx context.Context, q querier, d *Dataset) (first, last string, err error) {
	where := ""
	if d.History.Measure != "" {
		where = " WHERE " + ident(d.History.Measure) + " IS NOT NULL"
	}
	has := func(name string) bool { _, ok := d.Field(name); return ok }
	var from, to string
	switch {
	case len(d.Spans) > 0:
		from, to = ident(d.Spans[0]), "coalesce("+identList(slices.Concat(d.Spans[1:], d.Spans[:1]))+")"
	case has("month"):
		from, to = "month", "last_day(month)"
	case has("fiscal_year"):
		from, to = "make_date(fiscal_year - 1, 10, 1)", "make_date(fiscal_year, 9, 30)"
	default:
		return "", "", nil
	}
	t, err := q.run(ctx, "SELECT min("+from+") AS first, max("+to+") AS last FROM main."+ident(d.Table())+where, nil)
	if err != nil {
		return "", "", err
	}
	return t.Row(0).Text("first"), t.Row(0).Text("last"), nil
}
