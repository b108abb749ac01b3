package e2e_test

import "testing"

// checkDark asserts that a reader who prefers dark gets dark paper and readable text.
func checkDark(t *testing.T, s *site) {
	b := s.open(t)
	b.media("screen", "prefers-color-scheme", "dark")
	for _, path := range s.main(t) {
		b.visit(path)
		b.none(path, eval[[]string](b, `(() => {
			const light = c => c.match(/[\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
				.reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
			const paper = light(getComputedStyle(document.documentElement).backgroundColor)
			const faults = paper < 0.05 ? [] : ['the paper is not dark: ' + paper]
			for (const e of document.querySelectorAll('body, main p, main td, main h1, figure svg text')) {
				if (!e.checkVisibility() || e.closest('.c-on') || (e.tagName === 'text' && e.classList.contains('c-on'))) continue
				const style = getComputedStyle(e), ink = light(e.tagName === 'text' ? style.fill : style.color)
				const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
				if (contrast < 4.5) faults.push('contrast ' + contrast.toFixed(1) + ': ' + e.outerHTML.slice(0, 120))
			}
			return faults.slice(0, 5)
		})()`))
	}
}

// checkPrint asserts that paper holds the notice, the chart and, on a chart's own page,
// its table and explanation, with nothing cut off.
func checkPrint(t *testing.T, s *site) {
	b := s.open(t)
	b.size(718, 1000) // A4 within its margins
	b.media("print", "", "")
	for _, path := range s.main(t) {
		b.visit(path)
		b.none(path, eval[[]string](b, `(() => {
			const faults = []
			for (const n of document.querySelectorAll('.notice, .notice-text')) {
				const r = n.getBoundingClientRect()
				if (!n.checkVisibility() || n.scrollHeight > n.clientHeight + 1 || n.scrollWidth > n.clientWidth + 1 || r.right > innerWidth || r.height < 20)
					faults.push('the notice is cut: ' + n.textContent.slice(0, 60))
			}
			for (const d of document.querySelectorAll('figure .drawing')) {
				const e = [...d.querySelectorAll('svg, table')].filter(e => e.checkVisibility())
				if (e.length !== 1) faults.push(e.length + ' drawings in ' + d.closest('figure').id)
			}
			for (const e of document.querySelectorAll('.chart-page table, .chart-page #about p')) {
				const scroll = e.closest('.scroll')
				if (!e.checkVisibility({contentVisibilityAuto: true}) || e.getBoundingClientRect().height < 5 || scroll && scroll.scrollHeight > scroll.clientHeight + 1) faults.push('not printed: ' + e.textContent.slice(0, 60))
			}
			if (document.scrollingElement.scrollWidth > innerWidth) faults.push('the page is ' + document.scrollingElement.scrollWidth + ' px wide')
			return faults
		})()`))
	}
}

// checkPrintOpened asserts that the table which a reader opened under a chart of a story is
// printed, every row of it, and one that was left closed is not.
func checkPrintOpened(t *testing.T, s *site) {
	b := s.open(t)
	b.size(718, 1000)
	for _, path := range stories {
		b.media("screen", "", "")
		b.visit(path)
		eval[int](b, `([...document.querySelectorAll('figure .drawers details:has(table)')].slice(0, 1).forEach(d => { d.open = true }), 0)`)
		b.media("print", "", "")
		// What was opened is laid out in the next frame, and what is out of sight only when it comes near.
		b.wait(`[...document.querySelectorAll('figure .drawers details:has(table)')].slice(0, 1).every(d => (d.scrollIntoView(), [...d.querySelectorAll('th')].every(e => e.checkVisibility({contentVisibilityAuto: true}) && e.getBoundingClientRect().height >= 5)))`)
		b.none(path, eval[[]string](b, `(() => {
			const all = [...document.querySelectorAll('figure .drawers details:has(table)')]
			if (all.length === 0) return []
			const hidden = [...all[0].querySelectorAll('td, th')].filter(e => !e.checkVisibility({contentVisibilityAuto: true}) || e.getBoundingClientRect().height < 5)
			const scroll = all[0].querySelector('.scroll')
			const faults = hidden.slice(0, 3).map(e => 'not printed: ' + e.textContent.slice(0, 60))
			if (scroll && scroll.scrollHeight > scroll.clientHeight + 1) faults.push('the table is cut at ' + scroll.clientHeight + ' of ' + scroll.scrollHeight + ' px')
			return faults.concat(all.slice(1).filter(d => d.checkVisibility()).map(d => 'printed though closed: ' + d.closest('figure').id))
		})()`))
	}
}

// checkForcedColors asserts that marks stay visible where the system chooses the colours.
func checkForcedColors(t *testing.T, s *site) {
	b := s.open(t)
	b.media("screen", "forced-colors", "active")
	for _, path := range append(s.charts(t), stories...) {
		b.visit(path)
		b.none(path, eval[[]string](b, `(() => {
			if (!matchMedia('(forced-colors: active)').matches) return ['forced colours are not on']
			const paper = getComputedStyle(document.documentElement).backgroundColor, faults = []
			const shown = c => c !== 'none' && c !== paper && !/^rgba\(.*, 0\)$/.test(c)
			for (const svg of document.querySelectorAll('figure svg')) {
				if (!svg.checkVisibility()) continue
				let marks = 0
				for (const m of svg.querySelectorAll('rect, path, circle, line, text')) {
					if (!m.checkVisibility() || m.closest('pattern, clipPath, defs')) continue
					const style = getComputedStyle(m)
					if (shown(style.fill) || shown(style.stroke)) marks++
					else if (m.tagName === 'text' ? !m.matches('.c-on') : [...m.classList].some(c => /^c-(s[0-9g]|q[0-9])$/.test(c))) faults.push(svg.dataset.chart + ' hides ' + m.outerHTML.slice(0, 120))
				}
				if (marks < 10) faults.push(svg.dataset.chart + ' shows ' + marks + ' marks')
			}
			return faults.slice(0, 5)
		})()`))
	}
}
