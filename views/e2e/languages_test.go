package e2e_test

import (
	"slices"
	"testing"
)

// languages are the prefixes of the translated pages.
var languages = []string{"/es", "/ht"}

// translated are the pages of each kind in every other language.
func (s *site) translated(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, language := range languages {
		for _, path := range slices.Concat(stories, []string{"/charts", aChart, "/data", aDataset, "/claims", "/missing", "/help", "/about", "/privacy", "/glossary", "/nationality/VE", "/place/tijuana", "/wait-times/lottery", "/jumps", "/status"}) {
			list = append(list, language+path)
		}
	}
	return list
}

// checkLanguages asserts that Creole words never stand without the mark that no speaker has read them, and the way to correct them, on a phone as little
// as on a wide window.
func checkLanguages(t *testing.T, s *site) {
	b := s.open(t)
	for _, path := range append(slices.Clone(stories), s.translated(t)...) {
		b.visit(path)
		want := "en"
		if slices.Contains(languages, path[:min(3, len(path))]) {
			want = path[1:3]
		}
		if got := eval[string](b, `document.documentElement.lang`); got != want {
			t.Errorf("%s is in %q, want %q", path, got, want)
		}
		for _, width := range []int64{390, 1280} {
			b.size(width, 900)
			b.none(path, eval[[]string](b, `[...document.querySelectorAll('.notice-text[lang=ht]')].filter(n => {
				const mark = n.querySelector('.review a[href$="/corrections"]')
				const box = mark && mark.getBoundingClientRect()
				return !box || box.width < 24 || box.height < 12 || mark.closest('.review').getBoundingClientRect().width < 24
			}).map(n => 'no mark on: ' + n.textContent.trim().slice(0, 80))`))
		}
	}
}
