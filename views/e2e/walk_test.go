package e2e_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// checkWalk walks through each story with the keyboard alone, as a reader does: past the
// navigation to the first chart, along its values and out of it, into its table, to its
// file, and on to the next story. At each stop the focus can be seen and nothing covers it.
func checkWalk(t *testing.T, s *site) {
	for _, story := range stories {
		t.Run(story, func(t *testing.T) {
			b := s.open(t)
			b.visit(story)
			b.press(kb.Tab)
			b.stop("the skip link", `a.skip`)
			b.press(kb.Enter)
			b.wait(`document.activeElement.id === 'main'`)

			b.tabTo(`main figure .c-stage`)
			b.stop("the first chart", `.c-stage[role=application]`)
			b.press(kb.ArrowRight)
			b.wait(`!document.querySelector('.c-tip').hidden`)
			tip := func() string { return eval[string](b, `document.querySelector('.c-tip').textContent`) }
			first := tip()
			for _, key := range []string{kb.ArrowRight, kb.ArrowDown} { // along the series, or to the next where this one ends
				if b.press(key); tip() != first {
					break
				}
			}
			if now := tip(); now == first || now == "" {
				t.Errorf("the arrows read one value only: %q", now)
			}
			b.wait(`document.querySelector('.c-voice').textContent !== ''`)
			b.press(kb.Escape)
			b.wait(`document.querySelector('.c-tip').hidden`)

			b.tabTo(`main figure .drawers summary`)
			b.stop("a drawer", `summary`)
			b.press(kb.Enter)
			b.wait(`document.activeElement.parentElement.open && [...document.activeElement.parentElement.querySelectorAll('td, .downloads a, p')].some(e => e.checkVisibility())`)
			b.tabTo(`main figure .drawers summary:has(~ * a[href$=".csv"]), main figure .drawers details:has(a[href$=".csv"]) > summary`)
			b.stop("the drawer of files", `summary`)
			b.press(kb.Enter)
			b.wait(`document.activeElement.parentElement.open`)
			b.tabTo(`main figure .drawers a[href$=".csv"]`)
			b.stop("the file", `a[href$=".csv"]`)

			next := stories[0]
			for i, at := range stories[:len(stories)-1] {
				if at == story {
					next = stories[i+1]
				}
			}
			b.visit(story)
			b.tabTo(fmt.Sprintf(`nav a[href="%s"]`, next))
			b.stop("the next story", `nav a`)
			b.press(kb.Enter)
			b.do(chromedp.WaitReady(chromedp.CSS(fmt.Sprintf(`nav a[href="%s"][aria-current]`, next))), chromedp.WaitReady(chromedp.CSS(`footer`)))
		})
	}
}

// stop asserts that what has the focus is what was meant, that its outline shows, and
// that its middle is in sight under nothing else.
func (b *tab) stop(what, selector string) {
	b.Helper()
	fault := eval[string](b, fmt.Sprintf(`(() => {
		const e = document.activeElement, s = getComputedStyle(e)
		if (!e.matches(%q)) return 'the focus is on ' + e.outerHTML.slice(0, 100)
		if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0) return 'no outline'
		const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = Math.max(r.top, 0) + Math.min(r.height, innerHeight - Math.max(r.top, 0)) / 2
		if (r.bottom <= 0 || r.top >= innerHeight || r.width * r.height === 0) return 'out of sight'
		const top = document.elementFromPoint(x, y)
		return top && (top === e || e.contains(top) || top.contains(e)) ? '' : 'covered by ' + top?.outerHTML.slice(0, 100)
	})()`, selector))
	if fault != "" {
		b.Errorf("%s: %s", what, fault)
		return
	}
	b.Logf("%s: %s", what, eval[string](b, `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim().replace(/\s+/g, ' ').slice(0, 80)`))
}
