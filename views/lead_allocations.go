package views

import (
	"strconv"
	"strings"

	"citas/data"
)

// leadAllocations are the sentences that lead the story of the allocations, from the row
// of lead-allocations.sql. A sentence whose figures are not there is left out.
func leadAllocations(row data.Row, w Words) []string {
	return append(processedLead(row, w), countriesLead(row, w)...)
}

// processedLead says how many appointments were processed, and at which rate.
func processedLead(row data.Row, w Words) []string {
	if !row.Has("processed") || !row.Has("last_month") {
		return []string{noFigures}
	}
	split := "rounded"
	if row.Has("later_years") {
		split = w.Count(row.Int("first_year")) + " by " + w.Month(dayOf(row, "first_year_by")) + ", then " + w.Count(row.Int("later_years")) + "; rounded"
	}
	sentences := []string{
		w.Count(row.Int("processed")) + " appointments were processed at southwest land ports from " +
			w.Month(dayOf(row, "first_month")) + " to " + w.Month(dayOf(row, "last_month")) + " (" + split + "; no later count held).",
	}
	if rate, ok := row.Float("rate"); ok {
		sentences = append(sentences, "From "+w.Month(dayOf(row, "rate_from"))+" to "+w.Month(dayOf(row, "rate_to"))+" about "+w.Number(rate, 0)+
			" a day were processed ("+w.Count(row.Int("rate_appointments"))+" in "+w.Count(row.Int("rate_days"))+" days), against "+w.Count(row.Int("announced"))+" announced.")
	}
	return sentences
}

// countriesLead names the countries whose citizens held most appointments.
func countriesLead(row data.Row, w Words) []string {
	if !row.Has("country_names") || row.Int("processed") == 0 {
		return nil
	}
	all := float64(row.Int("processed"))
	held := strings.Split(row.Text("country_appointments"), "|")
	var parts []string
	for i, name := range strings.Split(row.Text("country_names"), "|") {
		n, err := strconv.ParseFloat(held[i], 64)
		if err != nil {
			return nil // the query writes whole numbers
		}
		parts = append(parts, name+" "+w.Percent(n/all, 1))
	}
	together := row.Int("countries_appointments")
	return []string{"Citizens of " + w.Small(row.Int("countries")) + " countries held " + w.Percent(float64(together)/all, 0) + " of them, " + w.Count(together) + ": " + w.Join(parts) + "."}
}
