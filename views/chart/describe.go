package chart

import (
	"strconv"
	"strings"
	"unicode"
)

// Describe says a figure in plain words, from its data: what is drawn, the period, first and last value and the extremes of each
// series, kinds, missing values, empty rows, breaks, events and revisions.
func Describe(fig Figure) string {
	fig = fig.settled()
	d := describer{fig: &fig, fm: fig.Format.complete()}
	d.drawn()
	if m, ok := fig.atlas(); ok {
		m.describe(&d)
		return strings.Join(d.sentences, " ")
	}
	panels := fig.Panels
	if len(panels) == 0 {
		panels = []Panel{{}}
	} else {
		var titles []string
		for _, p := range panels {
			titles = append(titles, p.Title)
		}
		d.say(sayPanels, strconv.Itoa(len(panels)), d.fm.and(titles))
	}
	for _, p := range panels {
		for _, l := range fig.panelLayers(p) {
			d.layer(p, l)
		}
		d.emptyRows(p)
	}
	d.missing()
	d.dates()
	return strings.Join(d.sentences, " ")
}

type describer struct {
	fig       *Figure
	fm        Format
	sentences []string
}

func (d *describer) say(key phrase, args ...string) {
	d.sentences = append(d.sentences, d.fm.say(key, args...))
}

func (d *describer) drawn() {
	var marks []string
	seen := map[phrase]bool{}
	for _, l := range d.fig.allLayers() {
		m := l.mark()
		if seen[m] {
			continue
		}
		seen[m] = true
		words := d.fm.say(m)
		if len(marks) > 0 {
			words = lowerFirst(words)
		}
		marks = append(marks, words)
	}
	label := d.fig.number().Label
	if label == "" {
		label = d.fig.Name
	}
	d.say(sayDrawn, d.fm.and(marks), lowerFirst(label))
	if x := newScale(d.fig.X, false, 0, 1); x.timed() {
		d.say(sayPeriod, x.when(d.fm, x.From), x.when(d.fm, x.To))
	}
}

// lowerFirst makes a label the middle of a sentence, unless it begins with an abbreviation.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[0]) && (unicode.IsLower(r[1]) || r[1] == ' ') {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

func (d *describer) layer(p Panel, l Layer) {
	series := l.series()
	if bars, ok := l.(Bars); ok && bars.Mode == Share {
		series = bars.shares(d.fig)
	}
	for _, s := range series {
		name := s.Name
		if p.Title != "" && p.Title != name {
			name = strings.TrimSuffix(p.Title+", "+name, ", ")
		}
		if name != "" {
			name += ": "
		}
		d.trend(name, l, s)
		d.kinds(s)
	}
}

// trend gives first and last value and the extremes; marks without a number are counted.
func (d *describer) trend(name string, l Layer, s Series) {
	a := d.fig.number()
	place := func(pt Point) string {
		if d.fig.Y.Scale == Categories && pt.Row != "" {
			if d.fig.X.timed() || d.fig.X.Scale == Categories {
				return pt.Row + ", " + d.fig.X.name(d.fm, pt, false)
			}
			return pt.Row
		}
		return d.fig.X.name(d.fm, pt, false)
	}
	_, band := l.(Band)
	_, ranges := l.(Ranges)
	_, cells := l.(Cells)
	_, dots := l.(Dots)
	start := len(d.sentences)
	numeric := d.fig.Y.Scale == Number || d.fig.X.Scale == Number || cells
	var known []Point
	for _, pt := range s.Points {
		if pt.Value.Known() {
			known = append(known, pt)
		}
	}
	switch {
	case len(known) == 0:
	case !numeric:
		if len(known) == 1 {
			d.say(sayOneCount, name)
		} else {
			d.say(sayCount, name, strconv.Itoa(len(known)))
		}
	case band:
	case ranges:
		for _, pt := range known {
			d.say(saySingle, name, d.fm.say(sayTo, d.fm.value(a, pt.Lo), d.fm.withUnit(a, pt.Hi)), place(pt))
		}
	case len(known) == 1:
		d.say(saySingle, name, d.fm.withUnit(a, known[0].Value.V), place(known[0]))
	default:
		value := func(pt Point) string { return d.fm.value(a, pt.Value.V) }
		first, last, top, low := known[0], known[len(known)-1], known[0], known[0]
		for _, pt := range known {
			if pt.Value.V > top.Value.V {
				top = pt
			}
			if pt.Value.V < low.Value.V {
				low = pt
			}
		}
		if d.fig.X.timed() && !dots { // dots are single statements: no way leads from one to the next
			d.say(sayTrend, name, value(first), place(first), d.fm.withUnit(a, last.Value.V), place(last))
		} else if name != "" || dots {
			d.say(sayCount, name, strconv.Itoa(len(known)))
		}
		if top.Value.V > low.Value.V {
			d.say(sayExtremes, d.fm.withUnit(a, top.Value.V), place(top), d.fm.withUnit(a, low.Value.V), place(low))
		}
	}
	if _, steps := l.(Steps); steps && len(known) > 0 && !known[len(known)-1].End.IsZero() {
		d.say(sayStepEnd, d.fm.Date(known[len(known)-1].End))
	}
	if name == "" && len(d.sentences) > start {
		r := []rune(d.sentences[start])
		r[0] = unicode.ToUpper(r[0])
		d.sentences[start] = string(r)
	}
}

func (d *describer) kinds(s Series) {
	counts := map[string]int{}
	for _, pt := range s.Points {
		counts[pt.Kind]++
	}
	var parts []string
	for _, k := range d.fig.Kinds {
		if n := counts[k.Name]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+k.Name)
		}
	}
	if len(parts) > 0 {
		d.say(sayKinds, strings.Join(parts, ", "))
	}
}

// emptyRows names the rows without any point.
func (d *describer) emptyRows(p Panel) {
	if d.fig.Y.Scale != Categories {
		return
	}
	rows := p.Rows
	if rows == nil {
		rows = d.fig.Y.Rows
	}
	has := map[string]bool{}
	for _, l := range d.fig.panelLayers(p) {
		for _, s := range l.series() {
			for _, pt := range s.Points {
				has[pt.Row] = true
			}
		}
	}
	var empty []string
	for _, r := range rows {
		if !has[r] {
			empty = append(empty, r)
		}
	}
	words := d.fig.Y.Empty
	if words == "" {
		words = d.fm.say(sayEmptyRow)
	}
	if len(empty) > 0 {
		r := []rune(words)
		r[0] = unicode.ToUpper(r[0])
		d.say(sayEmptyRows, string(r), d.fm.and(empty))
	}
}

// missing groups the places without a value by their kind, neighbours in time as one span.
func (d *describer) missing() {
	x := newScale(d.fig.X, false, 0, 1)
	type group struct {
		kind  string
		parts []string
		last  int
		first string
	}
	var groups []*group
	seen := map[string]bool{}
	for _, l := range d.fig.allLayers() {
		for _, s := range l.series() {
			for _, pt := range s.Points {
				if pt.Value.Known() {
					continue
				}
				at, i := x.name(d.fm, pt), x.index(pt)
				if d.fig.Y.Scale == Categories {
					at, i = strings.TrimSuffix(pt.Row+", "+pt.Col, ", "), -9
				}
				if seen[at+pt.Value.Missing] {
					continue
				}
				seen[at+pt.Value.Missing] = true
				if n := len(groups); n > 0 && groups[n-1].kind == pt.Value.Missing && groups[n-1].last == i-1 && i > 0 {
					g := groups[n-1]
					g.parts[len(g.parts)-1] = d.fm.say(sayTo, g.first, at)
					g.last = i
				} else if n > 0 && groups[n-1].kind == pt.Value.Missing {
					g := groups[n-1]
					g.parts, g.first, g.last = append(g.parts, at), at, i
				} else {
					groups = append(groups, &group{pt.Value.Missing, []string{at}, i, at})
				}
			}
		}
	}
	for _, g := range groups {
		d.say(sayMissing, d.fm.and(g.parts), g.kind)
	}
}

func (d *describer) dates() {
	for _, b := range d.fig.Breaks {
		d.say(sayBreaks, d.fm.Date(b.At), b.Label)
	}
	var events []string
	for _, e := range d.fig.Events {
		events = append(events, d.fm.Date(e.At)+" ("+e.Label+")")
	}
	if len(events) > 0 {
		d.say(sayEvents, d.fm.and(events))
	}
	d.marked(sayRevisedAll, func(pt Point) bool { return pt.Revised })
	d.marked(sayStepsAll, func(pt Point) bool { return pt.Step })
}

// marked names the points that carry a quiet mark.
func (d *describer) marked(say phrase, has func(Point) bool) {
	var names []string
	x := newScale(d.fig.X, false, 0, 1)
	for _, l := range d.fig.allLayers() {
		for _, s := range l.series() {
			for _, pt := range s.Points {
				if has(pt) {
					words := x.name(d.fm, pt)
					if d.fig.Y.Scale == Categories {
						words = pt.Row
					}
					names = append(names, words)
				}
			}
		}
	}
	if len(names) > 0 {
		d.say(say, d.fm.and(names))
	}
}
