package data

import (
	"slices"
	"testing"
)

func TestLocators(t *testing.T) {
	for text, want := range map[string][]string{
		"second paragraph":        {"second paragraph"},
		"A sheet!C5":              {"A sheet!C5"},
		"A sheet!C5 C7":           {"A sheet!C5 C7", "A sheet!C5", "A sheet!C7"},
		"A sheet!C5 to C7":        {"A sheet!C5 to C7", "A sheet!C5", "A sheet!C6", "A sheet!C7"},
		"A sheet!C5 to D7":        {"A sheet!C5 to D7", "A sheet!C5", "A sheet!D7"},
		"A sheet!C5 ÷ B sheet!D2": {"A sheet!C5 ÷ B sheet!D2", "A sheet!C5", "B sheet!D2"},
		"A sheet!C1 to C9999999":  nil, // bounded
	} {
		got := Locators(text)
		if want == nil && len(got) != maxCells+3 || want != nil && !sameSet(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
