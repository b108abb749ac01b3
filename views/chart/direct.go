package chart

import "sort"

// ender is a layer whose series can be named at their right end.
type ender interface {
	named(p *pane) bool // false: this layer leaves its names to the legend
	ends(p *pane) []end
}

// end is the place where a series ends.
type end struct {
	y     float64
	name  string
	color Color
	k     int
	line  bool // sampled by a line, else by a square
	dash  []float64
}

const (
	directSample = 16.0
	directMax    = 132.0
)

// directWidth is the room that names at the right need; 0: nothing to name.
func (p *pane) directWidth() float64 {
	f := font{size: sizeLabel, bold: true}
	w := 0.0
	for _, l := range p.layers {
		if e, ok := l.(ender); ok && e.named(p) {
			for _, s := range l.series() {
				if s.Name != "" {
					w = max(w, f.widest(f.wrap(s.Name, directMax)))
				}
			}
		}
	}
	if w == 0 {
		return 0
	}
	return w + directSample + 10
}

// placeEnds spreads the names so that none touch, or reports that one would stand too far from its end.
func (p *pane) placeEnds() (ends []end, ys []float64, ok bool) {
	k := 0
	for i, l := range p.layers {
		p.layer, p.k = i, k
		if e, can := l.(ender); can && e.named(p) {
			ends = append(ends, e.ends(p)...)
		}
		k += len(l.series())
	}
	sort.SliceStable(ends, func(a, b int) bool { return ends[a].y < ends[b].y })
	heights := make([]float64, len(ends))
	want := make([]float64, len(ends))
	f := font{size: sizeLabel, bold: true}
	for i, e := range ends {
		heights[i] = f.line() * float64(len(f.wrap(e.name, directMax)))
		want[i] = e.y
	}
	ys = spread(want, heights, p.box.Y0-6, p.box.Y1+6)
	for i := range ys {
		if d := ys[i] - want[i]; d > 36 || d < -36 {
			return nil, nil, false
		}
	}
	return ends, ys, ys != nil || len(ends) == 0
}

// spread moves centres, in order, as little as needed so that blocks of the given heights stand apart between lo and hi.
// It returns nil if they cannot.
func spread(want, heights []float64, lo, hi float64) []float64 {
	total := 0.0
	for _, h := range heights {
		total += h
	}
	if total > hi-lo {
		return nil
	}
	ys := append([]float64(nil), want...)
	for i := range ys {
		least := lo + heights[i]/2
		if i > 0 {
			least = ys[i-1] + (heights[i-1]+heights[i])/2
		}
		ys[i] = max(ys[i], least)
	}
	for i := len(ys) - 1; i >= 0; i-- {
		most := hi - heights[i]/2
		if i < len(ys)-1 {
			most = ys[i+1] - (heights[i+1]+heights[i])/2
		}
		ys[i] = min(ys[i], most)
	}
	// Runs that were pushed down only are moved back up by half their shift where there is room above.
	for i := range ys {
		least := lo + heights[i]/2
		if i > 0 {
			least = ys[i-1] + (heights[i-1]+heights[i])/2
		}
		if ys[i] > want[i] {
			ys[i] = max(least, want[i], ys[i]-(ys[i]-want[i])/2)
		}
	}
	return ys
}

// drawEnds writes the names right of the plot.
func (p *pane) drawEnds(ends []end, ys []float64) {
	f := font{size: sizeLabel, bold: true}
	x := p.box.X1 + 8
	for i, e := range ends {
		d := p.keyDatum(e.k)
		if e.line {
			p.add(Item{Shape: Line, Class: "c-line " + e.color.class(), X: x, Y: ys[i], X2: x + 12, Y2: ys[i], Dash: e.dash, Datum: d})
		} else {
			p.rect("c-bar "+e.color.class(), x+1, ys[i]-5, x+11, ys[i]+5, d)
		}
		lines := f.wrap(e.name, directMax)
		for j, line := range lines {
			y := ys[i] + 4.5 + f.line()*(float64(j)-float64(len(lines)-1)/2)
			it := textItem("c-text", f, x+directSample, y, Start, line)
			it.Datum = d
			p.taken = append(p.taken, it.Box())
			p.add(it)
		}
	}
}
