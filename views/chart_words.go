package views

import (
	"time"

	"citas/views/chart"
	"citas/views/locale"
)

// formatOf tells a drawing how a language writes numbers, dates and the fixed phrases.
func formatOf(w Words) chart.Format {
	if w.English() {
		return chart.Format{}
	}
	phrases := map[string]string{}
	for key, text := range chart.Phrases() {
		phrases[key] = w.T(locale.Msg(text))
	}
	return chart.Format{
		Number:       w.Number,
		Percent:      w.Percent,
		MonthInitial: func(m time.Month) string { return initial(w.MonthName(m)) },
		MonthShort:   w.ShortName,
		MonthYear:    w.Month,
		Quarter:      w.QuarterName,
		FiscalYear:   w.FiscalYear,
		Date:         w.Day,
		Phrases:      phrases,
	}
}

// initial is the first letter of a word, large.
func initial(word string) string {
	for _, r := range locale.Capital(word) {
		return string(r)
	}
	return ""
}
