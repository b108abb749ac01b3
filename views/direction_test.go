package views

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"citas/static"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
)

// A page of a language that is written from right to left is the same page mirrored, as long as no rule
// says left or right: rules say start and end.

// sided are the declarations that may name a side, with the reason.
var sided = map[string]string{
	".scroll background": "a shade at both edges, each the mirror of the other",
}

// sidedScripts are the scripts and programs that may.
var sidedScripts = map[string]string{
	"../static/js/chart.js": "the tip stands where the pointer is, and pointers know no language",
}

func TestStylesNameNoSide(t *testing.T) {
	assets := static.Embedded()
	sheets := map[string]string{"chart.css": chart.CSS() + chart.ReaderCSS(), "a drawing": chart.StandaloneCSS(), "styleguide.css": styleguideCSS(assets)}
	files, err := filepath.Glob("../static/css/*.css")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stylesheets: %v", err)
	}
	for _, name := range files {
		sheets[name] = read(t, name)
	}
	used := map[string]bool{}
	for name, css := range sheets {
		list := declarations(css)
		if len(list) == 0 {
			t.Errorf("%s: no rules", name)
		}
		for _, d := range list {
			why := side(d)
			if allowed := d.selector + " " + d.property; why != "" && sided[allowed] != "" {
				used[allowed] = true
			} else if why != "" {
				t.Errorf("%s: %s { %s: %s }: %s", name, d.selector, d.property, d.value, why)
			}
		}
	}
	for allowed := range sided {
		if !used[allowed] {
			t.Errorf("%s names no side any more", allowed)
		}
	}
}

// Styles that a program writes are in no stylesheet.
func TestProgramsNameNoSide(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.go", "*/*.go", "*/*.templ", "../static/js/*.js", "../static/sql/*.js", "../cmd/citas/*.go", "../data/*.go"} {
		list, err := filepath.Glob(pattern)
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: no files: %v", pattern, err)
		}
		files = append(files, list...)
	}
	used := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		found := styledSide.FindString(read(t, name))
		if found != "" && sidedScripts[name] != "" {
			used[name] = true
		} else if found != "" {
			t.Errorf("%s: %s", name, found)
		}
	}
	for name := range sidedScripts {
		if !used[name] {
			t.Errorf("%s names no side any more", name)
		}
	}
}

// styledSide finds what is hard to mistake for anything but a style.
var styledSide = regexp.MustCompile(`\b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|\bborder-(?:top|bottom)-(?:left|right)-radius\b|\b(?:text-align|float|clear) ?: ?(?:left|right)\b|\.style\.(?:left|right|\w*(?:Left|Right)\w*)\b`)

// The test would find what it looks for.
func TestSidesAreFound(t *testing.T) {
	for css, want := range map[string]bool{
		"margin-left: 1px": true, "border-right-color: red": true, "left: 0": true, "border-top-left-radius: 2px": true, "scroll-margin-right: 1px": true,
		"text-align: right": true, "float: left": true, "clear: right": true, "background: red left / 2rem no-repeat": true, "transform-origin: top left": true,
		"margin: 0 1px 0 2px": true, "padding: 0.5rem 1rem 0.5rem 0": true, "inset: 0 auto 0 0": true, "border-width: 0 0 0 3px": true, "margin: 0 1px 0 calc(1px + 2px)": true,
		"border-radius: 2px 0": true, "border-radius: 2px 0 0 2px": true, "border-radius: 2px 0 2px": true, "transform: translateX(1px)": true, "translate: 1px 0": true, "transform: translate(-1px, 0)": true,
		"box-shadow: 2px 0 4px red": true, "text-shadow: -1px 0 red": true, "box-shadow: inset 3px 0 red": true, "box-shadow: 0 0 1px red, 3px 0 red": true,
		"margin-inline-start: 1px": false, "inset-inline-end: 0": false, "border-start-start-radius: 2px": false, "text-align: end": false, "text-align: center": false,
		"margin: 0 1px 3px": false, "margin: 0 1px 0 1px": false, "border-radius: 2px": false, "border-radius: 2px 2px 0 0": false, "box-shadow: 0 2px 8px rgb(0 0 0 / .2)": false,
		"clip-path: inset(50%)": false, "color: brightness": false, "translate: 0 1px": false, "inline-size: 10px": false,
	} {
		list := declarations("@media print { a, b > c { " + css + " } }")
		if len(list) != 1 || list[0].selector != "a, b > c" {
			t.Fatalf("%s: read as %+v", css, list)
		}
		if why := side(list[0]); (why != "") != want {
			t.Errorf("%s: found %q", css, why)
		}
	}
	for text, want := range map[string]bool{`<style>a{padding-left:1px}`: true, `tip.style.left = x`: true, `e.style.marginRight = 1`: true, `text-align:left`: true, `mark.left + mark.width`: false, `a.style.height`: false, `// to the right of it`: false} {
		if styledSide.MatchString(text) != want {
			t.Errorf("%s: found is %v", text, !want)
		}
	}
}

// declaration is one line of a rule.
type declaration struct{ selector, property, value string }

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	rules    = regexp.MustCompile(`([^{};]+)\{([^{}]*)\}`) // the innermost: what is around them has a condition and no declarations
)

func declarations(css string) []declaration {
	var list []declaration
	for _, rule := range rules.FindAllStringSubmatch(comments.ReplaceAllString(css, ""), -1) {
		for line := range strings.SplitSeq(rule[2], ";") {
			if property, value, ok := strings.Cut(line, ":"); ok {
				list = append(list, declaration{strings.TrimSpace(rule[1]), strings.TrimSpace(property), strings.TrimSpace(value)})
			}
		}
	}
	return list
}

var (
	sideWord  = regexp.MustCompile(`(?:^|[^a-zA-Z-])(?:left|right)(?:$|[^a-zA-Z-])`)
	sideways  = regexp.MustCompile(`translate(?:X|3d)?\(\s*[^)0\s]`)
	functions = regexp.MustCompile(`\([^()]*\)`)
)

// side says why a declaration has a left and a right that differ; nothing where it has none.
func side(d declaration) string {
	words := slices.DeleteFunc(strings.Fields(flat(d.value)), func(word string) bool { return word == "!important" })
	switch {
	case slices.ContainsFunc(strings.Split(d.property, "-"), func(part string) bool { return part == "left" || part == "right" }):
		return "the property is of one side"
	case strings.HasPrefix(d.property, "--"):
		return ""
	case sideWord.MatchString(d.value):
		return "the value is a side"
	case slices.Contains([]string{"margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin", "scroll-padding"}, d.property):
		if len(words) == 4 && words[1] != words[3] {
			return "the second and the fourth value differ"
		}
	case d.property == "border-radius":
		if c := corners(words); c[0] != c[1] || c[2] != c[3] {
			return "the corners of left and right differ"
		}
	case d.property == "transform" && sideways.MatchString(d.value), d.property == "translate" && words[0] != "0" && words[0] != "none":
		return "it moves sideways"
	case strings.HasSuffix(d.property, "-shadow"):
		for shadow := range strings.SplitSeq(flat(d.value), ",") {
			words := slices.DeleteFunc(strings.Fields(shadow), func(word string) bool { return word == "inset" })
			if words[0] != "0" && words[0] != "none" {
				return "the shadow falls to one side"
			}
		}
	}
	return ""
}

// corners are the four of a border-radius, from the upper left one clockwise, as CSS fills up a shorter list.
func corners(words []string) []string {
	switch len(words) {
	case 1:
		return []string{words[0], words[0], words[0], words[0]}
	case 2:
		return []string{words[0], words[1], words[0], words[1]}
	case 3:
		return []string{words[0], words[1], words[2], words[1]}
	}
	return words
}

// flat is a value with each function as one word.
func flat(value string) string {
	for {
		within := functions.ReplaceAllStringFunc(value, func(f string) string {
			return strings.Map(func(r rune) rune {
				switch r {
				case '(', ')', ' ', ',':
					return '_'
				}
				return r
			}, f)
		})
		if within == value {
			return value
		}
		value = within
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Words of another direction than what is around them say so.
func TestForeignWordsHaveTheirDirection(t *testing.T) {
	for code, want := range map[string]string{"": "", "en": "ltr", "es": "ltr", "ht": "ltr", "ar": "rtl", "fa": "rtl", "ur": "rtl", "he": "rtl", "pa": "ltr", "pa-PK": "rtl", "az-Arab": "rtl", "ps": "rtl"} {
		if code != "" && locale.DirectionOf(code) != want {
			t.Errorf("%s is written %s, want %s", code, locale.DirectionOf(code), want)
		}
		attributes := layout.Lang(t.Context(), code) // in English words
		dir, _ := attributes["dir"].(string)
		lang, _ := attributes["lang"].(string)
		if lang != code || dir == "rtl" != (want == "rtl") || dir == "ltr" {
			t.Errorf("among English words, words in %q have %v", code, attributes)
		}
	}
}
