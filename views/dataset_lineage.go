package views

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// Measures of the drawing of a lineage, in pixels.
const (
	lineageWidth = 320  // at least
	lineageGlyph = 7.25 // of a letter of a note, on average: Spanish ones are longer
	lineageRow   = 46
	lineageDot   = 50 // from the left: the arcs need the room
)

// lineageStep is a source or dataset on the way to a dataset, and what is made from it.
type lineageStep struct {
	id, note, href string
	source         bool
	feeds          []string
}

// lineageOf draws the way from the releases to a dataset: each thing stands above what is
// made from it.
func lineageOf(w Words, e *data.Edition, d *data.Dataset) page.Lineage {
	steps := lineageSteps(w, e, d)
	l := page.Lineage{Width: lineageWidth, Height: len(steps)*lineageRow + 8}
	at := map[string]int{}
	for i, s := range steps {
		at[s.id] = i
	}
	y := func(i int) int { return i*lineageRow + 14 }
	for i, s := range steps {
		l.Width = max(l.Width, lineageDot+14+int(lineageGlyph*float64(utf8.RuneCountInString(s.note))))
		node := page.LineageNode{Text: s.id, Note: s.note, X: lineageDot, Y: y(i), TextX: lineageDot + 14, NoteY: y(i) + 17, Class: "dataset"}
		switch {
		case s.source:
			node.Class = "source"
		case s.id == d.ID:
			node.Class = "self"
		}
		l.Nodes = append(l.Nodes, node)
		for _, to := range s.feeds {
			l.Edges = append(l.Edges, arc(y(i), y(at[to]), at[to]-i))
		}
		if len(s.feeds) > 0 {
			l.Steps = append(l.Steps, layout.Link{Text: s.id, Href: s.href, Note: w.T("{note}; feeds {tables}", "note", s.note, "tables", w.Join(s.feeds))})
		}
	}
	var sentences []string
	for _, s := range steps {
		if len(s.feeds) > 0 {
			sentences = append(sentences, w.T("{source} feeds {tables}.", "source", s.id, "tables", w.Join(s.feeds)))
		}
	}
	l.Name = w.T("From release to table: {steps}", "steps", strings.Join(sentences, " "))
	return l
}

// arc bows to the left, wider the further it goes, and ends in an arrow.
func arc(from, to, rows int) page.LineageEdge {
	bow := min(12+11*rows, lineageDot-4)
	x, tip := lineageDot-6, lineageDot-7
	return page.LineageEdge{
		Path: fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x, from, lineageDot-bow, from, lineageDot-bow-6, to, tip-6, to),
		Head: fmt.Sprintf("%d,%d %d,%d %d,%d", tip, to, tip-8, to-4, tip-8, to+4),
	}
}

// lineageSteps lists sources, then datasets in the order in which they are built, d last.
func lineageSteps(w Words, e *data.Edition, d *data.Dataset) []lineageStep {
	needed := map[string]bool{}
	var need func(*data.Dataset)
	need = func(d *data.Dataset) {
		needed[d.ID] = true
		for _, id := range d.Uses {
			if used, err := e.Catalog().Dataset(id); err == nil && !needed[id] {
				need(used)
			}
		}
	}
	need(d)
	var sources, datasets []lineageStep
	feeds := map[string][]string{}
	for _, x := range e.Catalog().Datasets() {
		if !needed[x.ID] {
			continue
		}
		for _, id := range x.DirectSources() {
			feeds[id] = append(feeds[id], x.ID)
		}
		for _, id := range x.Uses {
			feeds[id] = append(feeds[id], x.ID)
		}
		files, _ := e.Manifest.Dataset(x.ID)
		datasets = append(datasets, lineageStep{id: x.ID, href: "/data/" + x.ID, note: w.N(files.Rows, "{n} row", "{n} rows") + ", " + levelWords(w, x.Level)})
	}
	for _, id := range e.Catalog().SourcesOf(d) {
		sources = append(sources, lineageStep{id: id, href: "/sources/" + id, source: true, note: releasesNote(w, sourceReleases(e, id))})
	}
	steps := append(sources, datasets...)
	for i := range steps {
		steps[i].feeds = feeds[steps[i].id]
	}
	// The building order puts a dataset behind what it uses, but not always last.
	i := slices.IndexFunc(steps, func(s lineageStep) bool { return s.id == d.ID })
	self := steps[i]
	return append(slices.Delete(steps, i, i+1), self)
}

func releasesNote(w Words, releases []data.Release) string {
	if len(releases) == 0 {
		return w.T("no release loaded")
	}
	last := releases[len(releases)-1]
	return w.N(int64(len(releases)), "{n} release, of {day}", "{n} releases, the last of {day}", "day", w.DayOf(last.Published, last.PublishedPrecision))
}
