package chart

import "sort"

// note is a text that wants to stand near (x, y), at least r away.
type note struct {
	x, y, r float64
	text    string
	whole   string // for the list under the drawing, when there is no room
}

// noteAt keeps a note until all marks are drawn.
func (p *pane) noteAt(x, y, r float64, pt Point, whole string) {
	if pt.Note != "" {
		p.notes = append(p.notes, note{x, y, r, pt.Note, whole})
	}
}

// placeNotes puts each note where it covers no text and as few marks as possible, and returns those that found no room.
func (p *pane) placeNotes() (left []string) {
	f := font{size: sizeAxis}
	for _, n := range p.notes {
		lines := f.wrap(n.text, min(170, p.box.width()*0.45))
		w, h := f.widest(lines), f.line()*float64(len(lines))
		type spot struct {
			box    Box
			cost   float64
			anchor Anchor
		}
		var spots []spot
		try := func(cx, cy, cost float64, anchor Anchor) {
			b := Box{cx - w/2, cy - h/2, cx + w/2, cy + h/2}
			if !b.within(p.box.grow(1)) || !p.free(b) {
				return
			}
			for _, m := range p.marks {
				if b.meets(m) {
					cost += 20
				}
			}
			spots = append(spots, spot{b, cost, anchor})
		}
		for ring, d := range []float64{4, 14, 28, 44, 64} {
			far := float64(ring) * 8
			v, u := n.r+d+h/2-2, n.r+d+w/2
			try(n.x, n.y-v, far, Middle)
			try(n.x+u, n.y, far+1, Start)
			try(n.x-u, n.y, far+2, End)
			try(n.x+u*0.7, n.y-v, far+3, Start)
			try(n.x-u*0.7, n.y-v, far+3, End)
			try(n.x, n.y+v, far+4, Middle)
			try(n.x+u*0.7, n.y+v, far+5, Start)
			try(n.x-u*0.7, n.y+v, far+5, End)
		}
		if len(spots) == 0 {
			left = append(left, n.whole)
			continue
		}
		sort.SliceStable(spots, func(a, b int) bool { return spots[a].cost < spots[b].cost })
		best := spots[0]
		x := map[Anchor]float64{Start: best.box.X0, Middle: (best.box.X0 + best.box.X1) / 2, End: best.box.X1}[best.anchor]
		mx, my := min(max(n.x, best.box.X0), best.box.X1), min(max(n.y, best.box.Y0), best.box.Y1)
		if dx, dy := mx-n.x, my-n.y; dx*dx+dy*dy > (n.r+12)*(n.r+12) {
			p.line("c-leader", n.x, n.y, mx, my)
		}
		for i, line := range lines {
			p.text("c-text c-halo", f, x, best.box.Y0+f.line()*(float64(i)+0.8), best.anchor, line)
		}
	}
	return left
}
