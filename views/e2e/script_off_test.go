package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// checkScriptOff asserts that without JavaScript every chart is there, and its table,
// files and explanation open with a click under a chart of a story, and follow the tabs on
// the page of a chart.
func checkScriptOff(t *testing.T, s *site) {
	b := s.open(t)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, path := range []string{"/cite/lead.overview.1", "/wait-times/lottery", "/sql"} {
		b.visit(path)
		b.none(path, eval[[]string](b, `[...document.querySelectorAll('button[type=button]')].filter(e => e.checkVisibility()).map(e => 'does nothing: ' + e.textContent)`))
	}
	for _, path := range append(stories, s.charts(t)...) {
		b.visit(path)
		b.none(path, eval[[]string](b, `[...document.querySelectorAll('figure')].filter(f =>
			![...f.querySelectorAll('.drawing svg, .drawing table')].some(e => e.checkVisibility() && e.getBoundingClientRect().height > 50)
		).map(f => f.id + ' shows nothing')`))
		if eval[bool](b, `document.querySelector('.chart-page') !== null`) {
			b.none(path, eval[[]string](b, `['chart', 'table', 'download', 'about'].filter(id => {
				const part = document.getElementById(id), tab = document.querySelector('.tabs a[href="#' + id + '"]')
				return !tab.checkVisibility() || !part.checkVisibility() || part.getBoundingClientRect().height < 40
			}).map(id => 'no ' + id)`))
			continue
		}
		summary := chromedp.CSS(`figure .drawers details:first-of-type > summary`)
		b.do(chromedp.ScrollIntoView(summary), chromedp.Click(summary))
		b.wait(`(() => {
			const d = document.querySelector('figure .drawers details')
			return d.open && [...d.querySelectorAll('td, .downloads a, p')].some(e => e.checkVisibility())
		})()`)
	}
}
