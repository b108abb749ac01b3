package chart

import (
	"sort"
	"time"
)

// rule is an event or a break: a dated rule with its label above the plot.
type rule struct {
	at    time.Time
	x     float64
	lines []string
	w     float64
	left  bool // the label stands left of its rule
	lane  int  // 0 is next to the plot
	brk   bool
}

func (fl rule) span() (x0, x1 float64) {
	if fl.left {
		return fl.x - 4 - fl.w, fl.x - 2
	}
	return fl.x + 2, fl.x + 4 + fl.w
}

// layFlags lays the labels of events and breaks out in lanes so that no label meets another or the rule of another.
func layFlags(fig *Figure, x scale, edge Box) (flags []rule, heights []float64) {
	if !x.timed() {
		return nil, nil
	}
	f := font{size: sizeAxis}
	add := func(at time.Time, label string, brk bool) {
		if at.Before(x.begin()) || at.After(x.finish()) {
			return
		}
		lines := f.wrap(label, max(90, min(190, edge.width()*0.42)))
		flags = append(flags, rule{at: at, x: x.date(at), lines: lines, w: f.widest(lines), brk: brk})
	}
	for _, b := range fig.Breaks {
		add(b.At, b.Label, true)
	}
	for _, e := range fig.Events {
		add(e.At, e.Label, false)
	}
	sort.SliceStable(flags, func(a, b int) bool { return flags[a].x < flags[b].x })
	flags = bestSides(flags, edge)
	for _, fl := range flags {
		for len(heights) <= fl.lane {
			heights = append(heights, 0)
		}
		heights[fl.lane] = max(heights[fl.lane], f.line()*float64(len(fl.lines))+3)
	}
	return flags, heights
}

// bestSides tries every choice of sides and keeps the one with the fewest lanes, labels on the right of their rule preferred.
func bestSides(flags []rule, edge Box) []rule {
	best, bestScore := oneEach(flags, edge), -1
	for mask := 0; mask < 1<<len(flags); mask++ {
		try := append([]rule(nil), flags...)
		ok, lefts := true, 0
		for i := range try {
			try[i].left = mask>>i&1 == 1
			if try[i].left {
				lefts++
			}
			x0, x1 := try[i].span()
			ok = ok && x0 >= edge.X0 && x1 <= edge.X1
		}
		if !ok || !assignLanes(try) {
			continue
		}
		top := 0
		for _, fl := range try {
			top = max(top, fl.lane)
		}
		if score := top*100 + lefts; bestScore < 0 || score < bestScore {
			best, bestScore = try, score
		}
	}
	return best
}

// oneEach gives every label a lane of its own.
func oneEach(flags []rule, edge Box) []rule {
	out := append([]rule(nil), flags...)
	for i := range out {
		out[i].lane = len(out) - 1 - i
		if _, x1 := out[i].span(); x1 > edge.X1 {
			out[i].left = true
		}
	}
	return out
}

// assignLanes puts a label above every label that its own rule would cross, and above all it would touch otherwise.
// It fails if two labels each cross the other's rule.
func assignLanes(flags []rule) bool {
	crosses := func(label, other rule) bool {
		x0, x1 := label.span()
		return other.x > x0+1 && other.x < x1+3 && !label.left || other.x > x0-3 && other.x < x1-1 && label.left
	}
	n := len(flags)
	for round := 0; round <= n*n+1; round++ {
		moved := false
		for i := range flags {
			for j := range flags {
				if i == j {
					continue
				}
				a0, a1 := flags[i].span()
				b0, b1 := flags[j].span()
				under := crosses(flags[j], flags[i]) // j's label must stand above i's, whose rule starts lower
				touch := a0 < b1+6 && b0 < a1+6 && !crosses(flags[i], flags[j])
				if under && crosses(flags[i], flags[j]) {
					return false
				}
				if (under || touch && i < j && !under) && flags[j].lane <= flags[i].lane {
					flags[j].lane = flags[i].lane + 1
					moved = true
				}
			}
		}
		if !moved {
			return true
		}
	}
	return false
}

// drawFlags draws labels above y and rules from there down to the foot of the plot.
func (p *pane) drawFlags(flags []rule, heights []float64, y, foot float64) {
	f := font{size: sizeAxis}
	for _, fl := range flags {
		top := y
		for _, h := range heights[:fl.lane+1] {
			top -= h
		}
		x, anchor := fl.x+4, Start
		if fl.left {
			x, anchor = fl.x-4, End
		}
		for i, line := range fl.lines {
			class := "c-quiet"
			if fl.brk {
				class = "c-text"
			}
			p.text(class, f, x, top+10+f.line()*float64(i), anchor, line)
		}
		if fl.brk {
			p.add(Item{Shape: Line, Class: "c-break", X: fl.x, Y: top, X2: fl.x, Y2: foot, Dash: []float64{4, 3}})
			for _, d := range []float64{-3, 2} {
				p.line("c-break", fl.x+d-2, foot+4, fl.x+d+3, foot-4)
			}
		} else {
			p.line("c-event", fl.x, top, fl.x, foot)
		}
		p.marks = append(p.marks, Box{fl.x - 1, top, fl.x + 1, foot})
	}
}
