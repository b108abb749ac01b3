package chart

// Intervals run from At to End in their row, with the note above. Without End they run to the edge and are left open.
type Intervals struct{ Series []Series }

func (m Intervals) series() []Series       { return m.Series }
func (m Intervals) mark() phrase           { return sayIntervals }
func (m Intervals) extent(*Figure) extent  { return noExtent() }
func (m Intervals) keys(p *pane) (k []key) { return m.barKeys(p) }

func (m Intervals) barKeys(p *pane) (out []key) {
	for i, s := range m.Series {
		out = append(out, barKey(s, colorOf(s, i), p.k+i))
	}
	return out
}

const barHalf = 5.0

// layout of one interval: its bar, and the note above it shifted left where it would leave the plot.
func (m Intervals) place(p *pane, pt Point) (x0, x1, textX float64, lines []string, ok bool) {
	if !pt.Value.Known() || !pt.End.IsZero() && !pt.End.After(p.x.begin()) || !pt.At.Before(p.x.finish()) {
		return 0, 0, 0, nil, false
	}
	x0, x1 = p.x.date(p.x.clamp(pt.At)), p.box.X1
	if !pt.End.IsZero() {
		x1 = max(p.x.date(p.x.clamp(pt.End)), x0+2)
	}
	f := font{size: sizeAxis}
	lines = f.wrap(pt.Note, min(p.box.width(), max(300, x1-x0)))
	textX = max(p.box.X0, min(x0, p.box.X1-f.widest(lines)))
	return x0, x1, textX, lines, true
}

func (m Intervals) reserve(p *pane) {
	f := font{size: sizeAxis}
	for si, s := range m.Series {
		for pi, pt := range s.Points {
			x0, x1, textX, lines, ok := m.place(p, pt)
			if !ok {
				continue
			}
			p.claim(pt.Row, laneItem{
				key: laneKey{p.layer, si, pi}, x0: min(x0, textX), x1: max(x1, textX+f.widest(lines)),
				h: f.line()*float64(len(lines)) + 2*barHalf + 8, below: barHalf + 4,
			})
		}
	}
}

func (m Intervals) draw(p *pane) {
	f := font{size: sizeAxis}
	for si, s := range m.Series {
		class := colorOf(s, si).class()
		for pi, pt := range s.Points {
			x0, x1, textX, lines, ok := m.place(p, pt)
			y, okY := p.placed[laneKey{p.layer, si, pi}]
			if !ok || !okY {
				continue
			}
			words := p.fm.say(sayOpen, p.fm.Date(pt.At))
			if !pt.End.IsZero() {
				words = p.fm.say(sayTo, p.fm.Date(pt.At), p.fm.Date(pt.End.AddDate(0, 0, -1)))
			}
			if pt.Note != "" {
				words = pt.Note + ", " + words
			}
			named := pt
			if named.Label == "" {
				named.Label = words
				if pt.Row != "" {
					named.Label = pt.Row + ": " + words
				}
			}
			d := p.datum(si, pi, s, named, "")
			role := "c-seg "
			if pt.Low {
				role = "c-ghost "
			}
			if pt.End.IsZero() { // the open end is a point
				p.add(Item{Shape: Path, Class: role + class, Datum: d,
					Path: polygon(x0, y-barHalf, x1-7, y-barHalf, x1, y, x1-7, y+barHalf, x0, y+barHalf)})
			} else {
				p.rect(role+class, x0, y-barHalf, x1, y+barHalf, d)
			}
			for i, line := range lines {
				p.text("c-text c-halo", f, textX, y-barHalf-4-f.line()*float64(len(lines)-1-i), Start, line)
			}
		}
	}
}
