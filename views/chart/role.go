package chart

// role is how a class paints. SVG takes it through CSS(), PNG reads it here, so both show the same.
// Colours are token names; "mark" is the colour of the item's series class, "on" the text colour on it.
type role struct {
	class        string
	fill, stroke string
	width        float64 // of the stroke, px
	opacity      float64 // of the fill; 0 means 1
}

func roles() []role {
	return []role{
		{class: "c-paper", fill: "paper"},
		{class: "c-pane"},
		{class: "c-land", fill: "land"},
		{class: "c-coast", stroke: "axis", width: 1},
		{class: "c-border", stroke: "ink", width: 1.5},
		{class: "c-grid", stroke: "grid", width: 1},
		{class: "c-axis", stroke: "axis", width: 1},
		{class: "c-bar", fill: "mark"},
		{class: "c-seg", fill: "mark", stroke: "paper", width: 1},
		{class: "c-ghost", fill: "paper", stroke: "mark", width: 1.5},
		{class: "c-line", stroke: "mark", width: 2.5},
		{class: "c-area", fill: "mark", opacity: 0.35},
		{class: "c-thin", stroke: "mark", width: 1.5},
		{class: "c-dot", fill: "mark", stroke: "paper", width: 1},
		{class: "c-hollow", fill: "paper", stroke: "mark", width: 2},
		{class: "c-cell", fill: "mark", stroke: "paper", width: 1},
		{class: "c-zero", fill: "paper", stroke: "axis", width: 1},
		{class: "c-hatch", stroke: "hatch", width: 1},
		{class: "c-missing", stroke: "hatch", width: 0.5},
		{class: "c-event", stroke: "muted", width: 1},
		{class: "c-break", stroke: "ink", width: 1.5},
		{class: "c-leader", stroke: "axis", width: 1},
		{class: "c-revised", fill: "paper", stroke: "ink", width: 1},
		{class: "c-plate", fill: "paper", opacity: 0.85},
		{class: "c-text", fill: "ink"},
		{class: "c-quiet", fill: "muted"},
		{class: "c-on", fill: "on"},
	}
}

// seriesClass is the class of a colour.
func (c Color) class() string {
	switch {
	case c >= C1 && c <= C6:
		return "c-s" + string(rune('0'+int(c)))
	default:
		return "c-sg"
	}
}

// colorOf is the colour of series i of a layer whose first automatic colour is base.
func colorOf(s Series, i int) Color {
	if s.Color != Auto {
		return s.Color
	}
	if i >= int(C6) {
		return Grey
	}
	return C1 + Color(i)
}

// dash is the pattern that tells lines apart without colour.
func (c Color) dash() []float64 {
	switch c {
	case C2:
		return []float64{8, 3}
	case C3:
		return []float64{2, 3}
	case C4:
		return []float64{9, 3, 2, 3}
	case C5:
		return []float64{14, 4}
	case C6:
		return []float64{5, 2, 1, 2}
	}
	return nil
}
