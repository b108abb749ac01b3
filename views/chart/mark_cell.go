package chart

import "strconv"

// Cells colour the fields of a matrix in five steps of one hue; the value is printed where it fits.
// Zero is an outlined field; a missing value is hatched; no point leaves the field empty, which makes the triangle.
type Cells struct {
	Points []Point
	Steps  []float64 // lower ends of steps two to five, ascending; nil: even steps over the data
}

func (m Cells) series() []Series       { return []Series{{Points: m.Points}} }
func (m Cells) mark() phrase           { return sayCells }
func (m Cells) extent(*Figure) extent  { return noExtent() }
func (m Cells) reserve(*pane)          {}
func (m Cells) row(p *pane) float64    { return min(max(22, p.x.band()*0.6), 34) }
func (m Cells) step(v float64) (q int) { return m.stepOf(m.bounds(), v) }

// bounds are the lower ends of steps two to five.
func (m Cells) bounds() []float64 {
	if m.Steps != nil {
		return m.Steps
	}
	e := noExtent()
	for _, pt := range m.Points {
		if pt.Value.Known() && pt.Value.V != 0 {
			e = e.with(pt.Value.V)
		}
	}
	if e.empty() || e.lo == e.hi {
		return nil
	}
	ticks, _ := niceTicks(e.lo, e.hi, 4)
	var bounds []float64
	for _, t := range ticks[1:] {
		if t < e.hi && len(bounds) < 4 {
			bounds = append(bounds, t)
		}
	}
	return bounds
}

func (m Cells) stepOf(bounds []float64, v float64) int {
	q := 1
	for _, b := range bounds {
		if v >= b && q < 5 {
			q++
		}
	}
	return q
}

func (m Cells) keys(p *pane) []key {
	bounds := m.bounds()
	a := p.fig.Y
	e := extentOf(m.series())
	if e.empty() {
		return nil
	}
	var keys []key
	add := func(text, role string, q int) {
		keys = append(keys, key{text: text, k: -1, color: Grey, draw: func(p *pane, x, y float64, _ string) {
			p.rect(role+" c-q"+strconv.Itoa(q), x+2, y-7, x+18, y+7, nil)
		}})
	}
	lower := e.lo
	for _, pt := range m.Points {
		if pt.Value.Known() && pt.Value.V != 0 && (lower == 0 || pt.Value.V < lower) {
			lower = pt.Value.V
		}
		if pt.Value.Known() && pt.Value.V == 0 && len(keys) == 0 {
			add(p.fm.say(sayZeroField), "c-zero", 1)
		}
	}
	for i, b := range bounds {
		add(p.fm.say(sayTo, p.fm.value(a, lower), p.fm.value(a, b)), "c-cell", i+1)
		lower = b
	}
	if len(bounds) == 0 {
		add(p.fm.value(a, lower), "c-cell", 1)
	} else {
		add(p.fm.say(sayAndMore, p.fm.value(a, lower)), "c-cell", len(bounds)+1)
	}
	return keys
}

func (m Cells) draw(p *pane) {
	f := font{size: sizeAxis}
	s := m.series()[0]
	for i, pt := range m.Points {
		col, row := p.x.index(pt), p.y.index(pt)
		if col < 0 || row < 0 {
			continue
		}
		x0, x1 := p.x.span(col)
		y0, y1 := p.y.inner(row)
		d := p.datum(0, i, s, pt, p.valueWords(pt.Value))
		if !pt.Value.Known() {
			p.hatch(Box{x0 + 1, y0 + 1, x1 - 1, y1 - 1}, d)
			p.hatchKinds = append(p.hatchKinds, pt.Value.Missing)
			continue
		}
		role, text := "c-cell c-q"+strconv.Itoa(m.step(pt.Value.V)), "c-on c-q"+strconv.Itoa(m.step(pt.Value.V))
		if pt.Value.V == 0 {
			role, text = "c-zero", "c-text"
		}
		p.rect(role, x0+1, y0+1, x1-1, y1-1, d)
		words := pt.Note
		if words == "" {
			words = p.fm.value(p.fig.number(), pt.Value.V)
		}
		x, y := (x0+x1)/2, (y0+y1)/2+4.2
		if f.width(words) <= x1-x0-6 && p.free(textItem(text, f, x, y, Middle, words).Box()) {
			p.text(text, f, x, y, Middle, words)
		}
		if pt.Revised {
			p.revised(x1-7, y0+14)
		}
	}
}
