package chart

import (
	"errors"
	"fmt"
	"math"
	"regexp"
)

// Validate reports what is wrong with a figure: a missing name, a point outside its axis, an unknown kind, too many series or events.
func Validate(f Figure) error {
	if !regexp.MustCompile(`^[a-z][a-z0-9-]*$`).MatchString(f.ID) {
		return fmt.Errorf("id %q: want lower-case letters, digits and hyphens", f.ID)
	}
	if f.Name == "" {
		return errors.New("no name")
	}
	if len(f.Layers) == 0 && len(f.Panels) == 0 {
		return errors.New("no layers")
	}
	if m, ok := f.atlas(); ok {
		return m.validate()
	}
	if f.Y.timed() {
		return errors.New("y is a time axis: put time on x")
	}
	if f.X.Scale == Number && f.Y.Scale != Categories {
		return errors.New("x holds numbers: y must hold categories")
	}
	if f.Y.Scale == Elapsed || f.X.Scale == Elapsed && (f.Y.Scale != Number || len(f.Events)+len(f.Breaks) > 0) {
		return errors.New("what elapsed goes on x, under numbers, and has no dates")
	}
	if n := len(f.Events); n > 6 {
		return fmt.Errorf("%d events: at most six", n)
	}
	if n := len(f.Breaks); n > 3 {
		return fmt.Errorf("%d breaks: at most three", n)
	}
	if err := f.X.validate(); err != nil {
		return fmt.Errorf("x: %w", err)
	}
	if len(f.Panels) == 0 || f.Y.Scale != Categories {
		if err := f.Y.validate(); err != nil {
			return fmt.Errorf("y: %w", err)
		}
	}
	kinds := map[string]bool{"": true}
	for _, k := range f.Kinds {
		kinds[k.Name] = true
	}
	check := func(layers []Layer, rows []string) error {
		y := f.Y
		if rows != nil {
			y.Rows = rows
		}
		for _, l := range layers {
			if err := f.validateLayer(l, y, kinds); err != nil {
				return err
			}
		}
		return nil
	}
	if len(f.Panels) == 0 {
		return check(f.Layers, nil)
	}
	for _, p := range f.Panels {
		y := f.Y
		if p.Rows != nil {
			y.Rows = p.Rows
		}
		if err := y.validate(); err != nil {
			return fmt.Errorf("panel %q: %w", p.Title, err)
		}
		if err := check(f.panelLayers(p), p.Rows); err != nil {
			return fmt.Errorf("panel %q: %w", p.Title, err)
		}
	}
	return nil
}

func (m Map) validate() error {
	if len(m.Land) < 3 || len(m.Border) < 2 || len(m.Places) == 0 {
		return errors.New("a map needs land, a border and places")
	}
	low, high := m.edges()
	if !(low.East < high.East && low.North < high.North && low.North > -85 && high.North < 85) {
		return fmt.Errorf("land from %v to %v", low, high)
	}
	for _, at := range m.Places {
		if !(at.East > low.East && at.East < high.East && at.North > low.North && at.North < high.North) {
			return fmt.Errorf("place %q is off the map", at.Name)
		}
	}
	return nil
}

func (a Axis) validate() error {
	switch {
	case a.timed() && (a.From.IsZero() || a.To.Before(a.From)):
		return fmt.Errorf("time from %s to %s", a.From.Format("2006-01-02"), a.To.Format("2006-01-02"))
	case a.slotted() && a.To.Sub(a.From).Hours() > 24*366*150:
		return errors.New("longer than 150 years")
	case a.Scale == Categories && len(a.Rows) == 0:
		return errors.New("no categories")
	}
	seen := map[string]bool{}
	for _, r := range a.Rows {
		if seen[r] {
			return fmt.Errorf("category %q twice", r)
		}
		seen[r] = true
	}
	return nil
}

func (f Figure) validateLayer(l Layer, y Axis, kinds map[string]bool) error {
	bars, isBars := l.(Bars)
	_, isSteps := l.(Steps)
	_, isIntervals := l.(Intervals)
	auto := 0
	for _, s := range l.series() {
		if s.Color == Auto {
			auto++
		}
	}
	if auto > int(C6) {
		return fmt.Errorf("%d series in one layer: at most six, give the rest chart.Grey or use panels", auto)
	}
	x, up := newScale(f.X, false, 0, 1), newScale(y, true, 1, 0)
	for _, s := range l.series() {
		for i, pt := range s.Points {
			at := fmt.Sprintf("series %q, point %d", s.Name, i)
			for _, v := range []float64{pt.Value.V, pt.Lo, pt.Hi} {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					return fmt.Errorf("%s: value is not a number", at)
				}
			}
			if isBars && bars.Mode != Grouped && pt.Value.V < 0 {
				return fmt.Errorf("%s: negative part of a stack", at)
			}
			if !kinds[pt.Kind] {
				return fmt.Errorf("%s: kind %q is not in Kinds", at, pt.Kind)
			}
			if isSteps || isIntervals {
				if !pt.End.IsZero() && !pt.End.After(pt.At) {
					return fmt.Errorf("%s: ends before it begins", at)
				}
			} else if f.X.timed() && (pt.At.Before(x.begin()) || !pt.At.Before(x.finish())) {
				return fmt.Errorf("%s: %s is outside the x axis", at, pt.At.Format("2006-01-02"))
			}
			if f.X.Scale == Categories && x.index(pt) < 0 {
				return fmt.Errorf("%s: column %q is not on the x axis", at, pt.Col)
			}
			if y.Scale == Categories && up.index(pt) < 0 {
				return fmt.Errorf("%s: row %q is not on the y axis", at, pt.Row)
			}
		}
	}
	return nil
}
