package e2e_test

import (
	"strings"
	"testing"
)

// checkStories asserts that the stories lead with their figure and that each chart is
// drawn once, with words for those who do not see it.
func checkStories(t *testing.T, s *site) {
	for _, story := range []struct {
		path, title, lead string
		charts            int
	}{
		{"/", "CBP One", "771,280", 3},
		{"/allocations", "Allocations", "771,280", 8},
		{"/wait-times", "Wait times", "10 weeks", 2},
		{"/languages", "Languages", "language", 4},
	} {
		t.Run(story.path, func(t *testing.T) {
			b := s.open(t)
			for _, width := range []int64{1280, 390} {
				b.size(width, 900)
				b.visit(story.path)
				got := eval[struct {
					Title  string   `json:"title"`
					Lead   string   `json:"lead"`
					Charts int      `json:"charts"`
					Faults []string `json:"faults"`
				}](b, storyJS)
				if !strings.Contains(got.Title, story.title) {
					t.Errorf("headline %q does not say %q", got.Title, story.title)
				}
				if !strings.Contains(got.Lead, story.lead) {
					t.Errorf("the sentences under it do not say %q: %s", story.lead, got.Lead)
				}
				if got.Charts < story.charts {
					t.Errorf("%d charts at %d px, want at least %d", got.Charts, width, story.charts)
				}
				b.none("chart", got.Faults)
			}
		})
	}
}

const storyJS = `(() => {
	const faults = []
	const seen = e => e.checkVisibility() && e.getBoundingClientRect().width > 0
	const drawn = [...document.querySelectorAll('figure svg')].filter(seen)
	for (const svg of drawn) {
		const id = svg.dataset.chart, box = svg.getBoundingClientRect()
		const text = tag => svg.querySelector(':scope > ' + tag)?.textContent.trim() ?? ''
		if (svg.getAttribute('role') != 'img') faults.push(id + ' has no role img')
		if (!text('title') || text('desc').length < 40) faults.push(id + ' has no title or no description')
		for (const ref of (svg.getAttribute('aria-labelledby') ?? 'none').split(' '))
			if (!document.getElementById(ref)) faults.push(id + ' is labelled by nothing: ' + ref)
		if (box.width < 200 || box.height < 100) faults.push(id + ' is only ' + box.width + ' x ' + box.height)
		for (const t of svg.querySelectorAll('text')) {
			const r = t.getBoundingClientRect()
			if (r.width && (r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 1 || r.bottom > box.bottom + 1))
				faults.push(id + ': cut label "' + t.textContent + '"')
		}
	}
	for (const f of document.querySelectorAll('figure')) {
		const n = [...f.querySelectorAll('.drawing svg')].filter(seen).length
		if (n > 1) faults.push(f.id + ' is drawn ' + n + ' times')
		if (n == 0 && !f.querySelector('.drawing table')) faults.push(f.id + ' shows neither chart nor table')
		if (!f.querySelector('h1, h2')?.textContent.trim()) faults.push(f.id + ' has no headline')
	}
	return {
		title: document.querySelector('h1').textContent,
		lead: [...document.querySelectorAll('.lead, .lead-more')].map(e => e.textContent).join(' '),
		charts: drawn.length, faults,
	}
})()`
