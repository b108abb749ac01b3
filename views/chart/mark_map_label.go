package chart

import "math"

// labeller writes the names of places beside their dots: on no other name, dot or leader, and clear of the border where it can.
type labeller struct {
	*pane
	dots   []Seg
	places []Place
	land   []float64
	border []float64
	two    bool // notes are written under the names
}

// plan is where the labels of some places stand; unset boxes are those that found no room.
type plan struct {
	boxes   []Box
	leaders [][4]float64
	left    int
	cost    float64
}

// write draws the best of a few plans, and returns the names that found no room in it. A name takes the best spot that is left, so
// plans differ by who comes first: the order of the places, its reverse, and each place before the others.
func (l *labeller) write() (left []string) {
	n := len(l.places)
	var best plan
	for first := -1; first <= n; first++ {
		order := make([]int, 0, n)
		if first >= 0 && first < n {
			order = append(order, first)
		}
		for i := range n {
			j := i
			if first == n {
				j = n - 1 - i
			}
			if j != first {
				order = append(order, j)
			}
		}
		if p := l.plan(order); best.boxes == nil || p.left < best.left || p.left == best.left && p.cost < best.cost {
			best = p
		}
	}
	f, note := font{sizeLabel, true}, font{size: sizeAxis}
	for _, o := range best.leaders {
		l.line("c-leader", o[0], o[1], o[2], o[3])
	}
	for i, b := range best.boxes {
		if b == (Box{}) {
			left = append(left, l.places[i].Name)
			continue
		}
		x := (b.X0 + b.X1) / 2
		l.text("c-text", f, x, b.Y0+f.size, Middle, l.places[i].Name)
		if l.two && l.places[i].Note != "" {
			l.text("c-quiet", note, x, b.Y0+f.line()+note.size-1, Middle, l.places[i].Note)
		}
	}
	return left
}

// plan gives each place in turn the best spot that those before it left, near spots first.
func (l *labeller) plan(order []int) plan {
	f, note := font{sizeLabel, true}, font{size: sizeAxis}
	p := plan{boxes: make([]Box, len(l.places))}
	for _, i := range order {
		at, dot := l.places[i], l.dots[i]
		w, h := f.width(at.Name), f.line()
		if l.two && at.Note != "" {
			w, h = max(w, note.width(at.Note)), h+note.line()
		}
		least := math.Inf(1)
		try := func(x, y float64) {
			b := Box{x, y, x + w, y + h}
			if cost := l.cost(p, i, b); cost < least {
				p.boxes[i], least = b, cost
			}
		}
		for d := 8.0; d < 170; d += 6 {
			for _, share := range []float64{0.5, 0.1, 0.9, 0, 1} {
				try(dot.X-w*share, dot.Y-d-h)
				try(dot.X-w*share, dot.Y+d)
			}
			if d < 30 {
				try(dot.X+d, dot.Y-h/2)
				try(dot.X-d-w, dot.Y-h/2)
			}
		}
		if math.IsInf(least, 1) {
			p.left++
			continue
		}
		p.cost += least
		if x0, y0, x1, y1 := l.leader(i, p.boxes[i]); math.Hypot(x1-x0, y1-y0) > 14 {
			p.leaders = append(p.leaders, [4]float64{x0, y0, x1, y1})
		}
	}
	return p
}

// leader joins a dot with the nearest point of a label.
func (l *labeller) leader(i int, b Box) (x0, y0, x1, y1 float64) {
	dot := l.dots[i]
	return dot.X, dot.Y, min(max(dot.X, b.X0), b.X1), min(max(dot.Y, b.Y0), b.Y1)
}

// cost is infinite where a label may not stand, else grows with the distance and with what it covers.
func (l *labeller) cost(p plan, i int, b Box) float64 {
	if !b.within(l.box.grow(-2)) {
		return math.Inf(1)
	}
	x0, y0, x1, y1 := l.leader(i, b)
	cost := math.Hypot(x1-x0, y1-y0)
	own := cost
	if own > 14 { // needs a leader
		cost += 15
	}
	for j, dot := range l.dots {
		if b.grow(7).meets(Box{dot.X, dot.Y, dot.X + 0.1, dot.Y + 0.1}) || j != i && near(dot.X, dot.Y, x0, y0, x1, y1) < 8 {
			return math.Inf(1)
		}
		if x0, y0, x1, y1 := l.leader(j, b); j != i && math.Hypot(x1-x0, y1-y0) < own+4 {
			cost += 40 // it would seem to name the other
		}
	}
	for _, t := range p.boxes {
		if t != (Box{}) && (t.grow(3).meets(b) || crosses(t.grow(2), x0, y0, x1, y1)) {
			return math.Inf(1)
		}
	}
	for _, o := range p.leaders {
		if crosses(b.grow(2), o[0], o[1], o[2], o[3]) || meet(o, [4]float64{x0, y0, x1, y1}) {
			return math.Inf(1)
		}
	}
	if covers(b, l.border) {
		cost += 120
	}
	if covers(b, l.land) {
		cost += 6
	}
	return cost
}

// covers reports whether a box covers a part of a line.
func covers(b Box, xy []float64) bool {
	for k := 0; k+3 < len(xy); k += 2 {
		if crosses(b, xy[k], xy[k+1], xy[k+2], xy[k+3]) {
			return true
		}
	}
	return false
}

// near is the distance of a point from a line.
func near(x, y, x0, y0, x1, y1 float64) float64 {
	dx, dy := x1-x0, y1-y0
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((x-x0)*dx+(y-y0)*dy)/length, 0), 1)
	}
	return math.Hypot(x-x0-t*dx, y-y0-t*dy)
}

// crosses reports whether a line touches a box.
func crosses(b Box, x0, y0, x1, y1 float64) bool {
	from, to := 0.0, 1.0
	for _, side := range [][2]float64{{x0 - x1, x0 - b.X0}, {x1 - x0, b.X1 - x0}, {y0 - y1, y0 - b.Y0}, {y1 - y0, b.Y1 - y0}} {
		step, room := side[0], side[1]
		switch {
		case step == 0 && room < 0:
			return false
		case step < 0:
			from = max(from, room/step)
		case step > 0:
			to = min(to, room/step)
		}
	}
	return from <= to
}

// meet reports whether two lines cross.
func meet(a, b [4]float64) bool {
	side := func(l [4]float64, x, y float64) bool {
		return (l[2]-l[0])*(y-l[1])-(l[3]-l[1])*(x-l[0]) > 0
	}
	return side(a, b[0], b[1]) != side(a, b[2], b[3]) && side(b, a[0], a[1]) != side(b, a[2], a[3])
}
