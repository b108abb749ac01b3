package chart

import "time"

// Steps hold a value from At to End (the day after the last; zero: to the edge of the axis). Notes stand on their step.
type Steps struct{ Series []Series }

func (m Steps) series() []Series        { return m.Series }
func (m Steps) mark() phrase            { return saySteps }
func (m Steps) extent(f *Figure) extent { return extentOf(m.Series) }
func (m Steps) reserve(*pane)           {}
func (m Steps) named(p *pane) bool      { return true }

func (m Steps) keys(p *pane) []key {
	keys := lineKeys(p, m.recolored(p))
	for i, s := range m.recolored(p) {
		keys[i].draw = lineKey(s, C1, p.k+i).draw // undashed, in the colour of the entry
	}
	return keys
}

// recolored gives a step line over other layers the first colour they leave free.
func (m Steps) recolored(p *pane) []Series {
	used := 0
	for _, l := range p.layers[:min(p.layer, len(p.layers))] {
		used += len(l.series())
	}
	out := append([]Series(nil), m.Series...)
	for i := range out {
		if out[i].Color == Auto && used > 0 {
			out[i].Color = colorOf(Series{}, min(used+2+i, int(C6)-1))
		}
	}
	return out
}

func (m Steps) draw(p *pane) {
	for si, s := range m.recolored(p) {
		class := colorOf(s, si).class()
		var path []Seg
		var end time.Time
		for pi, pt := range s.Points {
			if !pt.Value.Known() || !pt.End.IsZero() && !pt.End.After(p.x.begin()) || pt.At.After(p.x.finish()) {
				continue
			}
			stop := pt.End
			if stop.IsZero() {
				stop = p.x.finish()
			}
			x0, x1, y := p.x.date(p.x.clamp(pt.At)), p.x.date(p.x.clamp(stop)), p.y.number(pt.Value.V)
			op := byte('M')
			if len(path) > 0 && end.Equal(pt.At) {
				op = 'L'
			}
			if op == 'L' {
				from := path[len(path)-1]
				p.marks = append(p.marks, Box{x0 - 2, min(from.Y, y), x0 + 2, max(from.Y, y)})
			}
			path = append(path, Seg{Op: op, X: x0, Y: y}, Seg{Op: 'L', X: x1, Y: y})
			end = pt.End
			d := p.datum(si, pi, s, pt, p.valueWords(pt.Value))
			p.add(Item{Shape: Path, Class: "c-thin " + class, Path: polyline(x0, y, x1, y), Datum: d})
			p.marks = append(p.marks, Box{x0, y - 2, x1, y + 2})
			if pt.Revised {
				p.revised((x0+x1)/2, y)
			}
			p.noteAt((x0+x1)/2, y, 2, pt, d.Label)
		}
		if len(path) > 0 {
			p.add(Item{Shape: Path, Class: "c-line " + class, Path: path, Datum: p.keyDatum(p.k + si)})
			last := path[len(path)-1]
			p.add(Item{Shape: Line, Class: "c-line " + class, X: last.X, Y: last.Y - 5, X2: last.X, Y2: last.Y + 5})
		}
	}
}

func (m Steps) ends(p *pane) []end {
	var out []end
	for si, s := range m.recolored(p) {
		for pi := len(s.Points) - 1; pi >= 0 && s.Name != ""; pi-- {
			if s.Points[pi].Value.Known() {
				out = append(out, end{p.y.number(s.Points[pi].Value.V), s.Name, colorOf(s, si), p.k + si, true, nil})
				break
			}
		}
	}
	return out
}
