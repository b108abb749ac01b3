package chart

// Area fills from zero to the value, with the line on top.
type Area struct{ Series []Series }

func (m Area) series() []Series        { return m.Series }
func (m Area) mark() phrase            { return sayArea }
func (m Area) extent(f *Figure) extent { return extentOf(m.Series).with(0) }
func (m Area) reserve(*pane)           {}
func (m Area) keys(p *pane) []key      { return areaKeys(p, m.Series) }

func areaKeys(p *pane, series []Series) (out []key) {
	for i, s := range series {
		out = append(out, areaKey(s, colorOf(s, i), p.k+i))
	}
	return out
}

func (m Area) draw(p *pane) {
	for si, s := range m.Series {
		class := colorOf(s, si).class()
		for _, run := range p.runs(s) {
			var top []float64
			for _, pi := range run {
				x, _ := p.x.centre(s.Points[pi])
				y, _ := p.y.centre(s.Points[pi])
				top = append(top, x, y)
			}
			n := len(top)
			around := append(append([]float64(nil), top...), top[n-2], p.y.zero(), top[0], p.y.zero())
			p.add(Item{Shape: Path, Class: "c-area " + class, Path: polygon(around...)})
		}
	}
	Lines{Series: m.Series}.draw(p)
}

// Band fills from Lo to Hi, such as the rounding band around a line. Declare it before the line; set Color to the line's.
type Band struct{ Series []Series }

func (m Band) series() []Series        { return m.Series }
func (m Band) mark() phrase            { return sayBand }
func (m Band) extent(f *Figure) extent { return bandExtent(m.Series) }
func (m Band) reserve(*pane)           {}
func (m Band) keys(p *pane) []key      { return areaKeys(p, m.Series) }

func bandExtent(series []Series) extent {
	e := noExtent()
	for _, s := range series {
		for _, pt := range s.Points {
			if pt.Value.Known() {
				e = e.with(pt.Lo, pt.Hi)
			}
		}
	}
	return e
}

func (m Band) draw(p *pane) {
	for si, s := range m.Series {
		for _, run := range p.runs(s) {
			var top, around []float64
			for _, pi := range run {
				pt := s.Points[pi]
				x, _ := p.x.centre(pt)
				top = append(top, x, p.y.number(pt.Hi))
			}
			if len(run) == 1 { // a single month is a short upright bar
				x := top[0]
				p.rect("c-area "+colorOf(s, si).class(), x-3, top[1], x+3, p.y.number(s.Points[run[0]].Lo), p.keyDatum(p.k+si))
				continue
			}
			around = top
			for i := len(run) - 1; i >= 0; i-- {
				pt := s.Points[run[i]]
				x, _ := p.x.centre(pt)
				around = append(around, x, p.y.number(pt.Lo))
			}
			p.add(Item{Shape: Path, Class: "c-area " + colorOf(s, si).class(), Path: polygon(around...), Datum: p.keyDatum(p.k + si)})
		}
	}
}
