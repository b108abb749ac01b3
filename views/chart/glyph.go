package chart

// glyph draws a dot of a kind. It takes 6 px to each side, arrows up to 8.
func (p *pane) glyph(g Glyph, class string, x, y float64, d *Datum) {
	p.shape(g, "c-dot "+class, class, x, y, d)
}

// hollow draws the same shape without its filling, for low confidence.
func (p *pane) hollow(g Glyph, class string, x, y float64, d *Datum) {
	p.shape(g, "c-hollow "+class, class, x, y, d)
}

func (p *pane) shape(g Glyph, filled, class string, x, y float64, d *Datum) {
	hollow, stroke := "c-hollow "+class, "c-thin "+class
	const r = 5.0
	switch g {
	case Filled:
		p.add(Item{Shape: Circle, Class: filled, X: x, Y: y, R: r, Datum: d})
	case Hollow:
		p.add(Item{Shape: Circle, Class: hollow, X: x, Y: y, R: r - 0.8, Datum: d})
	case Ring:
		p.add(Item{Shape: Circle, Class: hollow, X: x, Y: y, R: r, Datum: d})
		p.add(Item{Shape: Circle, Class: "c-bar " + class, X: x, Y: y, R: 1.8})
	case Square:
		p.rect(filled, x-4.5, y-4.5, x+4.5, y+4.5, d)
	case Diamond:
		p.add(Item{Shape: Path, Class: filled, Path: polygon(x, y-6, x+6, y, x, y+6, x-6, y), Datum: d})
	case MoreThan, UpTo:
		p.arrow(g == MoreThan, filled, stroke, x, y, d)
	case About:
		p.add(Item{Shape: Path, Class: "c-line " + class, Datum: d, Path: []Seg{
			{Op: 'M', X: x - 6, Y: y + 2}, {Op: 'Q', CX: x - 3, CY: y - 6, X: x, Y: y}, {Op: 'Q', CX: x + 3, CY: y + 6, X: x + 6, Y: y - 2},
		}})
	}
}

// arrow points along the number axis, its foot on the value. What carries the data comes first, as in every glyph.
func (p *pane) arrow(more bool, filled, stroke string, x, y float64, d *Datum) {
	s := 1.0
	if !more {
		s = -1
	}
	if p.x.Scale != Number {
		s = -s
		p.add(Item{Shape: Path, Class: filled, Path: polygon(x-5, y+s*3, x+5, y+s*3, x, y+s*10), Datum: d})
		p.line(stroke, x-5, y, x+5, y)
		p.line(stroke, x, y, x, y+s*4)
		return
	}
	p.add(Item{Shape: Path, Class: filled, Path: polygon(x+s*3, y-5, x+s*3, y+5, x+s*10, y), Datum: d})
	p.line(stroke, x, y-5, x, y+5)
	p.line(stroke, x, y, x+s*4, y)
}

// glyphOf is the shape for a kind; a dot of low confidence without one is a hollow circle.
func (f *Figure) glyphOf(pt Point) Glyph {
	g := Filled
	for _, k := range f.Kinds {
		if k.Name == pt.Kind {
			g = k.Glyph
		}
	}
	if pt.Low && g == Filled {
		g = Hollow
	}
	return g
}
