package views

import (
	"citas/data"
)

// leadWaitTimes says the main finding on waits, from the row of lead-wait-times.
func leadWaitTimes(row data.Row, w Words) []string {
	var lead []string
	if average, ok := row.Float("average"); ok {
		month, _ := row.Day("average_month")
		n := row.Int("officials")
		lead = append(lead, w.N(n, "One official average wait was published: {wait} {unit}, for {whom}, in {month}.", "{count} official average waits were published, the newest: {wait} {unit}, for {whom}, in {month}.",
			"count", Capital(w.Small(n)), "wait", plainNumber(w, average), "unit", enumWords(w, row.Text("average_unit")), "whom", averageOf(w, row.Text("average_of")), "month", w.Month(month)))
	} else {
		lead = append(lead, w.T("No official average wait was published that can stand alone."))
	}
	if longest, ok := row.Float("longest"); ok {
		month, _ := row.Day("longest_month")
		lead = append(lead, w.T("The longest wait reported for the whole border: up to {wait} {unit}, in {month}.", "wait", plainNumber(w, longest), "unit", enumWords(w, row.Text("longest_unit")), "month", w.Month(month)))
	}
	return append(lead, w.T("Nobody measured the waits: of {waits} published ones {told} are told cases, and {running} were still running.",
		"waits", row.Int("waits"), "told", row.Int("told"), "running", row.Int("running")))
}
