package chart

import (
	"regexp"
	"strings"
	"testing"
)

func TestPaletteContrast(t *testing.T) {
	light, dark := map[string]string{}, map[string]string{}
	for _, tok := range palette() {
		light[tok.name], dark[tok.name] = tok.light, tok.dark
	}
	for scheme, colors := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, m := range append(markTokens(), "axis", "hatch") {
			if c := contrast(colors[m], colors["paper"]); c < 3 {
				t.Errorf("%s: mark %s on paper has %.2f:1", scheme, m, c)
			}
		}
		for _, text := range []string{"ink", "muted"} {
			if c := contrast(colors[text], colors["paper"]); c < 4.5 {
				t.Errorf("%s: text %s on paper has %.2f:1", scheme, text, c)
			}
		}
		for _, m := range markTokens() {
			if c := contrast(colors[m], onMark(colors[m])); c < 4.5 {
				t.Errorf("%s: text on mark %s has %.2f:1", scheme, m, c)
			}
		}
	}
}

func TestContrastOfKnownPairs(t *testing.T) {
	if c := contrast("#000000", "#ffffff"); c < 20.99 || c > 21.01 {
		t.Errorf("black on white: %g, want 21", c)
	}
	if c := contrast("#777777", "#ffffff"); c < 4.47 || c > 4.49 {
		t.Errorf("#777 on white: %g, want 4.48", c)
	}
}

// The tooltip writes ink and muted on paper, and its border and the ring around a mark must show; it uses no other colour.
func TestReaderContrast(t *testing.T) {
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`var\(--chart-([a-z0-9]+)\)`).FindAllStringSubmatch(ReaderCSS(), -1) {
		used[m[1]] = true
	}
	least := map[string]float64{"ink": 4.5, "muted": 4.5, "axis": 3, "paper": 0}
	for name := range used {
		if _, ok := least[name]; !ok {
			t.Errorf("colour %s is not tested", name)
		}
	}
	colors := map[string]token{}
	for _, tok := range palette() {
		colors[tok.name] = tok
	}
	for name, want := range least {
		if !used[name] {
			t.Errorf("colour %s is not used", name)
		}
		for scheme, c := range map[string]float64{"light": contrast(colors[name].light, colors["paper"].light), "dark": contrast(colors[name].dark, colors["paper"].dark)} {
			if c < want {
				t.Errorf("%s: %s on paper has %.2f:1, want %g", scheme, name, c, want)
			}
		}
	}
}

// Names, dots, coast and border stand on the land of a map as well as on paper.
func TestMapContrast(t *testing.T) {
	colors := map[string]token{}
	for _, tok := range palette() {
		colors[tok.name] = tok
	}
	for name, want := range map[string]float64{"ink": 4.5, "muted": 4.5, "axis": 3, "1": 3} {
		for scheme, c := range map[string]float64{"light": contrast(colors[name].light, colors["land"].light), "dark": contrast(colors[name].dark, colors["land"].dark)} {
			if c < want {
				t.Errorf("%s: %s on land has %.2f:1, want %g", scheme, name, c, want)
			}
		}
	}
}

// Every class of a scene is in the stylesheet, so nothing is drawn in the default black.
func TestStylesheetKnowsEveryClass(t *testing.T) {
	css := CSS()
	for _, f := range figures() {
		scene, err := Draw(f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range scene.Items {
			for _, c := range strings.Fields(it.Class) {
				if !strings.Contains(css, "."+c+"{") {
					t.Fatalf("%s: class %q is not in CSS()", f.ID, c)
				}
			}
		}
	}
	for _, scheme := range []string{"prefers-color-scheme:dark", "@media print", "forced-colors:active"} {
		if !strings.Contains(css, scheme) {
			t.Errorf("no rules for %s", scheme)
		}
	}
}
