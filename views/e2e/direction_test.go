package e2e_test

import "testing"

// checkDirection asserts that a page turned round, as a language that is written from right to left would
// have it, is the same page mirrored: nothing sticks out or hides on the other side, the text begins at the right,
// and drawings stay as they are.
func checkDirection(t *testing.T, s *site) {
	b := s.open(t)
	for _, path := range []string{"/", "/es/wait-times", "/ht/allocations", "/languages", aChart, "/charts/waits-reported", aDataset, "/claims", "/help", "/ht/privacy", "/sources/ohss-monthly", "/wait-times/lottery", "/embed/processed-monthly", missing} {
		b.visit(path)
		b.size(1280, 900)
		eval[int](b, `document.querySelectorAll('details').forEach(d => d.open = true), 0`)
		before := eval[[]string](b, drawnJS)
		eval[int](b, `document.documentElement.dir = 'rtl', 0`)
		for _, width := range []int64{1280, 390, 320} {
			b.size(width, 900)
			b.none(path+" turned round", eval[[]string](b, turnedJS))
		}
		b.size(1280, 900)
		if after := eval[[]string](b, drawnJS); len(before) != len(after) {
			t.Errorf("%s turned round has %d words in its drawings, %d before", path, len(after), len(before))
		} else {
			for i := range before {
				if before[i] != after[i] {
					t.Errorf("%s turned round: in a drawing %s, before %s", path, after[i], before[i])
					break
				}
			}
		}
	}
}

// drawnJS is where each word of each drawing stands in it.
const drawnJS = `[...document.querySelectorAll('main svg text')].filter(e => e.getClientRects().length).map(e => {
	const at = e.getBoundingClientRect(), of = e.closest('svg').getBoundingClientRect()
	return e.textContent + ' at ' + Math.round(at.left - of.left) + ',' + Math.round(at.top - of.top)
})`

// turnedJS names what sticks out of the window, and headings and rows that do not begin at the right.
const turnedJS = `(() => {
	const page = document.scrollingElement, found = []
	if (page.scrollWidth > innerWidth) found.push('the page is ' + page.scrollWidth + ' px wide in ' + innerWidth)
	const held = e => { for (e = e.parentElement; e && e !== document.body; e = e.parentElement) if (getComputedStyle(e).overflowX !== 'visible') return true }
	for (const e of document.body.querySelectorAll('*:not(.skip)')) {
		const box = e.getBoundingClientRect()
		if (box.width > 1 && (box.left < -0.5 || box.right > innerWidth + 0.5) && !held(e)) found.push('it sticks out: ' + e.outerHTML.slice(0, 160))
	}
	const edge = e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect() }
	for (const h of document.querySelectorAll('main h1, main h2')) {
		const box = h.getBoundingClientRect(), text = edge(h)
		if (box.width > 1 && Math.abs(box.right - text.right) > 1.5 && getComputedStyle(h).direction === 'rtl') found.push('it begins ' + Math.round(box.right - text.right) + ' px from the right: ' + h.outerHTML.slice(0, 160))
	}
	for (const table of document.querySelectorAll('main table')) {
		const cells = table.rows[0].cells, first = cells[0].getBoundingClientRect(), last = cells[cells.length - 1].getBoundingClientRect()
		if (cells.length > 1 && first.left < last.left) found.push('its columns run to the right: ' + table.outerHTML.slice(0, 160))
	}
	return found.slice(0, 5)
})()`
