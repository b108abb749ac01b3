package chart

// drawValues prints the values of bars: inside the parts of a stack, unless most are too narrow for theirs, else at the end of each
// bar.
// If they do not all fit at the end, only the last and the largest are tried.
func (m Bars) drawValues(p *pane, bars []bar) {
	f := font{size: sizeAxis}
	if m.Mode != Grouped {
		if narrow := 0; !p.lying() {
			for _, b := range bars {
				if f.width(m.short(p, b))+4 > b.box(false).width() {
					narrow++
				}
			}
			if 2*narrow > len(bars) { // the few that fit would look as if they were chosen
				return
			}
		}
		for _, b := range bars {
			box, words := b.box(p.lying()), m.short(p, b)
			if f.width(words)+4 > box.width() || f.line() > box.height() {
				continue
			}
			class := "c-on " + colorOf(m.Series[b.si], b.si).class()
			if b.pt.Low {
				class = "c-text"
			}
			if x, y := (box.X0+box.X1)/2, (box.Y0+box.Y1)/2+4.2; p.free(textItem(class, f, x, y, Middle, words).Box()) {
				p.text(class, f, x, y, Middle, words)
			}
		}
		return
	}
	items := make([]Item, len(bars))
	all := true
	for i, b := range bars {
		box := b.box(p.lying())
		if p.lying() {
			items[i] = textItem("c-text c-halo", f, box.X1+5, (box.Y0+box.Y1)/2+4.2, Start, m.short(p, b))
			if !p.onCanvas(items[i].Box()) {
				items[i] = textItem("c-on "+colorOf(m.Series[b.si], b.si).class(), f, box.X1-5, (box.Y0+box.Y1)/2+4.2, End, m.short(p, b))
			}
		} else {
			up := 4.0
			if b.pt.Revised {
				up = 13
			}
			x, half := (box.X0+box.X1)/2, f.width(m.short(p, b))/2
			x = max(p.box.X0+half, min(x, p.box.X1+7-half))
			items[i] = textItem("c-text c-halo", f, x, box.Y0-up, Middle, m.short(p, b))
		}
		all = all && p.free(items[i].Box())
		for _, before := range items[:i] {
			all = all && !before.Box().grow(1).meets(items[i].Box())
		}
	}
	largest, last := 0, 0
	for i, b := range bars {
		if b.value > bars[largest].value {
			largest = i
		}
		if b.from > bars[last].from {
			last = i
		}
	}
	for i, it := range items {
		if (all || i == largest || i == last) && p.free(it.Box()) && p.onCanvas(it.Box()) && it.Box().Y0 > p.box.Y0-14 {
			p.taken = append(p.taken, it.Box())
			p.add(it)
		}
	}
}

// short is the value alone.
func (m Bars) short(p *pane, b bar) string {
	if m.Mode == Share {
		return p.fm.Percent(b.value, p.fig.number().Decimals)
	}
	return p.fm.value(p.fig.number(), b.abs)
}
