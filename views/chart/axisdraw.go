package chart

import "time"

// tick writes a value at a number axis.
func (f Format) tick(s scale, v float64) string {
	if s.Percent {
		return f.Percent(v, s.decimals)
	}
	return f.Number(v, s.decimals)
}

func (p *pane) tickMarks(s scale) []mark {
	var marks []mark
	for _, t := range s.ticks {
		marks = append(marks, mark{s.number(t), p.fm.tick(s, t)})
	}
	return marks
}

// numberGrid draws the lines and labels of an upright number axis.
func (p *pane) numberGrid(labels bool) {
	f := font{size: sizeAxis}
	for _, t := range p.y.ticks {
		y := p.y.number(t)
		p.line("c-grid", p.box.X0, y, p.box.X1, y)
		if labels {
			p.text("c-quiet", f, p.box.X0-6, y+4.2, End, p.fm.tick(p.y, t))
		}
	}
}

// upGrid draws the upright lines of a number axis along X.
func (p *pane) upGrid() {
	for _, t := range p.x.ticks {
		x := p.x.number(t)
		p.line("c-grid", x, p.box.Y0, x, p.box.Y1)
	}
}

// zeroLine draws the base that bars stand on, or the foot of the plot.
func (p *pane) zeroLine() {
	switch {
	case p.y.Scale == Number:
		y := p.y.zero()
		p.line("c-axis", p.box.X0, y, p.box.X1, y)
	case p.x.Scale == Number && p.x.lo <= 0:
		x := p.x.zero()
		if p.y.head == 0 {
			p.line("c-axis", x, p.box.Y0, x, p.box.Y1)
			return
		}
		for i := range p.y.Rows { // not through the name above each row
			from, to := p.y.span(i)
			p.line("c-axis", x, from+p.y.head, x, to)
		}
	case p.x.Scale == Number || p.x.timed():
		p.line("c-axis", p.box.X0, p.box.Y1, p.box.X1, p.box.Y1)
	}
}

// rowLabelWidth is the room for row names left of the plot.
func rowLabelWidth(rows []string, width float64) float64 {
	f := font{size: sizeLabel}
	w := 0.0
	for _, r := range rows {
		w = max(w, f.widest(f.wrap(r, width*0.3)))
	}
	return w + 12
}

// labelsAbove reports whether row names are too long to stand at the left of a narrow drawing.
func (l *layout) labelsAbove(rows []string, width float64) bool {
	if !l.narrow {
		return false
	}
	f := font{size: sizeLabel}
	for _, r := range rows {
		if f.width(r) > width*0.3 {
			return true
		}
	}
	return false
}

// rowGrid draws names and separators of category rows, and what is said in empty ones.
func (p *pane) rowGrid(x0, left float64, flags []rule) {
	f := font{size: sizeLabel}
	for i, row := range p.y.Rows {
		from, to := p.y.span(i)
		if i > 0 {
			p.line("c-grid", x0, from, p.box.X1, from)
		}
		if p.y.head > 0 {
			for _, line := range f.wrap(row, p.box.X1-x0)[:1] {
				p.text("c-text c-halo", font{sizeLabel, true}, x0, from+15, Start, p.shorten(line, p.box.X1-x0))
			}
		} else {
			lines := f.wrap(row, left-12)
			for n := int((to - from) / f.line()); len(lines) > max(1, n); {
				lines = lines[:len(lines)-1]
			}
			y := (from+to)/2 + 4.5 - f.line()*float64(len(lines)-1)/2
			for j, line := range lines {
				p.text("c-text", f, p.box.X0-8, y+f.line()*float64(j), End, line)
			}
		}
		p.emptyRow(row, from+p.y.head, to, flags)
	}
}

func (p *pane) shorten(s string, width float64) string {
	f := font{sizeLabel, true}
	if f.width(s) <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && f.width(string(r)+"…") > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// emptyRow says why a row has no mark: the kind of its missing value, hatched, or that no figure was published. The words stand
// where no dated rule crosses them, if there is such a place.
func (p *pane) emptyRow(row string, from, to float64, flags []rule) {
	if p.x.Scale == Categories && p.hasAny(row) {
		return
	}
	f := font{size: sizeAxis}
	missing := ""
	for _, l := range p.layers {
		for _, s := range l.series() {
			for _, pt := range s.Points {
				if pt.Row == row && pt.Value.Known() {
					return
				}
				if pt.Row == row {
					missing = pt.Value.Missing
				}
			}
		}
	}
	y := (from + to) / 2
	x := p.box.X0 + 6
	class := "c-quiet c-halo"
	words := p.y.Empty
	if words == "" {
		words = p.fm.say(sayEmptyRow)
	}
	if missing != "" {
		words = missing
		p.hatch(Box{p.box.X0 + 0.5, y - 8, p.box.X0 + 44, y + 8}, nil)
		x += 46
	}
	free := x
	for _, fl := range flags { // from left to right
		if fl.x > free-4 && fl.x < free+f.width(words)+4 {
			free = fl.x + 6
		}
	}
	if free+f.width(words) <= p.box.X1 {
		x = free
	}
	p.text(class, f, x, y+4.2, Start, words)
}

func (p *pane) hasAny(row string) bool {
	for _, l := range p.layers {
		for _, s := range l.series() {
			for _, pt := range s.Points {
				if pt.Row == row {
					return true
				}
			}
		}
	}
	return false
}

// xAxis draws the labels under the plot and returns their height.
func (p *pane) xAxis(foot float64) float64 {
	f := font{size: sizeAxis}
	switch p.x.Scale {
	case Categories:
		return p.categoryLabels(foot, false)
	case Number, Elapsed:
		for _, m := range p.tickMarks(p.x) {
			if it := textItem("c-quiet", f, m.x, foot+16, Middle, m.text); p.free(it.Box()) && p.onCanvas(it.Box()) {
				p.text("c-quiet", f, m.x, foot+16, Middle, m.text)
			}
		}
		return 22
	}
	h := 6.0
	yearsOnly := p.small && (p.x.Scale == Month || p.x.Scale == Day) && p.x.To.Sub(p.x.From).Hours() > 24*300
	if marks := timeLabels(f, p.x, p.fm); marks != nil && !yearsOnly {
		for _, m := range marks {
			p.text("c-quiet", f, m.x, foot+h+10, Middle, m.text)
		}
		h += 15
	}
	if p.x.Scale == Year || p.x.Scale == FiscalYear {
		return h
	}
	h += p.spanRow(f, foot, h, func(t time.Time) string { return yearText(t.Year()) })
	if p.x.Fiscal && !p.small {
		h += p.spanRow(f, foot, h, func(t time.Time) string { return p.fm.FiscalYear(fiscalYear(t)) })
	}
	return h
}

// spanRow names years under their months, with a short rule where one ends.
func (p *pane) spanRow(f font, foot, h float64, name func(time.Time) string) float64 {
	marks, edges := spanMarks(f, p.x, name)
	if len(marks) == 0 {
		marks, _ = spanMarks(f, p.x, func(t time.Time) string {
			s := []rune(name(t))
			return "’" + string(s[max(0, len(s)-2):])
		})
	}
	for _, m := range marks {
		p.text("c-quiet", f, m.x, foot+h+11, Middle, m.text)
	}
	for _, x := range edges {
		p.line("c-axis", x, foot+h, x, foot+h+13)
	}
	return 16
}

// categoryLabels writes the names of X categories under the plot or, in a matrix, above it, turned where they are too long.
func (p *pane) categoryLabels(y float64, above bool) float64 {
	f := font{size: sizeAxis}
	band := p.x.band()
	flat := true
	var wrapped [][]string
	rows := 1
	for _, name := range p.x.Rows {
		lines := f.wrap(name, band-5)
		flat = flat && len(lines) <= 4 && !broken(name, lines) && f.widest(lines) <= band-4
		rows = max(rows, len(lines))
		wrapped = append(wrapped, lines)
	}
	if flat {
		h := f.line() * float64(rows)
		for i, lines := range wrapped {
			from, to := p.x.span(i)
			first := y + 15
			if above {
				first = y + 12 + f.line()*float64(rows-len(lines))
			}
			for j, line := range lines {
				p.text("c-quiet", f, (from+to)/2, first+f.line()*float64(j), Middle, line)
			}
		}
		return h + 8
	}
	every := 1
	for band*float64(every) < f.line() {
		every++
	}
	long := 0.0
	perBand := max(1, int(band/f.line()))
	turned := make([][]string, len(p.x.Rows))
	for i, name := range p.x.Rows {
		width := 110.0
		for turned[i] = f.wrap(name, width); len(turned[i]) > perBand; turned[i] = f.wrap(name, width) {
			width *= 1.2
		}
		long = max(long, f.widest(turned[i]))
	}
	for i, lines := range turned {
		if i%every != 0 {
			continue
		}
		from, to := p.x.span(i)
		for j, line := range lines {
			x := (from+to)/2 + 4.2 + f.line()*(float64(j)-float64(len(lines)-1)/2)
			it := textItem("c-quiet", f, x, y+6, End, line)
			if above {
				it = textItem("c-quiet", f, x, y+long+2, Start, line)
			}
			it.Turned = true
			p.taken = append(p.taken, it.Box())
			p.add(it)
		}
	}
	return long + 12
}
