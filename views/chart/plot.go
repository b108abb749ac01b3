package chart

// plotPlan says where a plot goes and which of its parts are drawn.
type plotPlan struct {
	x0, x1  float64
	left    float64  // least room for row labels
	right   float64  // room for names at the right
	rows    []string // own categories on Y
	xe, ye  extent
	yTicks  bool   // labels at the Y axis
	y       *scale // of all panels, whose labels hang left of x0; nil: its own
	xLabels bool
	labels  bool // axis labels
	flags   bool // labels of events and breaks
}

// plot draws one pane from l.y down and moves l.y under it.
func (l *layout) plot(p *pane, plan plotPlan) {
	fa := font{size: sizeAxis}
	yAxis := l.fig.Y
	if plan.rows != nil {
		yAxis.Rows = plan.rows
	}
	if plan.labels && len(l.fig.Panels) == 0 {
		l.axisLabel(yAxis)
	}
	left, head := 0.0, 0.0
	height := l.plotHeight(plan.x1-plan.x0, p.small)
	p.y = newScale(yAxis, true, height, 0)
	switch {
	case plan.y != nil:
		p.y = *plan.y
		height = p.y.a
	case yAxis.Scale == Number:
		p.y.numbers(plan.ye, 48, p.headroom())
		for _, t := range p.y.ticks {
			left = max(left, fa.width(l.fm.tick(p.y, t))+6)
		}
		if l.parts == 0 {
			l.parts = 1
		}
	case l.labelsAbove(yAxis.Rows, plan.x1-plan.x0):
		head, left = 18, 8
	default:
		left = max(plan.left, rowLabelWidth(yAxis.Rows, plan.x1-plan.x0))
	}
	right := plan.right
	if right == 0 && !p.small {
		right = 8
		if l.fig.X.counted() {
			right = 20
		}
	}
	p.box = Box{X0: plan.x0 + left, X1: plan.x1 - right}
	p.x = newScale(l.fig.X, false, p.box.X0, p.box.X1)
	if p.x.counted() {
		p.fitTicks(plan)
	}
	matrix := yAxis.Scale == Categories && p.x.Scale == Categories
	if matrix {
		if l.fig.X.Label != "" {
			p.text("c-quiet", fa, p.box.X0, l.y+10, Start, l.fig.X.Label)
			l.y += fa.line()
		}
		l.y += p.categoryLabels(l.y, true)
	}
	flags, laneHeights := layFlags(l.fig, p.x, Box{plan.x0, 0, plan.x1, 0})
	if plan.flags {
		for _, h := range laneHeights {
			l.y += h
		}
	}
	p.box.Y0 = l.y
	if yAxis.Scale == Categories {
		p.y.a = p.box.Y0
		p.reserve()
		p.settle(max(20, p.leastRow()+l.extra), head)
		l.parts = max(l.parts, len(yAxis.Rows))
	} else {
		p.box.Y1 = p.box.Y0 + height
		p.y.a, p.y.b = p.box.Y1, p.box.Y0
	}
	top := p.box.Y0
	p.frame()
	p.hatchGaps()
	if p.x.counted() {
		p.upGrid()
	}
	if yAxis.Scale == Number {
		p.numberGrid(plan.yTicks)
	} else {
		p.rowGrid(plan.x0, left, flags)
	}
	if plan.flags {
		p.drawFlags(flags, laneHeights, top, p.box.Y1)
	} else {
		p.drawRules(flags)
	}
	p.drawLayers()
	p.zeroLine()
	if p.direct {
		k := p.k
		ends, ys, _ := p.placeEnds()
		p.drawEnds(ends, ys)
		p.k = k
	}
	l.hatch = append(l.hatch, p.nameGaps()...)
	l.below = append(l.below, p.placeNotes()...)
	l.hatch = append(l.hatch, p.hatchKinds...)
	l.y = p.box.Y1
	if plan.xLabels && !matrix {
		l.y += p.xAxis(p.box.Y1)
	}
	if plan.labels && l.fig.X.counted() && l.fig.X.Label != "" {
		f := font{size: sizeLabel}
		for _, line := range f.wrap(l.fig.X.Label, plan.x1-plan.x0) {
			x := p.box.X0
			if x+f.width(line) > plan.x1 {
				x = plan.x0
			}
			p.text("c-quiet", f, x, l.y+15, Start, line)
			l.y += f.line()
		}
		l.y += 4
	}
	if plan.labels {
		l.y += 4
	}
}

// frame adds the unpainted box of the plot, in which the interaction module looks for the nearest mark and finds its row.
func (p *pane) frame() {
	it := Item{Shape: Rect, Class: "c-pane", X: p.box.X0, Y: p.box.Y0, W: p.box.width(), H: p.box.height()}
	if p.y.Scale == Categories {
		for i := range p.y.Rows {
			from, to := p.y.span(i)
			if i == 0 {
				it.Rows = append(it.Rows, from)
			}
			it.Rows = append(it.Rows, to)
		}
	}
	p.add(it)
}

// fitTicks thins the ticks of a number axis along X until their labels stand apart, and keeps half a label free at both ends.
func (p *pane) fitTicks(plan plotPlan) {
	f := font{size: sizeAxis}
	for per := 56.0; per < 500; per *= 1.3 {
		headroom := p.headroom()
		if p.x.Scale == Elapsed {
			headroom = 0
		}
		p.x.numbers(plan.xe, per, headroom)
		marks := p.tickMarks(p.x)
		p.box.X0 = max(p.box.X0, plan.x0+f.width(marks[0].text)/2+1)
		p.box.X1 = min(p.box.X1, plan.x1-f.width(marks[len(marks)-1].text)/2-1)
		p.x.a, p.x.b = p.box.X0, p.box.X1
		if fits(f, p.tickMarks(p.x), plan.x0, plan.x1, 10) {
			return
		}
	}
}

// axisLabel writes what Y measures above the plot, at its left edge.
func (l *layout) axisLabel(a Axis) {
	if a.Label == "" {
		return
	}
	f := font{size: sizeLabel}
	for _, line := range f.wrap(a.Label, l.x1-l.x0) {
		l.out.add(textItem("c-quiet", f, l.x0, l.y+12, Start, line))
		l.y += f.line()
	}
	l.y += 8
}

func (p *pane) reserve() {
	k := p.k
	for i, layer := range p.layers {
		p.layer = i
		layer.reserve(p)
		p.k += len(layer.series())
	}
	p.k = k
}

func (p *pane) drawLayers() {
	k := p.k
	for i, layer := range p.layers {
		p.layer = i
		layer.draw(p)
		p.k += len(layer.series())
	}
	p.k = k
}

// leastRow is the height of a category row with nothing in it.
func (p *pane) leastRow() float64 {
	least := 28.0
	for _, layer := range p.layers {
		if r, ok := layer.(interface{ row(p *pane) float64 }); ok {
			least = max(least, r.row(p))
		}
	}
	return least
}

// drawRules draws events and breaks without words.
func (p *pane) drawRules(flags []rule) {
	for _, fl := range flags {
		it := Item{Shape: Line, Class: "c-event", X: fl.x, Y: p.box.Y0, X2: fl.x, Y2: p.box.Y1}
		if fl.brk {
			it.Class, it.Dash = "c-break", []float64{4, 3}
		}
		p.add(it)
	}
}
