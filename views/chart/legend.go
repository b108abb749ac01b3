package chart

// key is one entry of the legend.
type key struct {
	text  string
	k     int // data-k, −1 if it stands for no series
	color Color
	draw  func(p *pane, x, y float64, class string) // the sample, 20 px wide, centred on y
	also  []int                                     // other series of the same name
	kind  bool                                      // stands for a kind of points
}

func barKey(s Series, color Color, k int) key {
	return key{text: s.Name, k: k, color: color, draw: func(p *pane, x, y float64, class string) {
		p.rect("c-bar "+class, x+3, y-6, x+16, y+6, p.keyDatum(k))
	}}
}

func lineKey(s Series, color Color, k int) key {
	return key{text: s.Name, k: k, color: color, draw: func(p *pane, x, y float64, class string) {
		p.add(Item{Shape: Line, Class: "c-line " + class, X: x, Y: y, X2: x + 20, Y2: y, Dash: color.dash(), Datum: p.keyDatum(k)})
	}}
}

func areaKey(s Series, color Color, k int) key {
	return key{text: s.Name, k: k, color: color, draw: func(p *pane, x, y float64, class string) {
		p.rect("c-area "+class, x, y-5, x+19, y+5, p.keyDatum(k))
	}}
}

func dotKey(text string, g Glyph, color Color, k int) key {
	return key{text: text, k: k, color: color, draw: func(p *pane, x, y float64, class string) { p.glyph(g, class, x+11, y, p.keyDatum(k)) }}
}

// datum is what the words of an entry stand for.
func (k key) datum(p *pane) *Datum {
	if k.kind {
		return &Datum{K: -1, I: -1, Kind: k.text}
	}
	d := p.keyDatum(k.k)
	if d != nil {
		d.Also = k.also
	}
	return d
}

func (p *pane) keyDatum(k int) *Datum {
	if k < 0 {
		return nil
	}
	return &Datum{K: k, I: -1}
}

func hatchKey(kind string) key {
	return key{text: kind, k: -1, color: Grey, draw: func(p *pane, x, y float64, _ string) { p.hatch(Box{x, y - 6, x + 18, y + 6}, nil) }}
}

// legend lists the entries of all layers: series that are not named at their end, kinds, low confidence, revisions.
func (p *pane) legend() []key {
	var keys []key
	seen := map[string]int{} // place in keys, from one on
	add := func(k key) {
		switch at := seen[k.text]; {
		case k.text == "":
		case at == 0:
			keys = append(keys, k)
			seen[k.text] = len(keys)
		case k.k >= 0:
			keys[at-1].also = append(keys[at-1].also, k.k)
		}
	}
	k := 0
	for i, l := range p.layers {
		p.layer, p.k = i, k
		if _, named := l.(ender); !named || !p.direct || !l.(ender).named(p) {
			for _, entry := range l.keys(p) {
				add(entry)
			}
		}
		k += len(l.series())
	}
	if len(keys) == 1 && p.namedSeries() < 2 {
		keys, seen = nil, map[string]int{}
	}
	used, low, revised, step := map[string]bool{}, false, false, false
	for _, l := range p.layers {
		for _, s := range l.series() {
			for _, pt := range s.Points {
				used[pt.Kind] = true
				low = low || pt.Low
				revised = revised || pt.Revised
				step = step || pt.Step
			}
		}
	}
	color := C1
	if len(keys) > 0 { // the kinds belong to no one series
		color = Grey
	}
	for _, kind := range p.fig.Kinds {
		if used[kind.Name] {
			entry := dotKey(kind.Name, kind.Glyph, color, -1)
			entry.kind = true
			add(entry)
		}
	}
	if low {
		add(key{text: p.fm.say(sayLow), k: -1, color: C1, draw: func(p *pane, x, y float64, class string) { p.glyph(Hollow, class, x+11, y, nil) }})
	}
	if revised {
		add(key{text: p.fm.say(sayRevised), k: -1, color: C1, draw: func(p *pane, x, y float64, _ string) { p.revised(x+11, y+7) }})
	}
	if step {
		add(key{text: p.fm.say(sayStep), k: -1, color: C1, draw: func(p *pane, x, y float64, _ string) { p.stepped(x+11, y+7, false) }})
	}
	return keys
}

// namedSeries counts the distinct names of series.
func (p *pane) namedSeries() int {
	names := map[string]bool{}
	for _, l := range p.layers {
		for _, s := range l.series() {
			if s.Name != "" {
				names[s.Name] = true
			}
		}
	}
	return len(names)
}

// drawLegend flows the entries from (x0, y) on and returns the y below.
func (p *pane) drawLegend(keys []key, x0, x1, y float64) float64 {
	f := font{size: sizeLabel}
	x := x0
	const sample, between, row = 25.0, 18.0, 20.0
	for i, k := range keys {
		lines := f.wrap(k.text, x1-x0-sample)
		w := sample + f.widest(lines)
		if i > 0 && x+w > x1 {
			x, y = x0, y+row
		}
		k.draw(p, x, y+8, k.color.class())
		for j, line := range lines {
			it := textItem("c-text", f, x+sample, y+12.5+f.line()*float64(j), Start, line)
			it.Datum = k.datum(p)
			p.taken = append(p.taken, it.Box())
			p.add(it)
		}
		y += f.line() * float64(len(lines)-1)
		x += w + between
	}
	if len(keys) > 0 {
		y += row + 6
	}
	return y
}
