package chart

// panelLayers are the layers of one panel: the figure's own first.
func (f *Figure) panelLayers(p Panel) []Layer {
	return append(append([]Layer(nil), f.Layers...), p.Layers...)
}

// allLayers are the layers of all panels, or of the figure.
func (f *Figure) allLayers() []Layer {
	if len(f.Panels) == 0 {
		return f.Layers
	}
	var all []Layer
	for _, p := range f.Panels {
		all = append(all, f.panelLayers(p)...)
	}
	return all
}

// panelLegend draws one legend for all panels; series named like a panel need no entry.
func (l *layout) panelLegend() {
	p := l.pane(l.fig.allLayers(), 0)
	p.x, p.y = newScale(l.fig.X, false, 0, 1), newScale(l.fig.Y, true, 1, 0)
	titles := map[string]bool{}
	for _, panel := range l.fig.Panels {
		titles[panel.Title] = true
	}
	var keys []key
	for _, k := range p.legend() {
		if !titles[k.text] {
			keys = append(keys, k)
		}
	}
	p.k, p.layer = 0, 0
	l.y = p.drawLegend(keys, l.x0, l.x1, l.y)
}

// grid sets the panels out in columns with one number scale.
func (l *layout) grid() {
	l.panelLegend()
	x, y := extents(l.fig, l.fig.allLayers())
	const gutter = 18.0
	columns := min(max(1, int((l.x1-l.x0+gutter)/(150+gutter))), 4, len(l.fig.Panels))
	shared, left, width := l.sharedScale(y, columns, gutter)
	l.axisLabel(l.fig.Y)
	l.parts = (len(l.fig.Panels) + columns - 1) / columns
	k := 0
	for row := 0; row*columns < len(l.fig.Panels); row++ {
		panels := l.fig.Panels[row*columns : min((row+1)*columns, len(l.fig.Panels))]
		titles := l.panelTitles(panels, width)
		top, foot := l.y+titles, l.y+titles
		for i, panel := range panels {
			p := l.pane(l.fig.panelLayers(panel), k)
			p.small = true
			x0 := l.x0 + left + float64(i)*(width+gutter)
			l.panelTitle(p, panel, x0, width)
			plan := plotPlan{x0: x0, x1: x0 + width, xe: x, ye: y, xLabels: true, yTicks: i == 0, y: &shared}
			start := l.y
			l.y = top
			l.plot(p, plan)
			foot = max(foot, l.y)
			l.y = start
			for _, layer := range p.layers {
				k += len(layer.series())
			}
		}
		l.y = foot + 14
	}
	l.dateList()
}

// sharedScale is the number scale of all panels, the room for its labels, and the width that leaves for each panel.
func (l *layout) sharedScale(e extent, columns int, gutter float64) (s scale, left, width float64) {
	room := l.pane(l.fig.allLayers(), 0).headroom()
	for range 3 {
		width = (l.x1 - l.x0 - left - gutter*float64(columns-1)) / float64(columns)
		s = newScale(l.fig.Y, true, l.plotHeight(width, true), 0)
		s.numbers(e, 36, room)
		for _, t := range s.ticks {
			left = max(left, font{size: sizeAxis}.width(l.fm.tick(s, t))+6)
		}
	}
	width = (l.x1 - l.x0 - left - gutter*float64(columns-1)) / float64(columns)
	return s, left, width
}

func (l *layout) panelTitles(panels []Panel, width float64) float64 {
	f, n := font{sizeLabel, true}, font{size: sizeAxis}
	h := 0.0
	for _, p := range panels {
		h = max(h, f.line()*float64(len(f.wrap(p.Title, width)))+n.line()*float64(len(n.wrap(p.Note, width))))
	}
	return h + 6
}

func (l *layout) panelTitle(p *pane, panel Panel, x, width float64) float64 {
	f, n := font{sizeLabel, true}, font{size: sizeAxis}
	y := l.y
	for _, line := range f.wrap(panel.Title, width) {
		p.text("c-text", f, x, y+f.size, Start, line)
		y += f.line()
	}
	for _, line := range n.wrap(panel.Note, width) {
		p.text("c-quiet", n, x, y+n.size, Start, line)
		y += n.line()
	}
	return y
}

// dateList names the rules that small panels draw without words.
func (l *layout) dateList() {
	for _, b := range l.fig.Breaks {
		l.below = append(l.below, l.fm.say(sayBreakRule, l.fm.Date(b.At), b.Label))
	}
	for _, e := range l.fig.Events {
		l.below = append(l.below, l.fm.say(sayEventRule, l.fm.Date(e.At), e.Label))
	}
}

// stacked puts panels with category rows under one another, with one X scale.
func (l *layout) stacked() {
	l.panelLegend()
	x, y := extents(l.fig, l.fig.allLayers())
	l.axisLabel(l.fig.Y)
	rowWidth := 0.0
	rows := 0
	for _, panel := range l.fig.Panels {
		rows += len(l.rowsOf(panel))
		rowWidth = max(rowWidth, rowLabelWidth(l.rowsOf(panel), l.x1-l.x0))
	}
	k := 0
	for i, panel := range l.fig.Panels {
		p := l.pane(l.fig.panelLayers(panel), k)
		l.y = l.panelTitle(p, panel, l.x0, l.x1-l.x0) + 6
		last := i == len(l.fig.Panels)-1
		l.plot(p, plotPlan{x0: l.x0, x1: l.x1, rows: l.rowsOf(panel), left: rowWidth, xe: x, ye: y,
			xLabels: last, yTicks: true, labels: last, flags: i == 0})
		l.y += 12
		for _, layer := range p.layers {
			k += len(layer.series())
		}
	}
	l.parts = rows
}

func (l *layout) rowsOf(p Panel) []string {
	if p.Rows != nil {
		return p.Rows
	}
	return l.fig.Y.Rows
}
