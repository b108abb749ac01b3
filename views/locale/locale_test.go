package locale

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// calm holds the editorial rules in Spanish: nobody is "admitted" without more, no word
// turns people into water or crime, and no step has a cause that no source states.
var calm = regexp.MustCompile(`(?i)\b(admitid[oa]s?|oleadas?|avalanchas?|inundaci[oó]n|ilegal(es)?|invasi[oó]n|debido a|a causa de|gracias a|por culpa de|provoc\p{L}+)\b`)

func TestSpanishIsCalm(t *testing.T) {
	w, ok := ByCode("es")
	if !ok {
		t.Fatal("there is no Spanish")
	}
	for _, id := range w.Messages() {
		m := w.Message(id)
		for _, text := range []string{m.One, m.Other} {
			if found := calm.FindString(text); found != "" {
				t.Errorf("%q in %q", found, text)
			}
		}
	}
}

var place = regexp.MustCompile(`\{\w+\}|\]\([^)]*\)`)

// A translation fills the places and leads to the addresses of its message.
func TestTranslationsKeepPlacesAndLinks(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	sorted := func(text string) []string {
		return slices.Compact(slices.Sorted(slices.Values(place.FindAllString(text, -1))))
	}
	for _, w := range all[1:] {
		for _, id := range w.Messages() {
			if got := w.Message(id).Other; !slices.Equal(sorted(got), sorted(id)) {
				t.Errorf("%s: %q has %v, its message %q %v", w.Code(), got, sorted(got), id, sorted(id))
			}
		}
	}
}

func TestRichRuns(t *testing.T) {
	got := Runs("Each [dataset](/data) has **one** `id`, *p* and e^−*h*^; 5 * 3 [stays.")
	want := []Run{{Text: "Each "}, {Text: "dataset", Href: "/data"}, {Text: " has "}, {Text: "one", Strong: true}, {Text: " "}, {Text: "id", Code: true}, {Text: ", "},
		{Text: "p", Var: true}, {Text: " and e"}, {Text: "−*h*", Power: true}, {Text: "; 5 *"}, {Text: " 3 ["}, {Text: "stays."}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

var (
	expression = regexp.MustCompile(`\{ .*? \}`)
	tag        = regexp.MustCompile(`<[^>]*>`)
	words      = regexp.MustCompile(`[A-Za-z]{2}`)
	statement  = regexp.MustCompile(`^(if |for |\} else|@|\}|switch|case |//)`)
)

// names are said alike in every language. The list of legal help is of English pages.
var names = []string{"citas", "sha256", "GET"}

// awaited are templates that have yet to be translated; specimens are for those who build.
var awaited = []string{"sql.templ", "styleguide.templ", "specimen.templ", "help.templ"}

// TestTemplatesSayNothingByThemselves: a text in a template that is no message stays
// English for everyone.
func TestTemplatesSayNothingByThemselves(t *testing.T) {
	files, err := filepath.Glob("../*/*.templ")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		if slices.Contains(awaited, filepath.Base(file)) {
			continue
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		inside := false
		for lines := bufio.NewScanner(f); lines.Scan(); {
			line := strings.TrimSpace(lines.Text())
			switch {
			case strings.HasPrefix(lines.Text(), "templ "):
				inside = true
				continue
			case strings.HasPrefix(lines.Text(), "}"):
				inside = false
			}
			if !inside || statement.MatchString(line) {
				continue
			}
			text := strings.TrimSpace(tag.ReplaceAllString(expression.ReplaceAllString(line, ""), ""))
			if words.MatchString(text) && !slices.Contains(names, text) {
				t.Errorf("%s says %q to everyone", filepath.Base(file), text)
			}
		}
	}
}
