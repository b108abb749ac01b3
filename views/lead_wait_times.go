package views

import (
	"fmt"

	"citas/data"
)

// leadWaitTimes says the main finding on waits, from the row of lead-wait-times.
func leadWaitTimes(row data.Row, w Words) []string {
	var lead []string
	if average, ok := row.Float("average"); ok {
		month, _ := row.Day("average_month")
		start := "One official average wait was published"
		if n := row.Int("officials"); n > 1 {
			start = Capital(w.Small(n)) + " official average waits were published, the newest"
		}
		lead = append(lead, fmt.Sprintf("%s: %s %s, for %s, in %s.", start, plainNumber(w, average), row.Text("average_unit"), averageOf(row.Text("average_of")), w.Month(month)))
	} else {
		lead = append(lead, "No official average wait was published that can stand alone.")
	}
	if longest, ok := row.Float("longest"); ok {
		month, _ := row.Day("longest_month")
		lead = append(lead, fmt.Sprintf("The longest wait reported for the whole border: up to %s %s, in %s.", plainNumber(w, longest), row.Text("longest_unit"), w.Month(month)))
	}
	return append(lead, fmt.Sprintf("Nobody measured the waits: of %s published ones %s are told cases, and %s were still running.",
		w.Count(row.Int("waits")), w.Count(row.Int("told")), w.Count(row.Int("running"))))
}
