// Reading the drawn charts with pointer and keyboard. An enhancement: without it the same
// numbers stand in the table under each chart.
//
//  1. Every svg[data-chart] that is shown is one tab stop. Right and left go along a series
//     or row, down and up to the next and the one before, Home and End to its ends.
//     Up from the first series leads to the legend, whose entries highlight what they name.
//  2. A pointer shows the nearest mark. Escape closes what is shown, for both.
//  3. The words of a mark are data-label, data-kind, data-said and data-from; the root has the
//     last two where a mark has none. A drawing without words has them in its twin beside it.
//  4. Marks are found by their boxes: .c-pane is the plot, its data-rows the rows in it.
//
// Nothing moves by itself, nothing is stored. Text is set as text and places through the
// CSSOM, as the content security policy asks.

const words = { role: 'chart', keys: 'arrow keys read the values', kind: 'Kind: ', from: 'Source: ', legend: 'Legend: ' }
const apart = 8 // px between mark and tooltip
const reach = 24 // px from a mark in which a pointer finds it
const patience = 300 // ms in which a pointer may cross from mark to tooltip

const home = document.querySelector('main') ?? document.body
const tip = home.appendChild(document.createElement('div'))
tip.className = 'c-tip'
tip.hidden = true
const voice = home.appendChild(document.createElement('div'))
voice.className = 'c-voice'
voice.setAttribute('role', 'status')

let open // the chart of which something is shown
let over // whether the pointer is at a mark
let closing, speaking // timers

const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value))

// middle of a box, and how far a point is from the nearest edge of one.
const middle = box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
const off = (box, p, least = 0) => {
	const c = middle(box)
	return { x: Math.max(0, Math.abs(p.x - c.x) - Math.max(box.width / 2, least)), y: Math.max(0, Math.abs(p.y - c.y) - Math.max(box.height / 2, least)) }
}
const far = (box, p, least) => Math.hypot(...Object.values(off(box, p, least)))
const limit = (v, least, most) => Math.max(least, Math.min(v, most))

// say speaks the last of what comes fast.
function say(text) {
	clearTimeout(speaking)
	speaking = setTimeout(() => { voice.textContent = text }, 100)
}

function closeSoon() {
	clearTimeout(closing)
	closing = setTimeout(() => over || tip.matches(':hover') || open?.close(), patience)
}

class Chart {
	constructor(svg) {
		this.svg = svg
		const stage = svg.parentElement
		this.twin = [svg, ...stage.parentElement.querySelectorAll('svg[data-chart]')].find(s => s.querySelector('[data-label]')) ?? svg
		stage.tabIndex = 0
		stage.classList.add('c-stage')
		set(stage, { role: 'application', 'aria-roledescription': words.role, 'aria-label': svg.querySelector('title').textContent + ': ' + words.keys })
		stage.addEventListener('keydown', e => this.key(e))
		stage.addEventListener('blur', () => tip.matches(':hover') || this.close())
		svg.addEventListener('pointermove', e => e.pointerType === 'touch' || this.point(e))
		svg.addEventListener('click', e => this.point(e))
		svg.addEventListener('pointerleave', () => {
			this.dismissed = over = undefined
			closeSoon()
		})
	}

	// measure finds plots, marks and legend, once: the units of the drawing do not change.
	measure() {
		if (this.lanes) return
		const all = selector => [...this.svg.querySelectorAll(selector)]
		this.panes = all('.c-pane').map(node => ({ box: node.getBBox(), rows: node.dataset.rows?.split(' ').map(Number) }))
		const lanes = new Map()
		this.marks = all('[data-i]').map(node => {
			const box = node.getBBox(), at = middle(box)
			const pane = this.panes.reduce((a, b) => far(b.box, at) < far(a.box, at) ? b : a)
			const lane = this.panes.indexOf(pane) * 1e4 + (pane.rows ? pane.rows.findLastIndex(y => y <= at.y) : +node.dataset.k)
			const mark = { node, box, pane, x: at.x - pane.box.x }
			if (!lanes.has(lane)) lanes.set(lane, [])
			lanes.get(lane).push(mark)
			return mark
		})
		this.lanes = [...lanes].sort((a, b) => a[0] - b[0]).map(([, list]) => list.sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y))
		this.legend = []
		for (const node of all('text[data-k], text[data-kind]')) {
			const { k = '', kind = '' } = node.dataset, last = this.legend.at(-1)
			if (last?.k === k && last.kind === kind) last.text += ' ' + node.textContent
			else this.legend.push({ node, box: node.getBBox(), k, kind, text: node.textContent, x: 0 })
		}
		this.first = this.legend.length ? 1 : 0
		if (this.first) this.lanes.unshift(this.legend)
		this.drawn = all('[class*=c-s]:not(text)').filter(n => this.plot(middle(n.getBBox())))
	}

	// plot is the pane at a point.
	plot(at) {
		return this.panes.find(p => far(p.box, at) <= apart)
	}

	about({ node }) {
		const { k, i } = node.dataset, root = this.twin.dataset
		const { label, kind, said = root.said, from = root.from } = this.twin.querySelector(`[data-k="${k}"][data-i="${i}"]`).dataset
		return { label, kind: [kind, said].filter(Boolean).join('; '), from, own: kind ?? '' }
	}

	key(e) {
		if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || !/^Arrow|^Home$|^End$/.test(e.key)) return
		e.preventDefault()
		this.measure()
		if (!this.marks.length) return
		const from = this.now ?? this.last
		let lane = this.lanes.findIndex(l => l.includes(from)), at = 0
		if (lane < 0) lane = this.first
		else {
			at = this.lanes[lane].indexOf(from)
			const next = lane + { ArrowDown: 1, ArrowUp: -1 }[e.key]
			if (this.lanes[next]) {
				const list = this.lanes[lane = next]
				at = list.indexOf(list.reduce((a, b) => Math.abs(b.x - from.x) < Math.abs(a.x - from.x) ? b : a))
			}
			const last = this.lanes[lane].length - 1
			at = limit({ ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[e.key] ?? at, 0, last)
		}
		const mark = this.lanes[lane][at]
		mark.node.scrollIntoView({ block: 'nearest', inline: 'nearest' })
		if (mark.text) {
			this.light(mark)
			say(words.legend + mark.text)
		} else {
			this.show(mark)
			say(Object.values(this.about(mark)).slice(0, 3).filter(Boolean).join('. '))
		}
	}

	point(e) {
		this.measure()
		const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(this.svg.getScreenCTM().inverse())
		const { i, k, kind } = e.target.dataset
		const entry = !i && this.legend.find(l => l.node === e.target || (kind ? l.kind === kind : k && l.k === k && !this.plot(at)))
		const mark = entry || (this.marks.find(m => m.node === e.target) ?? this.nearest(at))
		over = mark
		if (!mark) return closeSoon()
		if (mark === this.now || mark === this.dismissed && e.type !== 'click') return
		if (entry) this.light(entry)
		else this.show(mark, e.clientX)
	}

	// nearest is the mark that a pointer means: in rows the closest, else the closest at its time.
	nearest(at) {
		const pane = this.plot(at)
		let best, least = Infinity
		for (const m of this.marks) {
			if (m.pane !== pane) continue
			const d = off(m.box, at, 6), away = pane.rows ? far(m.box, at, 6) : d.x
			const cost = (pane.rows ? away : 8 * d.x + d.y) + m.box.width * m.box.height * 1e-6
			if (away <= reach && cost < least) [best, least] = [m, cost]
		}
		return best
	}

	show(mark, x) {
		this.become(mark)
		const { label, kind, from } = this.about(mark)
		tip.replaceChildren(...[label, kind && words.kind + kind, from && words.from + from].filter(Boolean).map(text => {
			const p = document.createElement('p')
			p.textContent = text
			return p
		}))
		tip.hidden = false
		this.place(x)
	}

	// light leaves what an entry names as it is and dims the rest.
	light(entry) {
		this.become(entry)
		const series = entry.k.split(' ')
		const lit = n => entry.kind ? n.dataset.i && this.about({ node: n }).own.startsWith(entry.kind) : series.includes(n.dataset.k)
		let on = false
		for (const n of this.drawn) {
			if (n.dataset.k) on = lit(n) // what follows without data belongs to it
			n.classList.toggle('c-dim', !on)
		}
	}

	become(mark) {
		open?.close()
		open = this
		this.now = this.last = mark
		this.dismissed = undefined
		this.ring = this.svg.appendChild(document.createElementNS(this.svg.namespaceURI, 'rect'))
		const { x, y, width, height } = mark.box
		set(this.ring, { class: 'c-ring', x: x - 3, y: y - 3, width: width + 6, height: height + 6, rx: 2 })
	}

	// place puts the tooltip above its mark, else below it, always inside the window.
	place(x) {
		const mark = this.now.node.getBoundingClientRect(), { clientWidth, clientHeight } = document.documentElement
		if (mark.bottom < 0 || mark.top > clientHeight) return this.close()
		this.across = x ?? this.across ?? mark.left + mark.width / 2
		const above = mark.top - apart - tip.offsetHeight, below = mark.bottom + apart
		const top = above >= 0 ? above : below + tip.offsetHeight <= clientHeight ? below : 0
		tip.style.left = limit(limit(this.across, mark.left, mark.right) - tip.offsetWidth / 2, 4, Math.max(4, clientWidth - tip.offsetWidth - 4)) + 'px'
		tip.style.top = limit(top, 4, Math.max(4, clientHeight - tip.offsetHeight - 4)) + 'px'
	}

	close() {
		clearTimeout(closing)
		this.ring?.remove()
		for (const n of this.drawn ?? []) n.classList.remove('c-dim')
		tip.hidden = true
		this.now = this.across = open = undefined
	}
}

tip.addEventListener('pointerleave', closeSoon)
addEventListener('scroll', () => open && !tip.hidden && open.place(), { passive: true, capture: true })
addEventListener('resize', () => open?.close())
addEventListener('pointerdown', e => open && !tip.contains(e.target) && !open.svg.contains(e.target) && open.close())
addEventListener('keydown', e => {
	if (e.key !== 'Escape' || !open) return
	const chart = open, mark = open.now
	chart.close()
	chart.dismissed = over && mark
	voice.textContent = ''
})

for (const svg of document.querySelectorAll('svg[data-chart]')) new Chart(svg)
