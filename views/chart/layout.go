package chart

import (
	"fmt"
	"math"
)

// layout builds a scene from top to bottom.
type layout struct {
	fig    *Figure
	fm     Format
	o      Options
	out    *Scene
	x0, x1 float64 // of the drawing inside its margins
	y      float64 // where the next part begins
	narrow bool
	extra  float64 // px added to each plot or row to reach Options.Height
	parts  int     // plots or rows that can take up extra height
	below  []string
	hatch  []string // kinds of missing values that are named under the plot
}

// Draw lays a figure out. It fails on a figure that Validate refuses.
func Draw(fig Figure, o Options) (*Scene, error) {
	if err := Validate(fig); err != nil {
		return nil, fmt.Errorf("draw figure %q: %w", fig.ID, err)
	}
	fig = fig.settled()
	if o.Width == 0 {
		o.Width = WideWidth
	}
	if o.Width < 280 || o.Width > 4000 {
		return nil, fmt.Errorf("draw figure %q: width %d is outside 280 to 4000 px", fig.ID, o.Width)
	}
	extra := 0.0
	for try := 0; ; try++ {
		l := &layout{fig: &fig, fm: fig.Format.complete(), o: o, extra: extra}
		l.build()
		missing := float64(o.Height) - l.out.Height
		if o.Height > 0 && fig.Y.Scale == Number && l.plotHeight(0, false) < 120 && len(fig.Events) > 0 {
			fig.Events, extra, try = nil, 0, -1 // too low for them: events go, definitions stay
			continue
		}
		if o.Height == 0 || try == 4 || math.Abs(missing) < 0.5 {
			if o.Height > 0 && l.out.Height < float64(o.Height) {
				l.out.Height = float64(o.Height)
			}
			return l.out, nil
		}
		extra += missing / float64(max(1, l.parts))
	}
}

func (l *layout) build() {
	w := float64(l.o.Width)
	l.narrow = l.o.Width < 480
	desc := l.fig.Description
	if desc == "" {
		desc = Describe(*l.fig)
	}
	l.out = &Scene{
		ID: fmt.Sprintf("%s-%d", l.fig.ID, l.o.Width), Figure: l.fig.ID, Width: w, Title: l.fig.Name, Desc: desc,
		Said: l.fig.Said, From: l.fig.From, Bare: l.o.Bare,
	}
	pad := 1.0
	if l.o.Standalone || l.o.Title != "" {
		pad = 14
	}
	l.x0, l.x1, l.y = pad, w-pad, pad
	l.heading()
	m, isMap := l.fig.atlas()
	switch {
	case isMap:
		l.atlas(m)
	case len(l.fig.Panels) == 0:
		l.single()
	case l.fig.Y.Scale == Categories:
		l.stacked()
	default:
		l.grid()
	}
	l.footing()
	l.out.Height = math.Ceil(l.y + pad)
}

// paragraph writes wrapped text, at most n lines.
func (l *layout) paragraph(class string, f font, s string, n int) {
	if s == "" {
		return
	}
	lines := f.wrap(s, l.x1-l.x0)
	if len(lines) > n {
		lines = lines[:n]
		for f.width(lines[n-1]+"…") > l.x1-l.x0 {
			r := []rune(lines[n-1])
			lines[n-1] = string(r[:len(r)-1])
		}
		lines[n-1] += "…"
	}
	for _, line := range lines {
		l.out.add(textItem(class, f, l.x0, l.y+f.size, Start, line))
		l.y += f.line()
	}
}

func (l *layout) heading() {
	size := sizeTitle
	if l.narrow {
		size = 17
	}
	l.paragraph("c-text", font{size, true}, l.o.Title, 3)
	if l.o.Title != "" {
		l.y += 2
	}
	l.paragraph("c-quiet", font{size: sizeLabel}, l.o.Subtitle, 3)
	if l.o.Title != "" || l.o.Subtitle != "" {
		l.y += 10
	}
}

// footing writes the kinds of missing values and the notes that found no room, the figure's notes and the source line.
func (l *layout) footing() {
	if len(l.hatch) > 0 {
		var keys []key
		seen := map[string]bool{}
		for _, kind := range l.hatch {
			if !seen[kind] {
				seen[kind] = true
				keys = append(keys, hatchKey(kind))
			}
		}
		p := &pane{fig: l.fig, fm: l.fm, out: l.out}
		l.y = p.drawLegend(keys, l.x0, l.x1, l.y+4)
	}
	for _, s := range append(append([]string(nil), l.below...), l.fig.Notes...) {
		l.paragraph("c-quiet", font{size: sizeAxis}, s, 6)
	}
	if l.o.Source != "" {
		l.y += 6
		l.paragraph("c-quiet", font{size: sizeAxis}, l.o.Source, 4)
	}
	l.y += 2
}

func (l *layout) pane(layers []Layer, k int) *pane {
	return &pane{
		fig: l.fig, fm: l.fm, out: l.out, layers: layers, narrow: l.narrow, k: k,
		lanes: map[string][]laneItem{}, placed: map[laneKey]float64{},
	}
}

// lowestPlot is the height of a plot before Options.Height shrinks it.
const lowestPlot = 210.0

// plotHeight is the height of a plot with a number axis.
func (l *layout) plotHeight(width float64, small bool) float64 {
	h := min(max(0.48*width, lowestPlot), 400)
	if small {
		h = min(max(0.75*width, 100), 190)
	}
	return max(60, l.o.least, h+l.extra)
}

func (l *layout) single() {
	p := l.pane(l.fig.Layers, 0)
	x, y := extents(l.fig, p.layers)
	right := 0.0
	p.x, p.y = newScale(l.fig.X, false, 0, 1), newScale(l.fig.Y, true, 1, 0)
	if l.fig.Y.Scale == Number && !l.narrow {
		h := l.plotHeight(l.x1-l.x0, false)
		p.box = Box{0, 0, 1, h}
		p.y = newScale(l.fig.Y, true, h, 0)
		p.y.numbers(y, 48, p.headroom())
		p.direct = true
		if _, _, ok := p.placeEnds(); ok {
			right = p.directWidth()
		} else {
			p.direct = false
		}
	}
	if p.direct && right == 0 {
		p.direct = false
	}
	p.k, p.layer = 0, 0
	l.y = p.drawLegend(p.legend(), l.x0, l.x1, l.y)
	l.plot(p, plotPlan{x0: l.x0, x1: l.x1, right: right, xe: x, ye: y, yTicks: true, xLabels: true, labels: true, flags: true})
}

// extents are those of all layers along X and Y; only number axes have one.
func extents(f *Figure, layers []Layer) (x, y extent) {
	x, y = noExtent(), noExtent()
	for _, l := range layers {
		e := l.extent(f)
		if f.Y.Scale == Number {
			y = y.join(e)
		} else {
			x = x.join(e)
		}
		if f.X.Scale == Elapsed {
			for _, s := range l.series() {
				for _, pt := range s.Points {
					x = x.with(pt.After)
				}
			}
		}
	}
	return x, y
}
