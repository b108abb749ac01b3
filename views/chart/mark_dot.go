package chart

// Dots stand at their point, drawn by Point.Kind, never joined. On category rows they step aside for one another.
type Dots struct{ Series []Series }

func (m Dots) series() []Series        { return m.Series }
func (m Dots) mark() phrase            { return sayDots }
func (m Dots) extent(f *Figure) extent { return extentOf(m.Series) }

func (m Dots) keys(p *pane) (out []key) {
	for i, s := range m.Series {
		out = append(out, dotKey(s.Name, Filled, colorOf(s, i), p.k+i))
	}
	return out
}

const dotRoom = 14.0 // half width of a glyph with its arrow

// reserve gives each dot of a row its lane; a note stands beside its dot and needs room with it.
func (m Dots) reserve(p *pane) {
	if p.x.Scale == Categories {
		return
	}
	for si, s := range m.Series {
		for pi, pt := range s.Points {
			x, ok := p.x.centre(pt)
			if !ok {
				continue
			}
			it := laneItem{key: laneKey{p.layer, si, pi}, x0: x - dotRoom, x1: x + dotRoom, h: 15}
			if pt.Revised {
				it.h = 30
			}
			if lines, w, left := m.note(p, x, pt); len(lines) > 0 {
				it.h = max(it.h, font{size: sizeAxis}.line()*float64(len(lines))+3)
				if left {
					it.x0 -= w
				} else {
					it.x1 += w
				}
			}
			p.claim(pt.Row, it)
		}
	}
}

// note wraps the note of a dot in a row and chooses its side.
func (m Dots) note(p *pane, x float64, pt Point) (lines []string, w float64, left bool) {
	f := font{size: sizeAxis}
	room := p.box.X1 - x - dotRoom
	if before := x - dotRoom - p.box.X0; f.width(pt.Note) > room && before > room {
		room, left = before, true
	}
	lines = f.wrap(pt.Note, min(room, 240))
	return lines, f.widest(lines), left
}

func (m Dots) draw(p *pane) {
	for si, s := range m.Series {
		color := colorOf(s, si)
		for pi, pt := range s.Points {
			x, okX := p.x.centre(pt)
			y, okY := p.place(si, pi, pt)
			if !okX || !okY {
				continue
			}
			words := ""
			if p.y.Scale == Number || p.x.Scale == Number || pt.Value.V != 0 {
				words = p.valueWords(pt.Value)
			}
			d := p.datum(si, pi, s, pt, words)
			if !pt.Value.Known() {
				p.hatch(Box{x - 9, y - 8, x + 9, y + 8}, d)
				p.hatchKinds = append(p.hatchKinds, pt.Value.Missing)
				continue
			}
			draw := p.glyph
			if pt.Low {
				draw = p.hollow
			}
			draw(p.fig.glyphOf(pt), color.class(), x, y, d)
			p.marks = append(p.marks, Box{x - 7, y - 8, x + 7, y + 7})
			if pt.Revised {
				p.revised(x, y-4)
			}
			if p.y.Scale == Number || p.x.Scale == Categories {
				p.noteAt(x, y, 7, pt, d.Label)
			} else {
				m.drawNote(p, x, y, pt, d.Label)
			}
		}
	}
}

// drawNote writes the note in the lane of its dot, or wherever else it fits when another layer stands there.
func (m Dots) drawNote(p *pane, x, y float64, pt Point, whole string) {
	f := font{size: sizeAxis}
	lines, _, left := m.note(p, x, pt)
	at, anchor := x+dotRoom, Start
	if left {
		at, anchor = x-dotRoom, End
	}
	first := y + 4.2 - f.line()*float64(len(lines)-1)/2
	for i, line := range lines {
		if !p.free(textItem("c-text", f, at, first+f.line()*float64(i), anchor, line).Box()) {
			p.noteAt(x, y, 7, pt, whole)
			return
		}
	}
	for i, line := range lines {
		p.text("c-text c-halo", f, at, first+f.line()*float64(i), anchor, line)
	}
}
