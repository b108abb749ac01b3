package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// mostStops is more than any page has to tab through.
const mostStops = 600

// checkKeyboard asserts that the skip link comes first and works, and that everything
// a mouse can use is reached by Tab and shows that it has the focus.
func checkKeyboard(t *testing.T, s *site) {
	for _, path := range []string{"/", aChart, aDataset, "/sources"} {
		t.Run(path, func(t *testing.T) {
			b := s.open(t)
			b.visit(path)
			b.press(kb.Tab)
			if !eval[bool](b, `document.activeElement.matches('a.skip') && document.activeElement.getBoundingClientRect().top >= 0`) {
				t.Fatal("Tab does not begin with a visible skip link")
			}
			b.press(kb.Enter)
			b.wait(`document.activeElement.id === 'main'`)

			b.visit(path)
			want := eval[int](b, `(() => {
				window.unreached = new Set([...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')].filter(e => e.checkVisibility()))
				return unreached.size
			})()`)
			if want < 10 {
				t.Fatalf("only %d things to use", want)
			}
			for range mostStops {
				b.press(kb.Tab)
				fault := eval[string](b, `(() => {
					const e = document.activeElement
					if (e === document.body || e === document.documentElement) return 'end'
					unreached.delete(e)
					const s = getComputedStyle(e), box = e.getBoundingClientRect()
					const name = e.outerHTML.slice(0, 120)
					if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0) return 'no focus indicator: ' + name
					if (box.bottom < 0 || box.top > innerHeight) return 'the focus is out of sight: ' + name
					return ''
				})()`)
				if fault == "end" {
					break
				}
				if fault != "" {
					t.Error(fault)
				}
			}
			b.none("never reached by Tab", eval[[]string](b, `[...unreached].map(e => e.outerHTML.slice(0, 120))`))
		})
	}
}

// tabTo presses Tab until a selector has the focus.
func (b *tab) tabTo(selector string) {
	b.Helper()
	for range mostStops {
		b.press(kb.Tab)
		if eval[bool](b, `document.activeElement.matches(`+"`"+selector+"`"+`)`) {
			return
		}
	}
	b.Fatalf("Tab never reaches %s", selector)
}
