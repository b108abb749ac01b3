package chart

import "sort"

// laneKey is a datum of a layer.
type laneKey struct{ layer, series, point int }

// laneItem is the room a datum wants in its category row.
type laneItem struct {
	key    laneKey
	x0, x1 float64
	h      float64
	below  float64 // px of h under the centre of the mark; 0: centred
}

// claim asks for room in a row; the row grows until no two data of it touch.
func (p *pane) claim(row string, it laneItem) { p.lanes[row] = append(p.lanes[row], it) }

// settle gives each row its height and each claimed datum its place in it.
func (p *pane) settle(least, head float64) {
	p.y.heights = nil
	heights := make([]float64, len(p.y.Rows))
	offsets := map[laneKey]float64{}
	for i, row := range p.y.Rows {
		items := p.lanes[row]
		of, laneHeights := stack(items, 4)
		total := 0.0
		for _, h := range laneHeights {
			total += h
		}
		heights[i] = max(least, total+8) + head
		y := head + (heights[i]-head-total)/2
		tops := make([]float64, len(laneHeights))
		for l, h := range laneHeights {
			tops[l] = y
			y += h
		}
		for j, it := range items {
			top, h := tops[of[j]], laneHeights[of[j]]
			if it.below > 0 {
				offsets[it.key] = top + h - it.below
			} else {
				offsets[it.key] = top + h/2
			}
		}
	}
	p.y.heights, p.y.head = heights, head
	for i, row := range p.y.Rows {
		from, _ := p.y.span(i)
		for _, it := range p.lanes[row] {
			p.placed[it.key] = from + offsets[it.key]
		}
	}
	_, p.y.b = p.y.span(len(heights) - 1)
	p.box.Y1 = p.y.b
}

// stack puts items into the first lane where they stand clear by gap, from left to right; wide and narrow lanes keep their own height.
func stack(items []laneItem, gap float64) (lane []int, heights []float64) {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return items[order[a]].x0 < items[order[b]].x0 })
	lane = make([]int, len(items))
	var ends []float64
	for _, i := range order {
		l := 0
		for l < len(ends) && items[i].x0 < ends[l]+gap {
			l++
		}
		if l == len(ends) {
			ends = append(ends, 0)
			heights = append(heights, 0)
		}
		ends[l] = items[i].x1
		heights[l] = max(heights[l], items[i].h)
		lane[i] = l
	}
	return lane, heights
}

// place is the y of a datum: its lane, else its row's middle.
func (p *pane) place(series, point int, pt Point) (float64, bool) {
	if y, ok := p.placed[laneKey{p.layer, series, point}]; ok {
		return y, true
	}
	return p.y.centre(pt)
}
