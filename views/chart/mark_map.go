package chart

import (
	"math"
	"strconv"
)

// Map shows where places lie along a border. It is the only layer of its figure and has no axes: degrees are drawn on an
// equidistant projection, true in the middle of the land. The dots are all of one size, as a place is no amount.
type Map struct {
	Land   []Position // a ring, cut off at the edges of the map
	Border []Position
	Places []Place // in reading order: west to east
	Areas  []Place // names written where there is room: countries
}

// Position is a point in degrees.
type Position struct{ East, North float64 }

// Place is a named position.
type Place struct {
	Position
	Name, Note  string // Note is a second line where the drawing is wide
	Label, From string // as of a Point
}

func (m Map) series() []Series {
	s := Series{}
	for _, at := range m.Places {
		s.Points = append(s.Points, Point{Row: at.Name, Value: V(1), Label: at.Label, From: at.From})
	}
	return []Series{s}
}

func (m Map) mark() phrase          { return sayMap }
func (m Map) extent(*Figure) extent { return noExtent() }
func (m Map) reserve(*pane)         {}
func (m Map) draw(*pane)            {} // layout.atlas does: a map has no scales
func (m Map) keys(*pane) []key      { return nil }

// atlas is the map of a figure that is one.
func (f *Figure) atlas() (Map, bool) {
	if len(f.Layers) != 1 {
		return Map{}, false
	}
	m, ok := f.Layers[0].(Map)
	return m, ok
}

// edges are the borders of the land: west, south, east, north.
func (m Map) edges() (low, high Position) {
	low, high = m.Land[0], m.Land[0]
	for _, p := range m.Land {
		low = Position{min(low.East, p.East), min(low.North, p.North)}
		high = Position{max(high.East, p.East), max(high.North, p.North)}
	}
	return low, high
}

// atlas draws the map over the whole width; where the height is scarce it gets smaller, where there is more it stands in its middle.
func (l *layout) atlas(m Map) {
	low, high := m.edges()
	shrink := math.Cos((low.North + high.North) / 2 * math.Pi / 180)
	wide, tall := (high.East-low.East)*shrink, high.North-low.North
	height := max(120, (l.x1-l.x0)*tall/wide+min(0, l.extra))
	scale := height / tall
	l.parts = 1
	l.y += max(0, l.extra) / 2
	p := l.pane(l.fig.Layers, 0)
	p.box = Box{l.x0, l.y, l.x0 + wide*scale, l.y + height}
	project := func(at Position) (x, y float64) {
		return p.box.X0 + (at.East-low.East)*shrink*scale, p.box.Y1 - (at.North-low.North)*scale
	}
	path := func(list []Position) (xy []float64) {
		for i, at := range list {
			x, y := project(at)
			if n := len(xy); i > 0 && i < len(list)-1 && math.Hypot(x-xy[n-2], y-xy[n-1]) < 3 {
				continue // too near to be seen
			}
			xy = append(xy, x, y)
		}
		return xy
	}
	p.add(Item{Shape: Rect, Class: "c-pane", X: p.box.X0, Y: p.box.Y0, W: p.box.width(), H: p.box.height(), Rows: []float64{p.box.Y0, p.box.Y1}})
	land, border := path(m.Land), path(m.Border)
	p.add(Item{Shape: Path, Class: "c-land", Path: polygon(land...)})
	p.add(Item{Shape: Path, Class: "c-coast", Path: shores(p.box, land)})
	p.add(Item{Shape: Path, Class: "c-border", Path: polyline(border...)})
	labels := labeller{pane: p, places: m.Places, land: land, border: border, two: !l.narrow}
	for _, at := range m.Places {
		x, y := project(at.Position)
		labels.dots = append(labels.dots, Seg{X: x, Y: y})
	}
	l.below = append(l.below, labels.write()...)
	for i, at := range m.Places {
		p.add(Item{Shape: Circle, Class: "c-dot c-s1", X: labels.dots[i].X, Y: labels.dots[i].Y, R: 5, Datum: &Datum{K: 0, I: i, Label: at.Label, From: at.From}})
	}
	f := font{size: sizeLabel}
	for _, at := range m.Areas {
		x, y := project(at.Position)
		it := textItem("c-quiet", f, x, y, Middle, at.Name)
		if p.free(it.Box().grow(4)) && it.Box().within(p.box) {
			p.text("c-quiet", f, x, y, Middle, at.Name)
		}
	}
	l.y = p.box.Y1 + max(0, l.extra)/2 + 6
}

// shores are the parts of the ring that are not the edge of the map.
func shores(box Box, ring []float64) []Seg {
	n := len(ring) / 2
	edge := func(i, j int) bool {
		on := func(a, b, edge float64) bool { return math.Abs(a-edge) < 0.5 && math.Abs(b-edge) < 0.5 }
		x0, y0, x1, y1 := ring[2*i], ring[2*i+1], ring[2*j], ring[2*j+1]
		return on(x0, x1, box.X0) || on(x0, x1, box.X1) || on(y0, y1, box.Y0) || on(y0, y1, box.Y1)
	}
	var segs []Seg
	pen := false
	for i := range n {
		j := (i + 1) % n
		if edge(i, j) {
			pen = false
			continue
		}
		if !pen {
			segs = append(segs, Seg{Op: 'M', X: ring[2*i], Y: ring[2*i+1]})
		}
		segs = append(segs, Seg{Op: 'L', X: ring[2*j], Y: ring[2*j+1]})
		pen = true
	}
	return segs
}

// describe says the map in words.
func (m Map) describe(d *describer) {
	var names []string
	for _, at := range m.Places {
		name := at.Name
		if at.Note != "" {
			name += " (" + at.Note + ")"
		}
		names = append(names, name)
	}
	d.say(sayPlaces, strconv.Itoa(len(names)), d.fm.and(names))
}
