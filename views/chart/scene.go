package chart

import "math"

// Shape is the geometry of an item.
type Shape int

// Shapes of a scene.
const (
	Rect Shape = iota
	Line
	Path
	Circle
	Text
)

// Anchor is the end of a text that its X fixes.
type Anchor int

// Anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Item is one shape of a scene. All lengths are px from the top left.
type Item struct {
	Shape Shape
	Class string // roles, space-separated: "c-bar c-s1"; see CSS

	X, Y   float64 // corner, centre, start; for texts the baseline
	W, H   float64 // rect
	X2, Y2 float64 // line
	R      float64 // circle
	Path   []Seg
	Dash   []float64
	Hatch  bool // filled with the figure's hatching

	Text   string
	Size   float64
	Bold   bool
	Anchor Anchor
	Turned bool // reads upwards

	Rows []float64 // on the frame of a plot with category rows: where each row begins and the last one ends

	Datum *Datum

	zoom float64 // of strokes and hatching, where a drawing is set into a picture; 0 means 1
}

// Seg is one step of a path: 'M', 'L' and 'Z' as in SVG, 'Q' with its control point in CX, CY.
type Seg struct {
	Op     byte
	X, Y   float64
	CX, CY float64
}

// Datum names the data behind a mark. I is −1 for what stands for the whole series; K is −1 too for the legend entry of a kind.
type Datum struct {
	K, I  int
	Also  []int // legend: other series of the same name
	Label string
	Kind  string // of a point: its kind and how far it can be trusted; of a legend entry: the kind it stands for
	Said  string // how the value was made
	From  string // release or document of the value
}

// Scene is a laid-out drawing.
type Scene struct {
	ID            string // prefix of ids
	Figure        string
	Width, Height float64
	Title, Desc   string
	Said, From    string // of every mark that names no other
	Bare          bool   // marks carry numbers only: see Options
	Items         []Item
}

// Box is a rectangle in px.
type Box struct{ X0, Y0, X1, Y1 float64 }

func (b Box) width() float64  { return b.X1 - b.X0 }
func (b Box) height() float64 { return b.Y1 - b.Y0 }

func (b Box) meets(o Box) bool {
	return b.X0 < o.X1 && o.X0 < b.X1 && b.Y0 < o.Y1 && o.Y0 < b.Y1
}

func (b Box) within(o Box) bool {
	return b.X0 >= o.X0 && b.Y0 >= o.Y0 && b.X1 <= o.X1 && b.Y1 <= o.Y1
}

func (b Box) grow(d float64) Box { return Box{b.X0 - d, b.Y0 - d, b.X1 + d, b.Y1 + d} }

// Box is the room a text takes; other shapes have none.
func (it Item) Box() Box {
	f := font{it.Size, it.Bold}
	w := f.width(it.Text)
	if it.Turned {
		y := it.Y + w*float64(it.Anchor)/2
		return Box{it.X - 0.76*it.Size, y - w, it.X + 0.22*it.Size, y}
	}
	x := it.X - w*float64(it.Anchor)/2
	return Box{x, it.Y - 0.76*it.Size, x + w, it.Y + 0.22*it.Size}
}

// Pair is two texts that collide; B is empty when A leaves the drawing.
type Pair struct{ A, B string }

// Overlaps lists the texts that cover one another or stick out of the drawing. A sound scene has none.
func (s *Scene) Overlaps() []Pair {
	var pairs []Pair
	canvas := Box{-0.5, -0.5, s.Width + 0.5, s.Height + 0.5}
	for i, a := range s.Items {
		if a.Shape != Text {
			continue
		}
		if !a.Box().within(canvas) {
			pairs = append(pairs, Pair{A: a.Text})
		}
		for _, b := range s.Items[i+1:] {
			if b.Shape == Text && a.Box().grow(-0.5).meets(b.Box().grow(-0.5)) {
				pairs = append(pairs, Pair{a.Text, b.Text})
			}
		}
	}
	return pairs
}

// finite reports whether every coordinate is a number.
func (it Item) finite() bool {
	all := []float64{it.X, it.Y, it.W, it.H, it.X2, it.Y2, it.R}
	for _, s := range it.Path {
		all = append(all, s.X, s.Y, s.CX, s.CY)
	}
	for _, v := range all {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return it.W >= 0 && it.H >= 0 && it.R >= 0
}

func (s *Scene) add(it Item) { s.Items = append(s.Items, it) }

func polyline(xy ...float64) []Seg {
	var segs []Seg
	for i := 0; i+1 < len(xy); i += 2 {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		segs = append(segs, Seg{Op: op, X: xy[i], Y: xy[i+1]})
	}
	return segs
}

func polygon(xy ...float64) []Seg { return append(polyline(xy...), Seg{Op: 'Z'}) }
