package chart

import "time"

// Figure says what to draw. It holds data, words and axes; sizes and colours are decided when it is drawn.
type Figure struct {
	ID          string // address-safe and unique on its page: prefixes every id in the SVG
	Name        string // short name, read first by a screen reader: "Appointments processed per day"
	Description string // long description; empty: Describe is used

	X, Y   Axis
	Layers []Layer // drawn in order, on the same axes
	Panels []Panel // small multiples; the Layers above are then drawn in each panel, under its own

	Kinds  []Kind  // how Point.Kind is drawn, in the order of the legend
	Events []Event // thin dated rules; at most six
	Breaks []Break // where the definition changes: lines are cut here

	Said string // how the value of each point was made that says no other: "derived from published figures"
	From string // the release or document of each point that names none

	Notes  []string // short lines under the drawing
	Format Format   // words and numbers; the zero value is English
}

// settled gives an axis of shares its per cent.
func (f Figure) settled() Figure {
	for _, l := range f.allLayers() {
		if b, ok := l.(Bars); ok && b.Mode == Share {
			if f.X.Scale == Number {
				f.X.Percent = true
			} else {
				f.Y.Percent = true
			}
		}
	}
	return f
}

// Panel is one of several small charts with shared scales.
type Panel struct {
	Title  string
	Rows   []string // own categories, when Figure.Y holds categories; nil: Figure.Y.Rows
	Layers []Layer
	Note   string // a short line under the title: "no figure before May 2023"
}

// Event is a dated rule with a label. It names what happened on a day, never what it caused.
type Event struct {
	At    time.Time
	Label string
}

// Break marks a day on which what is counted changed. Lines and bands are not joined across it.
type Break struct {
	At    time.Time
	Label string
}

// Kind ties the words of Point.Kind to a glyph.
type Kind struct {
	Name  string
	Glyph Glyph
}

// Glyph is the shape of a dot.
type Glyph int

// The glyphs. MoreThan and UpTo point along the number axis, towards larger and smaller values.
const (
	Filled Glyph = iota
	Hollow
	Ring // hollow with a dot in it
	Square
	Diamond
	MoreThan // "more than", "still waiting"
	UpTo     // "up to", "fewer than"
	About    // "about", "nearly"
)

// Options say how large a figure is drawn and what is burnt into the image.
type Options struct {
	Width      int  // px; 0 means 720. Below 480 the narrow layout is used
	Height     int  // px, of the whole drawing; 0 means as high as needed. Where it is scarce, event labels give way to the plot
	Standalone bool // SVG with its own <style>, as a file
	Bare       bool // SVG whose marks carry no words: the same page holds another drawing of the figure that has them

	Title, Subtitle, Source string // drawn into the image when set; Title takes up to three lines

	Scale float64 // PNG only: device pixels per px; 0 means 1

	least float64 // height below which no plot goes; 0 means 60
}

// Widths of the two layouts in px.
const (
	WideWidth   = 720
	NarrowWidth = 360
)
