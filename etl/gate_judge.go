package etl

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"citas/data"
)

// stop collects why a release is beyond the limits, over the datasets that it states.
type stop struct {
	limits  Gates
	reasons []string
	diffs   []*data.Revisions
}

// judge holds one comparison against every gate. A sliding window, a new named list, a
// relabelling, and cells that come or go in an open year are no reasons.
func (s *stop) judge(c *data.Comparison) {
	before := len(s.reasons)
	for _, gate := range []func(*data.Comparison) string{s.closedYear, s.step, s.droppedMonth, s.changed} {
		if reason := gate(c); reason != "" {
			s.reasons = append(s.reasons, reason)
		}
	}
	if len(s.reasons) > before {
		s.diffs = append(s.diffs, c.Revisions)
	}
}

// closedYear: the publisher had called the year final.
func (*stop) closedYear(c *data.Comparison) string {
	years := map[string]bool{}
	f := find(c, func(r data.Row) bool {
		year := r.Text("fiscal_year")
		if !slices.Contains(c.Closed, year) || r.Text("kind") == data.Relabelled || c.Relisted(r) {
			return false
		}
		years["FY"+year] = true
		return true
	})
	if f.cells == 0 {
		return ""
	}
	return fmt.Sprintf("changes a closed fiscal year: %s of %s in %s %s from %s, %s",
		f.count(), listed(years), c.Dataset.ID, f.verb("differs", "differ"), c.From, f.largest(c.Dataset))
}

// step: one cell jumps.
func (s *stop) step(c *data.Comparison) string {
	f := find(c, func(r data.Row) bool {
		was, hadValue := r.Float("old_value")
		now, hasValue := r.Float("new_value")
		by := math.Abs(now - was)
		return r.Text("kind") == data.Changed && hadValue && hasValue && by > s.limits.MaxStep && by > s.limits.MaxShare*math.Abs(was)
	})
	if f.cells == 0 {
		return ""
	}
	return fmt.Sprintf("changes a cell by more than %s and more than %v: %s of %s %s from %s, %s",
		percent(s.limits.MaxShare), s.limits.MaxStep, f.count(), c.Dataset.ID, f.verb("differs", "differ"), c.From, f.largest(c.Dataset))
}

// droppedMonth: a hole, not the end of the window.
func (*stop) droppedMonth(c *data.Comparison) string {
	if len(c.Dropped) == 0 {
		return ""
	}
	months := map[string]bool{}
	for _, m := range c.Dropped {
		months[m[:len("2006-01")]] = true
	}
	f := find(c, func(r data.Row) bool { return slices.Contains(c.Dropped, r.Text("month")) })
	return fmt.Sprintf("drops a month inside its own window: %s of %s in %s that %s states %s gone, %s",
		f.count(), listed(months), c.Dataset.ID, c.From, f.verb("is", "are"), f.largest(c.Dataset))
}

// changed: too many cells at once, for the months that passed.
func (s *stop) changed(c *data.Comparison) string {
	f := find(c, func(r data.Row) bool { return r.Text("kind") == data.Changed })
	months := max(c.Apart, 1)
	limit := s.limits.MaxChanged * float64(months)
	if float64(f.cells) <= limit*float64(c.Shared) {
		return ""
	}
	allowed := "more than " + percent(limit)
	if months > 1 {
		allowed += fmt.Sprintf(" (%s for each of the %d months between them)", percent(s.limits.MaxChanged), months)
	}
	return fmt.Sprintf("changes %s of the cells that it shares with %s, %s: %d of %d in %s, %s",
		percent(float64(f.cells)/float64(c.Shared)), c.From, allowed, f.cells, c.Shared, c.Dataset.ID, f.largest(c.Dataset))
}

// found are the revisions that a gate objects to.
type found struct {
	cells int
	most  data.Row // the largest change; the first of equals
	by    float64
}

func find(c *data.Comparison, objects func(data.Row) bool) found {
	f := found{by: -1}
	c.Table.Each(func(r data.Row) {
		if !objects(r) {
			return
		}
		f.cells++
		if by, _ := r.Float("difference"); math.Abs(by) > f.by {
			f.by, f.most = math.Abs(by), r
		}
	})
	return f
}

func (f found) count() string { return fmt.Sprintf("%d %s", f.cells, f.verb("cell", "cells")) }

func (f found) verb(one, many string) string {
	if f.cells == 1 {
		return one
	}
	return many
}

// largest tells the largest change: which cell, what was found where, and what it was.
func (f found) largest(d *data.Dataset) string {
	if f.cells == 0 { // months of a rest that cannot be compared
		return "none of which can be compared"
	}
	var cell []string
	for _, k := range d.Key {
		if text := f.most.Text(k); text != "" && k != "fiscal_year" {
			cell = append(cell, text)
		}
	}
	side := func(which string) string {
		value := f.most.Text(which + "_value")
		switch {
		case !f.most.Has(which + "_release_id"):
			return "no cell"
		case value == "":
			value = "no value"
		}
		return value + " (" + f.most.Text(which+"_locator") + ")"
	}
	return "the largest at " + strings.Join(cell, ", ") + ": found " + side("new") + ", was " + side("old")
}

func listed(set map[string]bool) string {
	var names []string
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	if n := len(names); n > 6 {
		names = append(names[:5], fmt.Sprintf("%d more", n-5))
	}
	return strings.Join(names, ", ")
}

// percent writes a share with three digits at most.
func percent(share float64) string { return fmt.Sprintf("%.3g %%", 100*share) }
