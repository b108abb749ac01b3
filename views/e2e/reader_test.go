package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stage is the tab stop of the drawing that is shown.
const stage = `.c-stage:focus`

// checkReader asserts that charts can be read point by point, by keyboard and by
// pointer, with nothing moving and no complaint of the browser.
func checkReader(t *testing.T, s *site) {
	t.Run("values", func(t *testing.T) { s.open(t).readsValues() })
	t.Run("series", func(t *testing.T) { s.open(t).readsSeries() })
	t.Run("legend", func(t *testing.T) { s.open(t).readsLegend() })
	t.Run("pointer", func(t *testing.T) { s.open(t).readsByPointer() })
	t.Run("hover", func(t *testing.T) { s.open(t).keepsTooltip() })
	t.Run("every chart", func(t *testing.T) { s.open(t).readsEveryChart() })
}

// readsValues goes along a chart and compares what is spoken with the file of the chart.
func (b *tab) readsValues() {
	b.media("screen", "prefers-reduced-motion", "reduce")
	b.visit(aChart)
	b.tabTo(stage)
	records := b.site.csv(b.T, aChart+".csv")
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	read := 0
	for _, r := range records[1:] {
		value := r[column["appointments"]]
		if value == "" {
			continue
		}
		month := eval[string](b, fmt.Sprintf(`new Date('%s').toLocaleString('en', {month: 'long', year: 'numeric', timeZone: 'UTC'})`, r[column["month"]]))
		number := eval[string](b, fmt.Sprintf(`(%s).toLocaleString('en')`, value))
		said := b.speak(kb.ArrowRight)
		if !strings.HasPrefix(said, month+": "+number) && !strings.Contains(said, ", "+month+": "+number) {
			b.Errorf("spoken: %q, the file has %s for %s", said, number, month)
		}
		if !strings.Contains(said, "as published") || !strings.HasSuffix(said, "ohss-monthly, release of 6 December 2024") {
			b.Errorf("neither kind nor release in %q", said)
		}
		read++
	}
	if read < 20 {
		b.Errorf("only %d points", read)
	}
	if said := b.speak(kb.ArrowRight); !strings.Contains(said, "no file held") {
		b.Errorf("the months without a file are not spoken: %q", said)
	}
	if said := b.speak(kb.Home); !strings.Contains(said, "January 2023") {
		b.Errorf("Home leads to %q", said)
	}
	if n := eval[int](b, `document.getAnimations().length`); n > 0 {
		b.Errorf("%d things move", n)
	}
	if n := eval[int](b, `[...document.querySelectorAll('[tabindex="0"]')].filter(e => e.matches('.c-stage') && e.checkVisibility()).length`); n != 1 {
		b.Errorf("the chart is %d tab stops", n)
	}
}

// readsSeries goes from one part of a bar to the next.
func (b *tab) readsSeries() {
	b.visit("/charts/nationality-share")
	b.tabTo(stage)
	first := b.speak(kb.ArrowRight)
	second := b.speak(kb.ArrowDown)
	name, rest, _ := strings.Cut(first, ", ")
	other, same, _ := strings.Cut(second, ", ")
	quarter, _, _ := strings.Cut(rest, ":")
	if name == other || !strings.HasPrefix(same, quarter+":") {
		b.Errorf("down from %q leads to %q", first, second)
	}
	if end := b.speak(kb.End); !strings.HasPrefix(end, other) || end == second {
		b.Errorf("End leads from %q to %q", second, end)
	}
}

// readsLegend highlights a series from its legend entry, by keyboard and by pointer.
func (b *tab) readsLegend() {
	const dimmed = `document.querySelectorAll('.c-dim').length`
	b.size(390, 844)
	b.visit("/charts/nationality-share")
	b.tabTo(stage)
	b.speak(kb.ArrowRight)
	if said := b.speak(kb.ArrowUp); !strings.HasPrefix(said, "Legend: ") {
		b.Errorf("above the first series stands %q", said)
	}
	bars := eval[int](b, `document.querySelectorAll('.narrow .c-seg').length`)
	if n := eval[int](b, dimmed); n == 0 || n >= bars {
		b.Errorf("%d of %d bars are dimmed", n, bars)
	}
	b.press(kb.Escape)
	if n := eval[int](b, dimmed+` + document.querySelectorAll('.c-ring').length`); n != 0 {
		b.Errorf("after Escape %d parts are still marked", n)
	}
	eval[int](b, `document.querySelector('.narrow svg').scrollIntoView({block: 'center'}), 0`)
	entry := b.middle(`.narrow text[data-k]:not([data-i])`)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, entry.X, entry.Y))
	b.wait(dimmed + ` > 0`)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1))
	b.wait(dimmed + ` === 0`)
}

// readsByPointer hovers over marks of the stories on a phone: the tooltip stays in the
// window, and Escape takes it away though the pointer stays.
func (b *tab) readsByPointer() {
	b.size(320, 640)
	for _, path := range []string{"/", "/wait-times", "/languages"} {
		b.visit(path)
		for _, id := range eval[[]string](b, `[...document.querySelectorAll('.narrow [data-i]')].filter((_, i) => i % 7 === 0).map((e, i) => e.id ||= 'mark-' + i)`) {
			eval[int](b, `document.querySelector('#`+id+`').scrollIntoView({block: 'center'}), 0`)
			b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1))
			b.wait(`!` + tipShown)
			at := b.middle(`#` + id)
			b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y))
			b.wait(tipShown)
			b.none(path+" "+id, eval[[]string](b, `(() => {
				const r = document.querySelector('.c-tip').getBoundingClientRect(), faults = []
				if (r.left < 0 || r.top < 0 || r.right > innerWidth || r.bottom > innerHeight) faults.push('the tooltip leaves the window: ' + JSON.stringify(r))
				if (document.scrollingElement.scrollWidth > innerWidth) faults.push('the page became wider')
				return faults
			})()`))
		}
		b.press(kb.Escape)
		if eval[bool](b, tipShown) {
			b.Errorf("%s: Escape leaves the tooltip", path)
		}
	}
}

// tipShown is true while the tooltip is there with something in it.
const tipShown = `(() => { const t = document.querySelector('.c-tip'); return !t.hidden && t.textContent.length > 0 })()`

// keepsTooltip moves the pointer from a mark onto its tooltip, which stays; and away,
// which closes it. The page tells how often the tooltip could have gone.
func (b *tab) keepsTooltip() {
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		window.ran = 0
		const later = setTimeout
		window.setTimeout = (f, ms) => later(() => { f(); if (ms === 300) ran++ }, ms)`})
	b.visit(aChart)
	eval[int](b, `document.querySelector('.wide [data-i="5"]').scrollIntoView({block: 'center'}), 0`)
	at := b.middle(`.wide [data-i="5"]`)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y))
	b.wait(tipShown)
	tip := b.middle(`.c-tip`)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, tip.X, tip.Y))
	b.wait(`ran > 0`)
	if !eval[bool](b, tipShown) {
		b.Error("the tooltip goes while the pointer is on it")
	}
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 1, 1))
	b.wait(`!` + tipShown)
}

// readsEveryChart reads the first and the last point of each chart, wide and narrow.
func (b *tab) readsEveryChart() {
	call(b, audits.Enable, cdp.Empty{})
	var seen traffic
	if err := chromedp.Listen(b.ctx, seen.hear); err != nil {
		b.Fatal(err)
	}
	for _, path := range b.site.charts(b.T) {
		for _, width := range []int64{1280, 390} {
			b.size(width, 844)
			b.visit(path)
			if !eval[bool](b, `!!document.querySelector('figure svg[data-chart]')`) {
				continue // a table only
			}
			b.tabTo(stage)
			for _, key := range []string{kb.ArrowRight, kb.ArrowDown} {
				if said := b.speak(key); len(said) < 10 || strings.Contains(said, "undefined") {
					b.Errorf("%s at %d px: %q", path, width, said)
				}
			}
			b.none(path, eval[[]string](b, `(() => {
				const ring = document.querySelector('.c-ring')?.getBoundingClientRect()
				if (!ring) return ['no mark is shown']
				return ring.top < innerHeight && ring.bottom > 0 ? [] : ['the mark is out of sight']
			})()`))
		}
		b.none(path, seen.take().complaints)
	}
}

// speak presses a key and returns what the live region then says. A key that leads
// nowhere new is spoken again, so the region is emptied first.
func (b *tab) speak(key string) string {
	b.Helper()
	const region = `document.querySelector('.c-voice').textContent`
	eval[string](b, region+` = ''`)
	b.press(key)
	b.wait(region + ` !== ''`)
	return eval[string](b, region)
}

// spot is a place in the window, in CSS pixels.
type spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// middle is the middle of the first element that a selector finds.
func (b *tab) middle(selector string) spot {
	b.Helper()
	return eval[spot](b, `(() => { const r = document.querySelector(`+"`"+selector+"`"+`).getBoundingClientRect(); return {x: r.x + r.width / 2, y: r.y + r.height / 2} })()`)
}
