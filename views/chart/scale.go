package chart

import (
	"math"
	"time"
)

// scale places the values of an axis in px, from a (start) to b (end). On an upright number axis a is the bottom.
type scale struct {
	Axis
	upright  bool
	a, b     float64
	lo, hi   float64 // Number
	ticks    []float64
	decimals int // of ticks
	slots    []slot
	heights  []float64 // upright Categories: the height of each row; nil: all equal
	head     float64   // of which the name of the row takes this at the top
}

func newScale(a Axis, upright bool, from, to float64) scale {
	s := scale{Axis: a, upright: upright, a: from, b: to}
	if a.slotted() {
		s.slots = a.slots()
	}
	return s
}

// numbers fits a Number scale to the data, with at least headroom px over the largest value.
func (s *scale) numbers(e extent, pxPerTick, headroom float64) {
	if e.empty() {
		e = extent{0, 1}
	}
	if s.Zero {
		e = e.with(0)
	}
	if s.Min != nil {
		e = e.with(*s.Min)
	}
	if s.Max != nil {
		e = e.with(*s.Max)
	}
	want := max(2, int(math.Abs(s.b-s.a)/pxPerTick))
	if s.Percent {
		s.ticks, s.decimals = niceTicks(e.lo*100, e.hi*100, want)
		for i := range s.ticks {
			s.ticks[i] /= 100
		}
	} else {
		s.ticks, s.decimals = niceTicks(e.lo, e.hi, want)
		for n := want - 1; n > 0 && s.decimals > s.Decimals && e.hi-e.lo >= 2; n-- { // counts have no halves
			s.ticks, s.decimals = niceTicks(e.lo, e.hi, n)
		}
	}
	s.lo, s.hi = s.ticks[0], s.ticks[len(s.ticks)-1]
	if length := math.Abs(s.b - s.a); headroom > 0 && headroom < length/2 {
		s.hi = max(s.hi, s.lo+(e.hi-s.lo)*length/(length-headroom))
	}
	if e.lo >= 0 && s.lo < 0 {
		s.lo = 0
	}
}

// number is the px of v on a Number scale.
func (s scale) number(v float64) float64 {
	return s.a + (v-s.lo)/(s.hi-s.lo)*(s.b-s.a)
}

// zero is the px of zero, or of the end nearest to it.
func (s scale) zero() float64 { return s.number(min(max(0, s.lo), s.hi)) }

// begin and finish are the first instant of a time axis and the one after its last.
func (s scale) begin() time.Time { return s.floor(s.From) }

func (s scale) finish() time.Time {
	if len(s.slots) > 0 {
		return s.slots[len(s.slots)-1].end
	}
	return s.next(s.floor(s.To))
}

// date is the px of an instant; slots are equally wide and time runs evenly within each.
func (s scale) date(t time.Time) float64 {
	if len(s.slots) == 0 {
		span := s.finish().Sub(s.begin()).Hours()
		return s.a + t.Sub(s.begin()).Hours()/span*(s.b-s.a)
	}
	w := s.band()
	if i := s.slotOf(t); i >= 0 {
		sl := s.slots[i]
		return s.a + w*(float64(i)+t.Sub(sl.start).Hours()/sl.end.Sub(sl.start).Hours())
	}
	if t.Before(s.begin()) {
		return s.a
	}
	return s.b
}

// clamp keeps an instant on the axis.
func (s scale) clamp(t time.Time) time.Time {
	if t.Before(s.begin()) {
		return s.begin()
	}
	if t.After(s.finish()) {
		return s.finish()
	}
	return t
}

func (s scale) slotOf(t time.Time) int {
	for i, sl := range s.slots {
		if !t.Before(sl.start) && t.Before(sl.end) {
			return i
		}
	}
	return -1
}

// band is the width of a slot or of an equal category.
func (s scale) band() float64 {
	n := s.count()
	if n == 0 {
		return math.Abs(s.b - s.a)
	}
	return math.Abs(s.b-s.a) / float64(n)
}

// count is the number of slots or categories.
func (s scale) count() int {
	if s.Scale == Categories {
		return len(s.Rows)
	}
	return len(s.slots)
}

// index is the slot or category of a point, −1 if the axis has none for it.
func (s scale) index(p Point) int {
	if s.slotted() {
		return s.slotOf(p.At)
	}
	name := p.Col
	if s.upright {
		name = p.Row
	}
	for i, r := range s.Rows {
		if r == name {
			return i
		}
	}
	return -1
}

// span is the px range of slot or category i.
func (s scale) span(i int) (from, to float64) {
	if s.heights != nil {
		from = s.a
		for _, h := range s.heights[:i] {
			from += h
		}
		return from, from + s.heights[i]
	}
	w := s.band()
	return s.a + float64(i)*w, s.a + float64(i+1)*w
}

// inner is span without the room for the name of the row.
func (s scale) inner(i int) (from, to float64) {
	from, to = s.span(i)
	return from + s.head, to
}

// centre is the px of a point's place on this axis, false if it has none.
func (s scale) centre(p Point) (float64, bool) {
	switch {
	case s.Scale == Number:
		return s.number(p.Value.V), p.Value.Known()
	case s.Scale == Elapsed:
		return s.number(p.After), true
	case s.Scale == Day:
		return s.date(s.clamp(p.At)), !p.At.Before(s.begin()) && p.At.Before(s.finish())
	}
	i := s.index(p)
	if i < 0 {
		return 0, false
	}
	from, to := s.inner(i)
	return (from + to) / 2, true
}

// name is a point's place in words.
func (s scale) name(f Format, p Point) string { return s.Axis.name(f, p, s.upright) }

func (a Axis) name(f Format, p Point, upright bool) string {
	switch {
	case a.Scale == Number:
		return f.withUnit(a, p.Value.V)
	case a.Scale == Elapsed:
		return f.withUnit(a, p.After)
	case a.timed():
		return a.when(f, p.At)
	case upright:
		return p.Row
	}
	return p.Col
}
