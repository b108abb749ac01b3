package views

import (
	"strconv"
	"strings"

	"citas/data"
)

// leadOverview are the sentences of the home page, from the row of overview.sql: what was
// processed, for whom, how many asked, how long they waited, in which languages. A
// sentence whose figures are not there is left out.
func leadOverview(row data.Row, w Words) []string {
	sentences := leadAllocations(row, w)
	if rate, ok := row.Float("asked_per_place"); ok {
		sentences = append(sentences, w.T("{when} {people} people a day asked for {places} places ({rate} to one).", "when", partOfYear(w, dayOf(row, "asked_by")),
			"people", qualified(w, row.Text("asked_qualifier"), w.Count(row.Int("asked"))), "places", row.Int("places"), "rate", w.Number(rate, 0)))
	}
	return append(append(sentences, waitsSentence(row, w)...), languagesSentence(row, w)...)
}

func waitsSentence(row data.Row, w Words) []string {
	var parts []string
	if wait, ok := row.Float("average_wait"); ok {
		n := row.Int("averages")
		parts = append(parts, Capital(w.N(n, "{count} official average wait was published: {wait} {unit} ({whom}, {month})", "{count} official average waits were published, the newest: {wait} {unit} ({whom}, {month})",
			"count", w.Small(n), "wait", w.Number(wait, 0), "unit", enumWords(w, row.Text("average_unit")), "whom", describedAs(w, row.Text("average_population")), "month", w.Month(dayOf(row, "average_observed")))))
	}
	if wait, ok := row.Float("longest_wait"); ok {
		parts = append(parts, w.T("longest reported wait: up to {wait} {unit} ({month})", "wait", w.Number(wait, 0), "unit", enumWords(w, row.Text("longest_unit")), "month", w.Month(dayOf(row, "longest_observed"))))
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{Capital(strings.Join(parts, "; ")) + "."}
}

// describedAs is whom an average describes, as it was said.
func describedAs(w Words, population string) string {
	if w.English() {
		return population
	}
	return averageOf(w, population)
}

func languagesSentence(row data.Row, w Words) []string {
	var counts []string
	for _, text := range strings.Split(row.Text("language_counts"), "|") {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			counts = append(counts, w.Small(n))
		}
	}
	switch len(counts) {
	case 0:
		return nil
	case 1:
		return []string{w.T("Sources count {count} languages in the app.", "count", counts[0])}
	}
	last := len(counts) - 1
	return []string{w.T("The app spoke {some} languages or {most}: sources dispute it.", "some", strings.Join(counts[:last], ", "), "most", counts[last])}
}
