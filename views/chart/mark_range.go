package chart

// Ranges are dumbbells from Lo to Hi; where Value is set between them it is drawn as a small bar across.
type Ranges struct{ Series []Series }

func (m Ranges) series() []Series        { return m.Series }
func (m Ranges) mark() phrase            { return sayRanges }
func (m Ranges) extent(f *Figure) extent { return bandExtent(m.Series) }
func (m Ranges) reserve(*pane)           {}
func (m Ranges) row(*pane) float64       { return 12 + 16*float64(max(1, len(m.Series))) }

func (m Ranges) keys(p *pane) (out []key) {
	for i, s := range m.Series {
		out = append(out, dotKey(s.Name, Filled, colorOf(s, i), p.k+i))
	}
	return out
}

func (m Ranges) draw(p *pane) {
	slots, values := p.x, p.y
	if p.y.Scale == Categories {
		slots, values = p.y, p.x
	}
	for si, s := range m.Series {
		class := colorOf(s, si).class()
		for pi, pt := range s.Points {
			at, ok := slots.centre(pt)
			if !ok || !pt.Value.Known() {
				continue
			}
			at += 14 * (float64(si) - float64(len(m.Series)-1)/2)
			lo, hi := values.number(pt.Lo), values.number(pt.Hi)
			a := p.fig.number()
			d := p.datum(si, pi, s, pt, p.fm.say(sayTo, p.fm.value(a, pt.Lo), p.fm.withUnit(a, pt.Hi)))
			x0, y0, x1, y1 := at, lo, at, hi
			if slots.upright {
				x0, y0, x1, y1 = lo, at, hi, at
			}
			p.add(Item{Shape: Path, Class: "c-line " + class, Path: polyline(x0, y0, x1, y1), Datum: d})
			p.glyph(Filled, class, x0, y0, nil)
			p.glyph(Filled, class, x1, y1, nil)
			if v := pt.Value.V; v > pt.Lo && v < pt.Hi {
				vx, vy := (x0+x1)/2, values.number(v)
				if slots.upright {
					p.line("c-line "+class, vy, at-7, vy, at+7)
				} else {
					p.line("c-line "+class, vx-7, vy, vx+7, vy)
				}
			}
			p.marks = append(p.marks, Box{min(x0, x1) - 5, min(y0, y1) - 5, max(x0, x1) + 5, max(y0, y1) + 5})
			if pt.Revised {
				p.revised(x1, y1-4)
			}
			p.noteAt(x1, y1, 6, pt, d.Label)
		}
	}
}
