package chart

import "strings"

// CSS is the stylesheet fragment for charts. Every colour is a custom property --chart-…, set for light, dark, forced colours and
// print; a page may set them again. Classes have no other use than what a Scene gives them.
func CSS() string {
	var b strings.Builder
	b.WriteString(".chart{display:block;direction:ltr;max-width:100%;height:auto;font-family:var(--chart-font,\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",sans-serif)}\n")
	b.WriteString(scheme(":root", func(t token) string { return t.light }))
	b.WriteString("@media (prefers-color-scheme:dark){" + scheme(":root", func(t token) string { return t.dark }) + "}\n")
	b.WriteString("@media print{" + scheme(":root", func(t token) string { return t.light }) + "}\n")
	b.WriteString("@media (forced-colors:active){" + scheme(":root", forced) + "}\n")
	for _, name := range markTokens() {
		b.WriteString("." + tokenClass(name) + "{--c:var(--chart-" + name + ");--on:var(--chart-on-" + name + ")}\n")
	}
	for _, r := range roles() {
		b.WriteString(r.css())
	}
	b.WriteString(".c-bold{font-weight:700}\n")
	b.WriteString(".c-halo{paint-order:stroke;stroke:var(--chart-paper);stroke-width:3px;stroke-linejoin:round}\n")
	b.WriteString(".chart .c-on{stroke:none}\n")
	return b.String()
}

// SchemesCSS sets the colours of a scheme by class, whatever the reader prefers: for the styleguide, which shows both.
func SchemesCSS() string {
	return scheme(".scheme-light", func(t token) string { return t.light }) + scheme(".scheme-dark", func(t token) string { return t.dark })
}

func scheme(selector string, pick func(token) string) string {
	var b strings.Builder
	b.WriteString(selector + "{")
	marks := map[string]bool{}
	for _, m := range markTokens() {
		marks[m] = true
	}
	for i, t := range palette() {
		if i > 0 {
			b.WriteByte(';')
		}
		v := pick(t)
		b.WriteString("--chart-" + t.name + ":" + v)
		if marks[t.name] {
			on := "Canvas"
			if v[0] == '#' {
				on = onMark(v)
			}
			b.WriteString(";--chart-on-" + t.name + ":" + on)
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// forced gives system colours: shapes, dashes, outlines and words tell the series apart.
func forced(t token) string {
	switch t.name {
	case "paper", "land":
		return "Canvas"
	case "grid", "hatch", "grey", "q1", "q2":
		return "GrayText"
	case "2", "4":
		return "LinkText"
	}
	return "CanvasText"
}

func tokenClass(name string) string {
	switch {
	case name == "grey":
		return "c-sg"
	case name[0] == 'q':
		return "c-" + name
	}
	return "c-s" + name
}

func (r role) css() string {
	paint := func(name string) string {
		switch name {
		case "":
			return "none"
		case "mark":
			return "var(--c)"
		case "on":
			return "var(--on)"
		}
		return "var(--chart-" + name + ")"
	}
	parts := []string{}
	if r.class != "c-missing" { // its fill is the pattern
		parts = append(parts, "fill:"+paint(r.fill))
	}
	if r.stroke != "" {
		parts = append(parts, "stroke:"+paint(r.stroke), "stroke-width:"+px(r.width)+"px")
	}
	if r.opacity != 0 {
		parts = append(parts, "fill-opacity:"+px2(r.opacity))
	}
	return "." + r.class + "{" + strings.Join(parts, ";") + "}\n"
}

// StandaloneCSS is the text of the one style element in a standalone SVG.
func StandaloneCSS() string { return strings.ReplaceAll(CSS(), "<", "") }
