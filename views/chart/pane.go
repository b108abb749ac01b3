package chart

import "math"

// Type sizes in px.
const (
	sizeAxis  = 12.0
	sizeLabel = 13.0
	sizeTitle = 19.0
)

// pane is one plot on its way into a scene: scales, room for texts, and where each datum of a category row stands.
type pane struct {
	fig    *Figure
	fm     Format
	out    *Scene
	box    Box // of the plot
	x, y   scale
	layers []Layer
	narrow bool
	small  bool // one panel of several

	k     int // data-k of the first series of the layer that is drawn
	layer int // its index

	lanes  map[string][]laneItem // by row name, while room is reserved
	placed map[laneKey]float64   // centre of a datum in its row
	marks  []Box                 // what notes should rather not cover
	taken  []Box                 // what no text may cover
	notes  []note

	hatchKinds []string // kinds of missing values that marks hatched without words

	direct bool // series are named at their end, not in the legend
}

func (p *pane) add(it Item) { p.out.add(it) }

// rect draws a rectangle between any two corners.
func (p *pane) rect(class string, x0, y0, x1, y1 float64, d *Datum) {
	p.add(Item{Shape: Rect, Class: class, X: min(x0, x1), Y: min(y0, y1), W: math.Abs(x1 - x0), H: math.Abs(y1 - y0), Datum: d})
}

func (p *pane) line(class string, x0, y0, x1, y1 float64) {
	p.add(Item{Shape: Line, Class: class, X: x0, Y: y0, X2: x1, Y2: y1})
}

// text draws one line of text and keeps its room.
func (p *pane) text(class string, f font, x, y float64, anchor Anchor, s string) {
	it := textItem(class, f, x, y, anchor, s)
	p.taken = append(p.taken, it.Box())
	p.add(it)
}

func textItem(class string, f font, x, y float64, anchor Anchor, s string) Item {
	if f.bold {
		class += " c-bold"
	}
	return Item{Shape: Text, Class: class, X: x, Y: y, Size: f.size, Bold: f.bold, Anchor: anchor, Text: s}
}

// free reports whether a text box is clear of all texts.
func (p *pane) free(b Box) bool {
	for _, t := range p.taken {
		if b.grow(1).meets(t) {
			return false
		}
	}
	return true
}

// onCanvas reports whether a box lies within the width of the drawing.
func (p *pane) onCanvas(b Box) bool { return b.X0 >= 0 && b.X1 <= p.out.Width }

// datum describes point i of series k of the current layer, in words unless the caller gave them.
func (p *pane) datum(k, i int, s Series, pt Point, value string) *Datum {
	label := pt.Label
	if label == "" {
		label = p.fig.pointWords(p.fm, s, pt, value)
		if pt.Row != "" && p.y.Scale == Categories && pt.Row != s.Name {
			label = pt.Row + ", " + label
		}
	}
	d := &Datum{K: p.k + k, I: i, Label: label, Kind: pt.Kind, Said: pt.Said, From: pt.From}
	switch {
	case pt.Low && d.Kind == "":
		d.Kind = p.fm.say(sayLowConfidence)
	case pt.Low:
		d.Kind += ", " + p.fm.say(sayLowConfidence)
	}
	return d
}

// pointWords is "Cuba, May 2024: 4,560 appointments (more than)".
func (f *Figure) pointWords(fm Format, s Series, pt Point, value string) string {
	at := ""
	for _, a := range []struct {
		axis    Axis
		upright bool
	}{{f.X, false}, {f.Y, true}} {
		if a.axis.timed() || a.axis.Scale == Elapsed || a.axis.Scale == Categories && !a.upright {
			at = a.axis.name(fm, pt, a.upright)
		}
	}
	words := s.Name
	if words != "" && at != "" {
		words += ", "
	}
	words += at
	if value != "" {
		if words != "" {
			words += ": "
		}
		words += value
	}
	if pt.Kind != "" {
		words += " (" + pt.Kind + ")"
	}
	if pt.Revised {
		words += "; " + fm.say(sayRevised)
	}
	if pt.Step {
		words += "; " + fm.say(sayStep)
	}
	return words
}

// number is the axis that says how values are written: X where it holds numbers, else Y.
func (f *Figure) number() Axis {
	if f.X.Scale == Number {
		return f.X
	}
	return f.Y
}

// valueWords writes a value with its unit, or why there is none.
func (p *pane) valueWords(v Value) string {
	if !v.Known() {
		return v.Missing
	}
	return p.fm.withUnit(p.fig.number(), v.V)
}

// lying reports whether values run along X.
func (p *pane) lying() bool { return p.y.Scale == Categories && p.x.Scale == Number }

// revised draws the quiet mark of a revised point above (x, y).
func (p *pane) revised(x, y float64) {
	p.add(Item{Shape: Path, Class: "c-revised", Path: polygon(x-3.5, y-4, x+3.5, y-4, x, y-10)})
	p.marks = append(p.marks, Box{x - 4, y - 11, x + 4, y - 3})
}

// stepped draws the quiet mark of a large step above (x, y), over that of a revision if there is one.
func (p *pane) stepped(x, y float64, revised bool) {
	if revised {
		y -= 8
	}
	p.add(Item{Shape: Path, Class: "c-revised", Path: polygon(x-3, y-7, x, y-10, x+3, y-7, x, y-4)})
	p.marks = append(p.marks, Box{x - 4, y - 11, x + 4, y - 3})
}

// cut reports whether a break lies between two neighbouring points. A slot with the break inside is cut off on both sides:
// it holds something of each definition.
func (p *pane) cut(a, b Point) bool {
	for _, br := range p.fig.Breaks {
		from, to := a.At, b.At
		if p.x.slotted() {
			from, to = p.x.floor(a.At), p.x.next(p.x.floor(b.At))
		}
		if from.Before(br.At) && br.At.Before(to) {
			return true
		}
	}
	return false
}

// headroom is the px kept free above the data for words.
func (p *pane) headroom() float64 {
	room := 0.0
	for _, l := range p.layers {
		if b, ok := l.(Bars); ok && b.Mode == Share {
			return 0
		}
		if b, ok := l.(Bars); ok && b.Values {
			room = max(room, 17)
			if p.lying() {
				room = 52
			}
		}
		for _, s := range l.series() {
			for _, pt := range s.Points {
				if pt.Note != "" || pt.Revised || pt.Step {
					room = max(room, 22)
				}
			}
		}
	}
	return room
}
