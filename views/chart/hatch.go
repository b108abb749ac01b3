package chart

// gap is a run of slots without a value, for one reason.
type gap struct {
	from, to    int
	kind        string
	first, last Point
	k, i        int // series and point of the first slot
}

// gaps finds the slots of the X axis for which a layer has a reason but no value; where only the whole counts, one missing part is enough.
func (p *pane) gaps() []gap {
	if p.x.count() == 0 || p.y.Scale != Number {
		return nil
	}
	slots := make([]gap, p.x.count())
	k := p.k
	for _, l := range p.layers {
		whole := false
		if w, ok := l.(interface{ whole() bool }); ok {
			whole = w.whole()
		}
		known := make([]bool, len(slots))
		for _, s := range l.series() {
			for _, pt := range s.Points {
				if i := p.x.index(pt); i >= 0 && pt.Value.Known() {
					known[i] = true
				}
			}
		}
		for si, s := range l.series() {
			for pi, pt := range s.Points {
				if i := p.x.index(pt); i >= 0 && !pt.Value.Known() && (whole || !known[i]) {
					slots[i] = gap{i, i + 1, pt.Value.Missing, pt, pt, k + si, pi}
				}
			}
		}
		k += len(l.series())
	}
	var out []gap
	for i, g := range slots {
		switch n := len(out); {
		case g.kind == "":
		case n > 0 && out[n-1].to == i && out[n-1].kind == g.kind:
			out[n-1].to, out[n-1].last = i+1, g.last
		default:
			out = append(out, g)
		}
	}
	return out
}

// hatch fills a box with the figure's hatching.
func (p *pane) hatch(b Box, d *Datum) {
	p.add(Item{Shape: Rect, Class: "c-missing", X: b.X0, Y: b.Y0, W: b.width(), H: b.height(), Hatch: true, Datum: d})
}

// hatchGaps hatches the slots without a value.
func (p *pane) hatchGaps() {
	for _, g := range p.gaps() {
		at := p.x.name(p.fm, g.first)
		if g.to > g.from+1 {
			at = p.fm.say(sayTo, at, p.x.name(p.fm, g.last))
		}
		p.hatch(p.gapBox(g), &Datum{K: g.k, I: g.i, Label: at + ": " + g.kind, From: g.first.From})
	}
}

func (p *pane) gapBox(g gap) Box {
	x0, _ := p.x.span(g.from)
	_, x1 := p.x.span(g.to - 1)
	return Box{x0 + 0.5, p.box.Y0, x1 - 0.5, p.box.Y1}
}

// nameGaps writes the kind of each gap on it, upright where it is slim, clear of other marks, and returns the kinds without room.
func (p *pane) nameGaps() (unnamed []string) {
	f := font{size: sizeAxis}
	named := map[string]bool{}
	for _, g := range p.gaps() {
		b := p.gapBox(g)
		mid := (b.X0 + b.X1) / 2
		lines := f.wrap(g.kind, b.width()-6)
		var items []Item
		if len(lines) <= 3 && !broken(g.kind, lines) {
			for i, line := range lines {
				items = append(items, textItem("c-text", f, mid, f.size+f.line()*float64(i), Middle, line))
			}
		} else if b.width() >= 15 {
			it := textItem("c-text", f, mid+4, 0, End, g.kind)
			it.Turned = true
			items = append(items, it)
		}
		named[g.kind] = p.settleGap(b, items) || named[g.kind]
	}
	for _, g := range p.gaps() {
		if !named[g.kind] {
			unnamed = append(unnamed, g.kind)
			named[g.kind] = true
		}
	}
	return unnamed
}

// settleGap moves the lines of a label down its gap to where they cover the fewest marks, and draws them on a plate.
func (p *pane) settleGap(b Box, items []Item) bool {
	if len(items) == 0 {
		return false
	}
	box := items[0].Box()
	for _, it := range items[1:] {
		o := it.Box()
		box = Box{min(box.X0, o.X0), box.Y0, max(box.X1, o.X1), o.Y1}
	}
	best, bestCost := 0.0, -1
	for _, share := range []float64{0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9} {
		dy := b.Y0 + share*b.height() - (box.Y0+box.Y1)/2
		moved := Box{box.X0 - 3, box.Y0 + dy - 2, box.X1 + 3, box.Y1 + dy + 2}
		if moved.Y0 < b.Y0 || moved.Y1 > b.Y1 || !p.free(moved) {
			continue
		}
		cost := 0
		for _, m := range p.marks {
			if moved.meets(m) {
				cost++
			}
		}
		if bestCost < 0 || cost < bestCost {
			best, bestCost = dy, cost
		}
	}
	if bestCost < 0 {
		return false
	}
	p.rect("c-plate", box.X0-3, box.Y0+best-2, box.X1+3, box.Y1+best+2, nil)
	for _, it := range items {
		it.Y += best
		p.taken = append(p.taken, it.Box())
		p.add(it)
	}
	return true
}

// broken reports whether wrapping had to cut a word.
func broken(s string, lines []string) bool {
	n := 0
	for _, l := range lines {
		n += len(l) + 1
	}
	return n-1 > len(s) || n-1 < len(s)
}
