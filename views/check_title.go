package views

import (
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// columnRules are the rules that follow from what a column is declared to hold, as the
// record of checks writes them: the column first, then at most one value.
var columnRules = []locale.Msg{
	"{column} is never empty",
	"{column} is one of its listed values",
	"{column} has its form",
	"{column} is at least {value}",
	"{column} is at most {value}",
	"{column} names a row of {value}",
	"{column} is a plain whole number",
	"{column} is a plain decimal number",
	"{column} is true or false",
	"{column} is a day as YYYY-MM-DD",
}

// checkTitle writes the title of a check in the reader's language, or in English and so marked.
func checkTitle(w Words, d *data.Dataset, title string) layout.Phrase {
	m, column, value := columnRule(d, title)
	if m == "" {
		return phrase(w, title)
	}
	p := layout.Phrase{Text: w.T(m, "column", column, "value", value)}
	if !w.Has(m) {
		p.Lang = inEnglish(w)
	}
	return p
}

// columnRule takes apart the title of a check on one column. A rule of a dataset's own is none.
func columnRule(d *data.Dataset, title string) (m locale.Msg, column, value string) {
	column, rule, _ := strings.Cut(title, " ")
	if _, ok := d.Field(column); !ok {
		return "", "", ""
	}
	for _, m := range columnRules {
		begins, _, valued := strings.Cut(strings.TrimPrefix(string(m), "{column} "), "{value}")
		if value, ok := strings.CutPrefix(rule, begins); ok && valued == (value != "") {
			return m, column, value
		}
	}
	return "", "", ""
}
