package e2e_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// checkFilter asserts that rows can be chosen by keyboard and by mouse, that the
// address says what was chosen, and that the file on offer holds those rows only.
func checkFilter(t *testing.T, s *site) {
	t.Run("keyboard", func(t *testing.T) {
		b := s.open(t)
		b.visit(aDataset)
		b.tabTo(`#rows > details > summary`)
		b.press(kb.Enter)
		b.wait(`document.querySelector('#rows > details').open`)
		b.tabTo(`#filter-nationality`)
		b.press("VE")
		b.wait(`document.querySelector('#filter-nationality').value === 'VE'`)
		b.tabTo(`.filter button[type=submit]`)
		b.press(kb.Enter)
		b.filtered(s)
	})
	t.Run("mouse", func(t *testing.T) {
		b := s.open(t)
		b.visit(aDataset)
		b.do(
			chromedp.Click(chromedp.CSS(`#rows > details > summary`)),
			chromedp.WaitVisible(chromedp.CSS(`#filter-nationality`)),
			chromedp.SetValue(chromedp.CSS(`#filter-nationality`), "VE"), // a list opens outside the page
			chromedp.Click(chromedp.CSS(`.filter button[type=submit]`)),
		)
		b.filtered(s)
	})
}

// filtered waits for the rows of Venezuela and reads the file offered with them.
func (b *tab) filtered(s *site) {
	b.Helper()
	b.do(chromedp.WaitVisible(chromedp.CSS(`#rows .active`)), chromedp.WaitReady(chromedp.CSS(`footer`)))
	if got := eval[string](b, `location.pathname + location.search`); got != aDataset+"?nationality=VE" {
		b.Errorf("the form leads to %s", got)
	}
	if n := eval[int](b, `document.querySelectorAll('#preview tbody tr').length`); n == 0 {
		b.Error("no rows are shown")
	}
	href := eval[string](b, `document.querySelector('#rows .downloads a[href*=".csv"]').getAttribute('href')`)
	if !strings.HasSuffix(href, ".csv?nationality=VE") {
		b.Errorf("the CSV on offer is %s", href)
	}
	records, err := csv.NewReader(s.get(b.T, href).Body).ReadAll()
	if err != nil || len(records) < 2 {
		b.Fatalf("%s: %d records, %v", href, len(records), err)
	}
	for _, r := range records[1:] {
		if !strings.Contains(strings.Join(r, "\t")+"\t", "\tVE\t") {
			b.Fatalf("a row of another nationality: %q", r)
		}
	}
}
