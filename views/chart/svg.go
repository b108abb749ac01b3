package chart

import (
	"context"
	"io"
	"math"
	"strconv"
	"strings"
)

// Markup is the text of an SVG. It has templ's Render, so it stands in a template as it is.
type Markup string

// Render writes the markup; it is templ.Component's method.
func (m Markup) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, string(m))
	return err
}

// SVG draws a figure or a sheet. Inline it has no style and needs the page to hold CSS(); standalone it is a complete file.
// It fails on a figure that Validate refuses.
func SVG(d Drawable, o Options) (Markup, error) {
	scene, err := d.draw(o)
	if err != nil {
		return "", err
	}
	return scene.SVG(o.Standalone), nil
}

// SVG writes the scene.
func (s *Scene) SVG(standalone bool) Markup {
	w := &svgWriter{id: s.ID, said: s.Said, from: s.From, bare: s.Bare}
	w.open("svg")
	w.attr("xmlns", "http://www.w3.org/2000/svg")
	w.attr("class", "chart")
	w.attr("role", "img")
	w.attr("aria-labelledby", s.ID+"-t "+s.ID+"-d")
	w.attr("data-chart", s.Figure)
	if !s.Bare {
		w.some("data-said", s.Said)
		w.some("data-from", s.From)
	}
	w.attr("viewBox", "0 0 "+px(s.Width)+" "+px(s.Height))
	w.num("width", s.Width)
	w.num("height", s.Height)
	w.attr("font-size", "13")
	w.raw(">")
	w.raw(`<title id="` + w.id + `-t">` + escape(s.Title) + `</title>`)
	w.raw(`<desc id="` + w.id + `-d">` + escape(s.Desc) + `</desc>`)
	if standalone {
		w.raw("<style>" + StandaloneCSS() + "</style>")
	}
	if s.hatched() {
		w.raw(`<defs><pattern id="` + w.id + `-h" width="6" height="6" patternUnits="userSpaceOnUse">` +
			`<path class="c-hatch" d="M-1 1L1 -1M0 6L6 0M5 7L7 5"/></pattern></defs>`)
	}
	if standalone {
		w.raw(`<rect class="c-paper" width="` + px(s.Width) + `" height="` + px(s.Height) + `"/>`)
	}
	for _, it := range s.Items {
		w.item(it)
	}
	w.raw("</svg>\n")
	return Markup(w.b.String())
}

func (s *Scene) hatched() bool {
	for _, it := range s.Items {
		if it.Hatch {
			return true
		}
	}
	return false
}

type svgWriter struct {
	b          strings.Builder
	id         string
	said, from string // of marks that name no other
	bare       bool
}

func (w *svgWriter) raw(s string)                   { w.b.WriteString(s) }
func (w *svgWriter) open(name string)               { w.raw("<" + name) }
func (w *svgWriter) attr(name, value string)        { w.raw(" " + name + `="` + escape(value) + `"`) }
func (w *svgWriter) num(name string, value float64) { w.attr(name, px(value)) }
func (w *svgWriter) at(name string, value float64)  { w.attr(name, at(value)) }

// some writes an attribute that has a value.
func (w *svgWriter) some(name, value string) {
	if value != "" {
		w.attr(name, value)
	}
}

func (w *svgWriter) item(it Item) {
	switch it.Shape {
	case Rect:
		if it.Datum != nil && !it.Hatch { // a story has a thousand bars: the path is lighter, as neighbours share all but two numbers
			w.open("path")
			w.attr("d", "M"+at(it.X)+" "+at(it.Y+it.H)+"h"+at(it.W)+"v"+at(-it.H)+"h"+at(-it.W)+"z")
			break
		}
		w.open("rect")
		w.at("x", it.X)
		w.at("y", it.Y)
		w.at("width", it.W)
		w.at("height", it.H)
	case Line:
		w.open("line")
		w.at("x1", it.X)
		w.at("y1", it.Y)
		w.at("x2", it.X2)
		w.at("y2", it.Y2)
	case Path:
		w.open("path")
		w.attr("d", pathData(it.Path))
	case Circle:
		w.open("circle")
		w.at("cx", it.X)
		w.at("cy", it.Y)
		w.num("r", it.R)
	case Text:
		w.open("text")
		w.at("x", it.X)
		w.at("y", it.Y)
		if it.Size != 13 {
			w.num("font-size", it.Size)
		}
		if it.Anchor != Start {
			w.attr("text-anchor", [...]string{"start", "middle", "end"}[it.Anchor])
		}
		if it.Turned {
			w.attr("transform", "rotate(-90 "+at(it.X)+" "+at(it.Y)+")")
		}
	}
	w.attr("class", it.Class)
	if it.Hatch {
		w.attr("fill", "url(#"+w.id+"-h)")
	}
	if len(it.Dash) > 0 {
		w.attr("stroke-dasharray", numbers(it.Dash))
	}
	if len(it.Rows) > 0 {
		w.attr("data-rows", numbers(it.Rows))
	}
	if it.Datum != nil {
		w.datum(it.Datum)
	}
	if it.Shape == Text {
		w.raw(">" + escape(it.Text) + "</text>")
	} else {
		w.raw("/>")
	}
}

// datum writes what the interaction module reads of a mark.
func (w *svgWriter) datum(d *Datum) {
	if d.K >= 0 {
		series := strconv.Itoa(d.K)
		for _, k := range d.Also {
			series += " " + strconv.Itoa(k)
		}
		w.attr("data-k", series)
	}
	if d.I < 0 {
		w.some("data-kind", d.Kind)
		return
	}
	w.attr("data-i", strconv.Itoa(d.I))
	if w.bare {
		return
	}
	w.attr("data-label", d.Label)
	w.some("data-kind", d.Kind)
	if d.Said != w.said {
		w.some("data-said", d.Said)
	}
	if d.From != w.from {
		w.some("data-from", d.From)
	}
}

// numbers writes lengths with spaces between them.
func numbers(list []float64) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = px(v)
	}
	return strings.Join(parts, " ")
}

func pathData(segs []Seg) string {
	var b strings.Builder
	for _, s := range segs {
		b.WriteByte(s.Op)
		if s.Op == 'Q' {
			b.WriteString(at(s.CX) + " " + at(s.CY) + " ")
		}
		if s.Op != 'Z' {
			b.WriteString(at(s.X) + " " + at(s.Y))
		}
	}
	return b.String()
}

// at writes a coordinate to half a px: a finer one is not seen, and a page has thousands of them.
func at(v float64) string { return px(math.Round(v*2) / 2) }

// px writes a length to a tenth of a px.
func px(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		v = 0 // no "-0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// escape makes text safe in XML content and attributes, and drops what XML 1.0 cannot hold.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r < 0x20 && r != '\t' && r != '\n', r == 0xFFFD, r == 0xFFFE, r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// px2 writes a number to two places.
func px2(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }
