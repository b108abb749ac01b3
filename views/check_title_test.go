package views

import (
	"testing"

	"citas/data/datatest"
	"citas/views/locale"
)

// TestCheckTitles: in English a rule stands as the record of checks writes it, and every
// rule on one column is met, so that a new wording is not left in English elsewhere.
func TestCheckTitles(t *testing.T) {
	met := map[locale.Msg]bool{}
	for _, d := range datatest.Edition(t).Catalog().Datasets() {
		for _, check := range d.AllChecks() {
			if got := checkTitle(Words{}, d, check.Title); got.Text != check.Title || got.Lang != "" {
				t.Errorf("%s: %q (%q), declared %q", check.ID, got.Text, got.Lang, check.Title)
			}
			m, _, _ := columnRule(d, check.Title)
			met[m] = true
		}
	}
	for _, m := range columnRules {
		if !met[m] {
			t.Errorf("no check says %q", m)
		}
	}
}
