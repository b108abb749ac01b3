package chart

// BarMode says how the bars of several series stand at one place.
type BarMode int

// Bar modes.
const (
	Grouped BarMode = iota // side by side
	Stacked                // on top of one another
	Share                  // stacked, each stack filled up to 100 %; points hold counts
)

// Bars stand on zero: upright over times or X categories, lying when Y holds the categories. A missing value is a hatched slot.
type Bars struct {
	Series []Series
	Mode   BarMode
	Values bool // print values where they fit: all of them, else the last and the largest
}

func (m Bars) series() []Series { return m.Series }

func (m Bars) mark() phrase {
	return [...]phrase{sayBars, sayStacked, sayShare}[m.Mode]
}

func (m Bars) extent(f *Figure) extent {
	if m.Mode == Share {
		return extent{0, 1}
	}
	e := extentOf(m.Series).with(0)
	if m.Mode == Stacked {
		sums := map[Point]float64{}
		for _, s := range m.Series {
			for _, pt := range s.Points {
				if pt.Value.Known() {
					at := f.slotKey(pt)
					sums[at] += pt.Value.V
					e = e.with(sums[at])
				}
			}
		}
	}
	return e
}

// slotKey is a point reduced to its place on the slot axis.
func (f *Figure) slotKey(pt Point) Point {
	switch {
	case f.X.timed():
		return Point{At: f.X.floor(pt.At)}
	case f.X.Scale == Categories:
		return Point{Col: pt.Col}
	}
	return Point{Row: pt.Row}
}

func (m Bars) reserve(*pane) {}

// whole: a share of an incomplete sum would be wrong.
func (m Bars) whole() bool { return m.Mode == Share }

func (m Bars) row(p *pane) float64 {
	if m.Mode == Grouped {
		return 12 + 16*float64(max(1, len(m.Series)))
	}
	return 30
}

func (m Bars) keys(p *pane) []key {
	var keys []key
	for i, s := range m.Series {
		keys = append(keys, barKey(s, colorOf(s, i), p.k+i))
	}
	return keys
}

// bar is one rectangle in the making, in the direction of its values.
type bar struct {
	si, pi     int
	from, to   float64 // across, px
	v0, v1     float64 // along, px
	value, abs float64 // drawn and given
	pt         Point
}

func (m Bars) bars(p *pane) (bars, stubs []bar) {
	slots, values := p.x, p.y
	if p.lying() {
		slots, values = p.y, p.x
	}
	totals, missing := m.totals(p.fig)
	sums := map[Point]float64{}
	for si, s := range m.Series {
		for pi, pt := range s.Points {
			i := slots.index(pt)
			if i < 0 {
				continue
			}
			from, to := slots.inner(i)
			gap := min((to-from)*0.2, 10)
			if len(m.Series) > 1 && m.Mode == Grouped {
				gap = min((to-from)*0.25, 24)
			}
			b := bar{si: si, pi: pi, from: from + gap/2, to: to - gap/2, pt: pt, abs: pt.Value.V}
			if m.Mode == Grouped {
				w := (b.to - b.from) / float64(len(m.Series))
				b.from, b.to = b.from+w*float64(si), b.from+w*float64(si+1)
			}
			if !pt.Value.Known() {
				stubs = append(stubs, b)
				continue
			}
			at, base := p.fig.slotKey(pt), 0.0
			b.value = pt.Value.V
			if m.Mode != Grouped {
				if m.Mode == Share {
					if totals[at] == 0 || missing[at] {
						continue
					}
					b.value /= totals[at]
				}
				base = sums[at]
				sums[at] += b.value
			}
			b.v0, b.v1 = values.number(base), values.number(base+b.value)
			bars = append(bars, b)
		}
	}
	return bars, stubs
}

// totals are the sums of the stacks, and which of them lack a part.
func (m Bars) totals(f *Figure) (totals map[Point]float64, missing map[Point]bool) {
	totals, missing = map[Point]float64{}, map[Point]bool{}
	for _, s := range m.Series {
		for _, pt := range s.Points {
			if pt.Value.Known() {
				totals[f.slotKey(pt)] += pt.Value.V
			} else {
				missing[f.slotKey(pt)] = true
			}
		}
	}
	return totals, missing
}

// shares are the series as parts of their stacks, without the stacks that lack a part.
func (m Bars) shares(f *Figure) []Series {
	totals, missing := m.totals(f)
	out := append([]Series(nil), m.Series...)
	for i, s := range out {
		out[i].Points = nil
		for _, pt := range s.Points {
			at := f.slotKey(pt)
			if pt.Value.Known() && totals[at] > 0 && !missing[at] {
				pt.Value.V /= totals[at]
				out[i].Points = append(out[i].Points, pt)
			}
		}
	}
	return out
}

func (m Bars) draw(p *pane) {
	bars, stubs := m.bars(p)
	role := "c-bar "
	if m.Mode != Grouped || len(m.Series) > 1 {
		role = "c-seg "
	}
	for _, b := range bars {
		s := m.Series[b.si]
		class := role + colorOf(s, b.si).class()
		if b.pt.Low {
			class = "c-ghost " + colorOf(s, b.si).class()
		}
		d := p.datum(b.si, b.pi, s, b.pt, m.words(p, b))
		box := b.box(p.lying())
		p.rect(class, box.X0, box.Y0, box.X1, box.Y1, d)
		p.marks = append(p.marks, box)
		if b.pt.Revised && !p.lying() {
			p.revised((box.X0+box.X1)/2, box.Y0)
		} else if b.pt.Revised {
			p.revised(box.X1+8, (box.Y0+box.Y1)/2+8)
		}
		if b.pt.Step && !p.lying() {
			p.stepped((box.X0+box.X1)/2, box.Y0, b.pt.Revised)
		}
		if !p.lying() {
			p.noteAt((box.X0+box.X1)/2, box.Y0, 1, b.pt, d.Label)
		} else {
			p.noteAt(box.X1, (box.Y0+box.Y1)/2, 1, b.pt, d.Label)
		}
	}
	if m.Mode != Share && len(m.Series) > 1 {
		m.drawStubs(p, stubs)
	}
	if m.Values {
		m.drawValues(p, bars)
	}
}

// drawStubs hatches the place of single missing bars in a group, or of missing parts on top of a stack.
func (m Bars) drawStubs(p *pane, stubs []bar) {
	const long = 24.0
	tops, _ := m.totals(p.fig)
	known := map[Point]bool{}
	for _, s := range m.Series {
		for _, pt := range s.Points {
			known[p.fig.slotKey(pt)] = known[p.fig.slotKey(pt)] || pt.Value.Known()
		}
	}
	for _, b := range stubs {
		if !known[p.fig.slotKey(b.pt)] {
			continue
		}
		base := 0.0
		if m.Mode == Stacked {
			base = tops[p.fig.slotKey(b.pt)]
		}
		if p.lying() {
			b.v0 = p.x.number(base)
			b.v1 = min(b.v0+long, p.box.X1)
		} else {
			b.v0 = p.y.number(base)
			b.v1 = max(b.v0-long, p.box.Y0)
		}
		s := m.Series[b.si]
		p.hatch(b.box(p.lying()), p.datum(b.si, b.pi, s, b.pt, b.pt.Value.Missing))
		p.hatchKinds = append(p.hatchKinds, b.pt.Value.Missing)
	}
}

func (b bar) box(lying bool) Box {
	v0, v1 := min(b.v0, b.v1), max(b.v0, b.v1)
	if lying {
		return Box{v0, b.from, v1, b.to}
	}
	return Box{b.from, v0, b.to, v1}
}

// words is the value of a bar, for shares with the count they come from.
func (m Bars) words(p *pane, b bar) string {
	a := p.fig.number()
	if m.Mode != Share {
		return p.valueWords(b.pt.Value)
	}
	words := p.fm.Percent(b.value, 1)
	if a.Unit != "" {
		words += " (" + p.fm.Number(b.abs, a.Decimals) + " " + a.Unit + ")"
	}
	return words
}

// named: stacks are named beside their last bar.
func (m Bars) named(p *pane) bool {
	return m.Mode != Grouped && !p.lying() && len(m.Series) > 1
}

func (m Bars) ends(p *pane) []end {
	bars, _ := m.bars(p)
	var out []end
	for si, s := range m.Series {
		last := -1
		for i, b := range bars {
			if b.si == si && (last < 0 || b.from > bars[last].from) {
				last = i
			}
		}
		if last >= 0 && s.Name != "" {
			out = append(out, end{(bars[last].v0 + bars[last].v1) / 2, s.Name, colorOf(s, si), p.k + si, false, nil})
		}
	}
	return out
}
