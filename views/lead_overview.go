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
		sentences = append(sentences, partOfYear(dayOf(row, "asked_by"))+" "+qualified(row.Text("asked_qualifier"), w.Count(row.Int("asked")))+
			" people a day asked for "+w.Count(row.Int("places"))+" places ("+w.Number(rate, 0)+" to one).")
	}
	return append(append(sentences, waitsSentence(row, w)...), languagesSentence(row, w)...)
}

func waitsSentence(row data.Row, w Words) []string {
	var parts []string
	if wait, ok := row.Float("average_wait"); ok {
		n := row.Int("averages")
		text := Capital(w.Small(n)) + " official average wait was published: "
		if n > 1 {
			text = Capital(w.Small(n)) + " official average waits were published, the newest: "
		}
		parts = append(parts, text+w.Number(wait, 0)+" "+row.Text("average_unit")+" ("+row.Text("average_population")+", "+w.Month(dayOf(row, "average_observed"))+")")
	}
	if wait, ok := row.Float("longest_wait"); ok {
		parts = append(parts, "longest reported wait: up to "+w.Number(wait, 0)+" "+row.Text("longest_unit")+" ("+w.Month(dayOf(row, "longest_observed"))+")")
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{Capital(strings.Join(parts, "; ")) + "."}
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
		return []string{"Sources count " + counts[0] + " languages in the app."}
	}
	last := len(counts) - 1
	return []string{"The app spoke " + strings.Join(counts[:last], ", ") + " languages or " + counts[last] + ": sources dispute it."}
}
