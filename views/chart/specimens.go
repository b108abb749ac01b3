package chart

import "time"

// Specimens are small figures, one or more for each mark, with made-up values that say nothing: for the styleguide and its test.
func Specimens() []Figure {
	at := func(month time.Month) time.Time { return time.Date(2001, month, 1, 0, 0, 0, 0, time.UTC) }
	run := func(values ...float64) (points []Point) {
		for i, v := range values {
			points = append(points, Point{At: at(time.January + time.Month(i)), Value: V(v)})
		}
		return points
	}
	one := []Series{{Name: "first", Points: run(1, 2, 3, 4, 3, 2)}}
	two := append(one[:1:1], Series{Name: "second", Points: run(2, 3, 2, 1, 2, 4)})
	gap := append(run(1, 2), Point{At: at(time.March), Value: Missing("not published")})
	gap = append(gap, Point{At: at(time.April), Value: V(3), Revised: true}, Point{At: at(time.May), Value: V(2), Low: true})
	kinds := []Kind{{"exact", Filled}, {"low", Hollow}, {"ring", Ring}, {"square", Square}, {"diamond", Diamond}, {"more than", MoreThan}, {"up to", UpTo}, {"about", About}}
	var rows, cells []Point
	for i, k := range kinds {
		rows = append(rows, Point{Row: []string{"row one", "row two"}[i%2], Value: V(float64(i + 1)), Kind: k.Name})
		cells = append(cells, Point{Col: []string{"a", "b", "c"}[i%3], Row: []string{"row one", "row two", "row three"}[i/3], Value: V(float64(i))})
	}
	months, value := Months(at(time.January), at(time.June)), Axis{Label: "Specimen", Zero: true}
	strips := Axis{Scale: Categories, Rows: []string{"row one", "row two", "row three"}}
	figure := func(id, name string, x, y Axis, layers ...Layer) Figure {
		return Figure{ID: id, Name: name, X: x, Y: y, Layers: layers, Said: "a specimen", From: "no source"}
	}
	dotted := figure("dots", "Dots by kind", Axis{Label: "Specimen", Zero: true}, strips, Dots{Series: []Series{{Points: rows}}})
	dotted.Kinds = kinds
	dated := figure("line", "A line with a gap, a break and an event", months, value, Lines{Series: []Series{{Name: "first", Points: gap}}, Markers: true})
	dated.Breaks = []Break{{At: at(time.February), Label: "the definition changes"}}
	dated.Events = []Event{{At: at(time.May), Label: "something happens"}}
	panels := figure("panels", "Small multiples", months, value)
	for _, s := range two {
		panels.Panels = append(panels.Panels, Panel{Title: s.Name, Layers: []Layer{Bars{Series: []Series{s}}}})
	}
	return []Figure{
		figure("bars", "Bars", months, value, Bars{Series: one, Values: true}),
		figure("grouped", "Grouped bars", months, value, Bars{Series: two}),
		figure("stacked", "Stacked bars", months, value, Bars{Series: two, Mode: Stacked}),
		figure("share", "Shares", months, Axis{Label: "Specimen", Percent: true}, Bars{Series: two, Mode: Share, Values: true}),
		figure("lying", "Lying bars", Axis{Label: "Specimen", Zero: true}, strips, Bars{Series: []Series{{Points: plain(rows[:2])}}, Values: true}),
		dated,
		figure("lines", "Several lines", months, value, Lines{Series: two}),
		figure("since", "Lines since a start", Since("Since the start", "days"), value, Lines{Series: []Series{
			{Name: "first", Points: []Point{{After: 0, Value: V(1)}, {After: 40, Value: V(3)}, {After: 365, Value: V(2)}}}}}),
		figure("area", "An area", months, value, Area{Series: one}),
		figure("band", "A band around a line", months, value,
			Band{Series: []Series{{Name: "range", Color: C1, Points: banded(one[0].Points)}}}, Lines{Series: []Series{{Name: "first", Color: C1, Points: one[0].Points}}}),
		figure("steps", "Steps", months, value, Steps{Series: []Series{{Name: "level", Points: []Point{
			{At: at(time.January), End: at(time.March), Value: V(1), Note: "1"}, {At: at(time.March), End: at(time.June), Value: V(3), Note: "3"}}}}}),
		figure("ranges", "Ranges", Axis{Label: "Specimen", Zero: true}, strips, Ranges{Series: []Series{{Points: banded(rows[:2])}}}),
		dotted,
		figure("intervals", "Intervals", Days(at(time.January), at(time.June)), strips, Intervals{Series: []Series{{Points: []Point{
			{Row: "row one", At: at(time.January), End: at(time.March), Note: "closed"}, {Row: "row two", At: at(time.February), Note: "open"}}}}}),
		figure("cells", "Cells", Rows("a", "b", "c"), strips, Cells{Points: cells}),
		panels,
		figure("map", "A map", Axis{}, Axis{Label: "Specimen"}, Map{
			Land: []Position{{0, 0}, {6, 0}, {5, 2}, {6, 4}, {0, 4}}, Border: []Position{{0, 2}, {2, 1.5}, {5, 2}},
			Places: []Place{{Position: Position{1, 1.75}, Name: "First", Note: "its twin", Label: "First"}, {Position: Position{4, 1.83}, Name: "Second", Label: "Second"}},
			Areas:  []Place{{Position: Position{3, 3.5}, Name: "North"}}}),
	}
}

// banded gives points a range of one to each side.
func banded(points []Point) []Point {
	out := plain(points)
	for i := range out {
		out[i].Lo, out[i].Hi = out[i].Value.V-1, out[i].Value.V+1
	}
	return out
}

// plain takes the kinds of points away.
func plain(points []Point) []Point {
	out := append([]Point(nil), points...)
	for i := range out {
		out[i].Kind = ""
	}
	return out
}
