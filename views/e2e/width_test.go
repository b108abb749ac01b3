package e2e_test

import (
	"fmt"
	"testing"
)

// checkWidth asserts that no page is wider than the window; what is wide, such as a
// table, scrolls within itself.
func checkWidth(t *testing.T, s *site) {
	b := s.open(t)
	for _, path := range append(s.pages(t), s.translated(t)...) {
		b.visit(path)
		eval[int](b, `document.querySelectorAll('details').forEach(d => d.open = true)`+`, 0`)
		for _, width := range []int64{320, 390, 1280} {
			b.size(width, 900)
			b.none(fmt.Sprintf("%s at %d px", path, width), eval[[]string](b, widthJS))
		}
	}
}

// widthJS names the elements that stick out, unless an ancestor scrolls or clips them.
const widthJS = `(() => {
	const page = document.scrollingElement
	if (page.scrollWidth <= innerWidth) return []
	const held = e => { for (e = e.parentElement; e && e !== document.body; e = e.parentElement) if (getComputedStyle(e).overflowX !== 'visible') return true }
	const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !held(e))
	return ['the page is ' + page.scrollWidth + ' px wide'].concat(out.slice(0, 3).map(e => e.outerHTML.slice(0, 160)))
})()`
