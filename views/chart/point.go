package chart

import (
	"math"
	"time"
)

// Value is a number, or the words for why there is none.
type Value struct {
	V       float64
	Missing string // "no file held", "not applicable": drawn hatched, never as zero
}

// V is a known value.
func V(v float64) Value { return Value{V: v} }

// Missing is an absent value of a kind, in words a reader understands.
func Missing(kind string) Value { return Value{Missing: kind} }

// Known reports whether there is a number.
func (v Value) Known() bool { return v.Missing == "" }

// Point is one datum of any mark. See the package comment for which axis reads which field.
type Point struct {
	At    time.Time // on a time axis
	End   time.Time // steps and intervals: the day after the last; zero: runs to the edge of the axis
	Col   string    // on X with categories
	Row   string    // on Y with categories
	After float64   // on an axis of what elapsed

	Value  Value
	Lo, Hi float64 // bands and ranges, in the unit of the number axis

	Kind    string // a Kind.Name of the figure
	Note    string // a few words drawn beside the mark
	Label   string // the whole datum in words; empty: computed
	Said    string // how it was made; empty: Figure.Said
	From    string // the release or document that it stands in; empty: Figure.From
	Revised bool   // a later release changed it: a quiet mark above
	Step    bool   // a large step from the point before: a quiet mark above
	Low     bool   // low confidence: drawn hollow
}

// Series is a named row of points.
type Series struct {
	Name   string
	Color  Color
	Points []Point
}

// Color is a place in the palette; the zero value takes the place of the series in its layer.
type Color int

// Colours. Grey is for "Other" and for context.
const (
	Auto Color = iota
	C1
	C2
	C3
	C4
	C5
	C6
	Grey
)

// Layer is a set of marks on the figure's axes: Bars, Lines, Steps, Area, Band, Ranges, Dots, Intervals, Cells or Map.
type Layer interface {
	series() []Series
	extent(f *Figure) extent // along the number axis
	reserve(p *pane)         // claims room in category rows, before heights are known
	draw(p *pane)
	keys(p *pane) []key // for the legend
	mark() phrase       // name of the mark, for Describe
}

// extent is a range of numbers; lo > hi when empty.
type extent struct{ lo, hi float64 }

func noExtent() extent { return extent{math.Inf(1), math.Inf(-1)} }

func (e extent) empty() bool { return e.lo > e.hi }

func (e extent) with(vs ...float64) extent {
	for _, v := range vs {
		e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
	}
	return e
}

func (e extent) join(o extent) extent {
	if o.empty() {
		return e
	}
	return e.with(o.lo, o.hi)
}

func extentOf(series []Series) extent {
	e := noExtent()
	for _, s := range series {
		for _, p := range s.Points {
			if p.Value.Known() {
				e = e.with(p.Value.V)
			}
		}
	}
	return e
}
