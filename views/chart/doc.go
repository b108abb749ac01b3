// Package chart draws the charts of citas: plain Go values in, SVG or PNG out.
//
//  1. A caller declares a [Figure]: axes, layers of marks, events, breaks. It holds the data as Go values and nothing about pixels.
//  2. [Draw] lays the figure out for one width and gives a [Scene]: rectangles, lines, paths, circles and texts, each with a
//     role (its CSS classes) and a place in px. Every decision (thinning of labels, legend or direct label, columns of panels)
//     follows from the width, so 360 px is its own drawing and not a shrunk one.
//  3. [SVG] writes the scene. No colour is in it: the classes take theirs from custom properties, see [CSS], so that one drawing serves
//     light, dark, print and forced colours. Inline it carries no style at all (our CSP); with Options.Standalone it brings a <style>.
//  4. [PNG] paints the same scene in light colours, at any scale, with title, subtitle and source line burnt in when given.
//  5. [Describe] says the same figure in words, for the long description.
//
// The same figure and options give the same bytes. The package reads nothing and keeps no state.
//
// # Coordinates
//
// One [Point] serves every mark. Each axis takes from it the field that fits its scale: a time axis takes At, a number axis takes Value
// (or Lo and Hi for bands and ranges), a category axis takes Col when it is X and Row when it is Y. So bars lie down when Y holds the
// categories and X the numbers, and the same dots make a scatter (time × number), a strip (time × rows) or a matrix (columns × rows).
//
// A value that is not there is typed: chart.Missing("no file held"). It is hatched with its kind in words and never drawn as zero.
// Months are any instant within them; the package never converts time zones: give UTC.
//
// # Monthly bars, a capacity step over them, hatched last months
//
//	fig := chart.Figure{
//		ID:          "processed-per-day",
//		Name:        "Appointments processed per day",
//		Description: "Bars by month with the announced capacity as a step line.",
//		X:           chart.Months(month(2023, 1), month(2025, 1)),
//		Y:           chart.Axis{Label: "Appointments per day", Unit: "appointments a day", Zero: true},
//		Layers: []chart.Layer{
//			chart.Bars{Series: []chart.Series{{Name: "processed", Points: []chart.Point{
//				{At: month(2023, 1), Value: chart.Missing("partial month")},
//				{At: month(2023, 2), Value: chart.V(724.3)},
//				{At: month(2024, 7), Value: chart.V(1466), Revised: true},
//				{At: month(2024, 9), Value: chart.Missing("no file held")},
//			}}}},
//			chart.Steps{Series: []chart.Series{{Name: "announced places", Points: []chart.Point{
//				{At: day(2023, 1, 12), End: day(2023, 5, 12), Value: chart.V(740), Note: "740"},
//				{At: day(2023, 6, 30), End: day(2025, 1, 20), Value: chart.V(1450), Note: "1,450"},
//			}}}},
//		},
//		Breaks: []chart.Break{{At: day(2023, 5, 12), Label: "until then only exceptions to Title 42"}},
//		Events: []chart.Event{{At: day(2025, 1, 20), Label: "CBP One ends"}},
//	}
//	svg, err := chart.SVG(fig, chart.Options{Width: 720})        // inline: a templ.Component, @svg in a template
//	file, err := chart.SVG(fig, chart.Options{Standalone: true}) // a file of its own
//	img, err := chart.PNG(fig, chart.Options{Width: 800, Height: 420, Scale: 1.5, Title: headline, Source: credit}) // 1200 × 630
//
// # Small multiples with one scale
//
//	chart.Figure{
//		X: chart.Months(from, to), Y: chart.Axis{Label: "Appointments", Zero: true},
//		Panels: []chart.Panel{
//			{Title: "Venezuela", Layers: []chart.Layer{chart.Bars{Series: []chart.Series{{Points: venezuela}}}}},
//			{Title: "Other", Layers: []chart.Layer{chart.Bars{Series: []chart.Series{{Color: chart.Grey, Points: other}}}}},
//		},
//	}
//
// Layers of the figure itself are drawn in every panel, under the panel's own. When Y holds categories the panels are stacked, share
// X, and each may name its own Rows.
//
// # Shares of 100 % by quarter
//
//	chart.Figure{
//		X: chart.Quarters(from, to), Y: chart.Axis{Label: "Share of appointments", Percent: true},
//		Layers: []chart.Layer{chart.Bars{Mode: chart.Share, Values: true, Series: []chart.Series{
//			{Name: "Spanish", Points: spanish}, {Name: "Haiti", Points: haiti}, {Name: "Other", Color: chart.Grey, Points: other},
//		}}},
//	}
//
// The points hold counts; the mark computes the shares. Percent axes elsewhere take shares from 0 to 1.
//
// # Dots by kind in strips, empty rows kept
//
//	chart.Figure{
//		X: chart.Days(from, to),
//		Y: chart.Axis{Scale: chart.Categories, Rows: ports, Empty: "no figure published"},
//		Kinds: []chart.Kind{
//			{Name: "stated as exact", Glyph: chart.Filled}, {Name: "more than", Glyph: chart.MoreThan}, {Name: "about", Glyph: chart.About},
//		},
//		Layers: []chart.Layer{chart.Dots{Series: []chart.Series{{Points: []chart.Point{
//			{At: day(2023, 3, 1), Row: "San Ysidro", Kind: "about", Note: "200", Label: "about 200 a day, March 2023, said by …"},
//		}}}}},
//	}
//
// # A line with its rounding band
//
//	Layers: []chart.Layer{
//		chart.Band{Series: []chart.Series{{Name: "rounding", Points: []chart.Point{{At: month(2023, 2), Lo: 0.201, Hi: 0.214}}}}},
//		chart.Lines{Series: []chart.Series{{Name: "Russia", Points: []chart.Point{{At: month(2023, 2), Value: chart.V(0.208)}}}}},
//	}
//
// # A curve over what elapsed
//
//	chart.Figure{
//		X: chart.Since("Days after asking", "days"), Y: chart.Axis{Label: "Still waiting", Percent: true, Zero: true},
//		Layers: []chart.Layer{chart.Lines{Series: []chart.Series{{Name: "30 % kept", Points: []chart.Point{
//			{After: 0, Value: chart.V(1)}, {After: 30, Value: chart.V(0.893)},
//		}}}}},
//	}
//
// # A step line, alone
//
//	Layers: []chart.Layer{chart.Steps{Series: steps}} // At and End of each point; the step after the last End is not drawn
//
// # A timeline
//
//	chart.Figure{
//		X: chart.Days(from, to), Y: chart.Axis{Scale: chart.Categories, Rows: []string{"Who goes first", "Hours"}},
//		Layers: []chart.Layer{
//			chart.Intervals{Series: []chart.Series{{Points: []chart.Point{
//				{Row: "Who goes first", At: day(2023, 5, 12), End: day(2023, 10, 1), Note: "half to the longest waiting"},
//				{Row: "Who goes first", At: day(2024, 2, 1), Note: "30 %"}, // no End: runs to the edge of the axis with an open end
//			}}}},
//			chart.Dots{Series: []chart.Series{{Points: []chart.Point{{Row: "Hours", At: day(2023, 6, 1), Note: "23 hours to confirm"}}}}},
//		},
//	}
//
// # A dot matrix
//
//	chart.Figure{
//		X: chart.Axis{Scale: chart.Categories, Rows: []string{"Spanish", "Haitian Creole", "Russian"}},
//		Y: chart.Axis{Scale: chart.Categories, Rows: []string{"DHS, May 2023", "HRW, May 2024"}, Empty: "says nothing"},
//		Kinds: []chart.Kind{{Name: "works", Glyph: chart.Filled}, {Name: "does not", Glyph: chart.Ring}},
//		Layers: []chart.Layer{chart.Dots{Series: []chart.Series{{Points: []chart.Point{
//			{Col: "Spanish", Row: "DHS, May 2023", Kind: "works"},
//		}}}}},
//	}
//
// # A heatmap or revision triangle
//
//	chart.Figure{
//		X: chart.Axis{Scale: chart.Categories, Rows: releases}, Y: chart.Axis{Scale: chart.Categories, Rows: months},
//		Layers: []chart.Layer{chart.Cells{Points: []chart.Point{
//			{Col: "Jun 2024", Row: "May 2023", Value: chart.V(10)}, {Col: "Jul 2024", Row: "May 2023", Value: chart.Missing("not in the file")},
//		}}},
//	}
//
// # Attributes for the interaction module
//
// The root carries data-chart (the figure id). Each data mark carries data-k (series, counted over all layers and panels),
// data-i (point in its series) and data-label ("May 2024: 45,630 appointments"), data-kind ("more than, low confidence"),
// data-said ("derived from published figures") and data-from (release or document). The root has the last two, for the marks that
// name none. A run of hatched slots is one mark, of its first point. Options.Bare leaves the words out.
// Legend entries, names at the right and the line of a whole series carry data-k without data-i; an entry may stand for several
// series ("0 2"), and that of a kind carries data-kind instead. The box of each plot is an unpainted rect of class c-pane,
// with the borders of its rows in data-rows. See [ReaderCSS] for what the module adds.
package chart
