package chart

// Lines join the points of each series; a missing value or a break leaves a gap, hatched with its kind.
type Lines struct {
	Series  []Series
	Markers bool // a marker at each point; single points between gaps always have one
}

func (m Lines) series() []Series         { return m.Series }
func (m Lines) mark() phrase             { return sayLines }
func (m Lines) extent(f *Figure) extent  { return extentOf(m.Series) }
func (m Lines) reserve(*pane)            {}
func (m Lines) named(p *pane) bool       { return len(m.Series) > 0 }
func (m Lines) shape(series int) Glyph   { return [...]Glyph{Filled, Square, Diamond, Ring}[series%4] }
func (m Lines) class(i int) (c string)   { return colorOf(m.Series[i], i).class() }
func (m Lines) keys(p *pane) (out []key) { return lineKeys(p, m.Series) }

func lineKeys(p *pane, series []Series) (out []key) {
	for i, s := range series {
		out = append(out, lineKey(s, colorOf(s, i), p.k+i))
	}
	return out
}

func (m Lines) draw(p *pane) {
	for si, s := range m.Series {
		runs := p.runs(s)
		for _, run := range runs {
			var path []Seg
			for _, pi := range run {
				x, _ := p.x.centre(s.Points[pi])
				y, _ := p.y.centre(s.Points[pi])
				path = append(path, Seg{Op: 'L', X: x, Y: y})
			}
			path[0].Op = 'M'
			if len(path) > 1 {
				p.add(Item{Shape: Path, Class: "c-line " + m.class(si), Path: path, Dash: colorOf(s, si).dash(), Datum: p.keyDatum(p.k + si)})
				p.blockPath(path)
			}
		}
		for ri, run := range runs {
			for _, pi := range run {
				pt := s.Points[pi]
				x, _ := p.x.centre(pt)
				y, _ := p.y.centre(pt)
				d := p.datum(si, pi, s, pt, p.valueWords(pt.Value))
				switch {
				case pt.Low:
					p.glyph(Hollow, m.class(si), x, y, d)
				case m.Markers || len(run) == 1 || ri == len(runs)-1 && pi == run[len(run)-1] && len(m.Series) > 1:
					p.glyph(m.shape(si), m.class(si), x, y, d)
				default:
					p.add(Item{Shape: Circle, Class: "c-bar " + m.class(si), X: x, Y: y, R: 1.2, Datum: d})
				}
				if pt.Revised {
					p.revised(x, y-2)
				}
				p.noteAt(x, y, 5, pt, d.Label)
			}
		}
	}
}

// runs are the unbroken stretches of known points, as indexes in the order of time.
func (p *pane) runs(s Series) [][]int {
	var runs [][]int
	var run []int
	flush := func() {
		if len(run) > 0 {
			runs = append(runs, run)
			run = nil
		}
	}
	for i, pt := range s.Points {
		_, onX := p.x.centre(pt)
		if !pt.Value.Known() || !onX {
			flush()
			continue
		}
		if len(run) > 0 && (p.cut(s.Points[run[len(run)-1]], pt) || p.skips(s.Points[run[len(run)-1]], pt)) {
			flush()
		}
		run = append(run, i)
	}
	flush()
	return runs
}

// skips reports whether slots lie between two points: a line never bridges months nobody spoke of.
func (p *pane) skips(a, b Point) bool {
	return p.x.count() > 0 && p.x.index(b)-p.x.index(a) > 1
}

// blockPath keeps notes off a line.
func (p *pane) blockPath(path []Seg) {
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		const steps = 4
		for j := 0; j < steps; j++ {
			t0, t1 := float64(j)/steps, float64(j+1)/steps
			y0, y1 := a.Y+(b.Y-a.Y)*t0, a.Y+(b.Y-a.Y)*t1
			p.marks = append(p.marks, Box{a.X + (b.X-a.X)*t0, min(y0, y1) - 2, a.X + (b.X-a.X)*t1, max(y0, y1) + 2})
		}
	}
}

func (m Lines) ends(p *pane) []end {
	var out []end
	for si, s := range m.Series {
		for pi := len(s.Points) - 1; pi >= 0 && s.Name != ""; pi-- {
			if y, ok := p.y.centre(s.Points[pi]); ok {
				out = append(out, end{y, s.Name, colorOf(s, si), p.k + si, true, colorOf(s, si).dash()})
				break
			}
		}
	}
	return out
}
