package e2e_test

import (
	"fmt"
	"testing"
)

// checkZoom asserts that text at 200 percent neither sticks out nor is cut off, on a
// screen and on a phone.
func checkZoom(t *testing.T, s *site) {
	b := s.open(t)
	for _, path := range s.main(t) {
		for _, width := range []int64{1280, 390} {
			b.size(width, 900)
			b.visit(path)
			if size := eval[float64](b, `(document.documentElement.style.fontSize = '200%', parseFloat(getComputedStyle(document.body).fontSize))`); size < 31 {
				t.Fatalf("%s: text of %g px at 200 percent", path, size)
			}
			name := fmt.Sprintf("%s with text at 200 percent, %d px wide", path, width)
			b.none(name, eval[[]string](b, widthJS))
			b.none(name, eval[[]string](b, `[...document.querySelectorAll('h1, h2, p, li, dt, dd, summary, a, button, label')].filter(e => {
				const s = getComputedStyle(e)
				return e.checkVisibility() && e.textContent.trim() && (s.overflowX === 'hidden' || s.overflowY === 'hidden') && s.position !== 'absolute' &&
					(e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
			}).slice(0, 3).map(e => 'cut: ' + e.outerHTML.slice(0, 120))`))
		}
	}
}

// checkMotion asserts that nothing moves for a reader who asked for no motion, and that
// nothing moves by itself for anyone.
func checkMotion(t *testing.T, s *site) {
	b := s.open(t)
	for _, wish := range []string{"reduce", "no-preference"} {
		b.media("screen", "prefers-reduced-motion", wish)
		for _, path := range append([]string{aChart, aDataset}, stories...) {
			b.visit(path)
			b.none(path+", motion: "+wish, eval[[]string](b, `(() => {
				const faults = document.getAnimations().map(a => 'an animation runs on ' + a.effect?.target?.outerHTML.slice(0, 100))
				if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return faults
				for (const e of document.querySelectorAll('*')) {
					const s = getComputedStyle(e)
					if (s.scrollBehavior === 'smooth' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0) || s.animationName !== 'none') faults.push('moves: ' + e.outerHTML.slice(0, 100))
				}
				return faults.slice(0, 3)
			})()`))
		}
	}
}
