package views

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// originOf says where a figure comes from: how far it is from what was published, its
// rows in the datasets, the newest releases, what was revised, and who may use it.
func originOf(ctx context.Context, e *data.Edition, q chartRequest) ([]layout.Fact, error) {
	w := q.Frame.Words
	facts := []layout.Fact{layout.Text("Processing", Capital(levelWords(w, q.Chart.Level)))}
	rows, revised := layout.Fact{Term: "Datasets"}, layout.Fact{Term: "Revised"}
	changes, err := e.Changes(ctx)
	if err != nil {
		return nil, err
	}
	var licences layout.Fact
	for _, id := range q.Chart.Datasets {
		d, err := e.Catalog().Dataset(id)
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", q.Chart.ID, err)
		}
		part, err := q.rowsIn(ctx, e, d)
		if err != nil {
			return nil, err
		}
		rows.Parts = append(rows.Parts, part)
		if d.Versioned() {
			revised.Parts = append(revised.Parts, revisedPart(w, d, changes))
		}
		l := data.Licences[d.Licence]
		if !slices.ContainsFunc(licences.Parts, func(p layout.Part) bool { return p.Href == l.URL }) {
			licences.Parts = append(licences.Parts, layout.Part{Text: w.T(locale.Msg(l.Title)), Href: l.URL})
		}
	}
	facts = append(facts, rows)
	releases, err := newestReleases(ctx, e, q.Chart, w)
	if err != nil {
		return nil, err
	}
	newest := layout.Fact{Term: "Newest release"}
	for _, r := range releases {
		newest.Parts = append(newest.Parts, layout.Part{Text: fmt.Sprintf("%s (%s)", r.id, r.published), Href: "/releases/" + r.id})
	}
	if len(newest.Parts) > 0 {
		facts = append(facts, newest)
	}
	if len(revised.Parts) > 0 {
		facts = append(facts, revised)
	}
	if q.Chart.Stepped != "" {
		facts = append(facts, layout.Linked("Large steps", q.Frame.Words.T("what is known of them"), jumpsPath))
	}
	licences.Term = "Licence of the figures"
	return append(facts, licences), nil
}

// rowsIn links to the rows of a dataset that a selection is about, if the dataset can be
// asked for them in the same words; else to all of it.
func (q chartRequest) rowsIn(ctx context.Context, e *data.Edition, d *data.Dataset) (layout.Part, error) {
	all := layout.Part{Text: d.ID, Href: "/data/" + d.ID}
	if !q.Selected() {
		return all, nil
	}
	var where []data.Condition
	for _, on := range q.Chosen {
		conditions, ok := on.in(d)
		if !ok {
			return all, nil
		}
		where = append(where, conditions...)
	}
	n, err := e.Count(ctx, data.Select{Dataset: d.ID, Where: where})
	if err != nil || n == 0 {
		return all, err
	}
	return layout.Part{Text: q.Frame.Words.N(n, "{dataset}: the {n} row of the selection", "{dataset}: the {n} rows of the selection", "dataset", d.ID), Href: "/data/" + d.ID + filterQuery(where) + "#rows"}, nil
}

// in says the choice as conditions on a dataset, and false where the dataset lacks the field.
func (on chosen) in(d *data.Dataset) ([]data.Condition, bool) {
	name := orElse(on.Field, on.Column)
	f, ok := d.Field(name)
	if !ok {
		return nil, false
	}
	if !on.period() {
		c := data.Condition{Field: name, Op: data.Equals}
		for _, o := range on.On {
			c.Values = append(c.Values, o.name)
		}
		return []data.Condition{c}, c.Check(f) == nil
	}
	var list []data.Condition
	for _, end := range []struct {
		op   data.Operator
		name string
	}{{data.AtLeast, on.From.name}, {data.AtMost, on.To.name}} {
		if end.name == "" {
			continue
		}
		first, last := periodSpan(end.name)
		value := first.Format("2006-01-02")
		if end.op == data.AtMost {
			value = last.Format("2006-01-02")
		}
		if f.Type != data.Date {
			value = end.name
		}
		c := data.Condition{Field: name, Op: end.op, Values: []string{value}}
		if c.Check(f) != nil {
			return nil, false
		}
		list = append(list, c)
	}
	return list, true
}

// revisedPart counts the cells of a dataset that a later release changed.
func revisedPart(w Words, d *data.Dataset, changes []data.Change) layout.Part {
	cells, compared, releases := 0, int64(0), 0
	for _, c := range changes {
		if c.Dataset.ID == d.ID && c.Before != "" {
			cells += c.Cells()
			compared += c.Shared
			releases++
		}
	}
	text := w.N(int64(releases), "{dataset}: {cells} of {all} cells compared, over one pair of releases", "{dataset}: {cells} of {all} cells compared, over {n} pairs of releases", "dataset", d.ID, "cells", cells, "all", compared)
	if releases == 0 {
		text = w.T("{dataset}: one release, nothing to compare", "dataset", d.ID)
	}
	return layout.Part{Text: strings.TrimSpace(text), Href: "/data/" + d.ID + "/revisions"}
}
