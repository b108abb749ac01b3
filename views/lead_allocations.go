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
		return []string{w.T(noFigures)}
	}
	split := w.T("rounded; no later count held")
	if row.Has("later_years") {
		split = w.T("{first} by {month}, then {later}; rounded; no later count held", "first", row.Int("first_year"), "month", w.Month(dayOf(row, "first_year_by")), "later", row.Int("later_years"))
	}
	sentences := []string{
		w.T("{count} appointments were processed at southwest land ports from {from} to {to} ({split}).", "count", row.Int("processed"),
			"from", w.Month(dayOf(row, "first_month")), "to", w.Month(dayOf(row, "last_month")), "split", split),
	}
	if rate, ok := row.Float("rate"); ok {
		sentences = append(sentences, w.T("From {from} to {to} about {rate} a day were processed ({appointments} in {days} days), against {announced} announced.",
			"from", w.Month(dayOf(row, "rate_from")), "to", w.Month(dayOf(row, "rate_to")), "rate", w.Number(rate, 0),
			"appointments", row.Int("rate_appointments"), "days", row.Int("rate_days"), "announced", row.Int("announced")))
	}
	return sentences
}

// countriesLead names the countries whose citizens held most appointments.
func countriesLead(row data.Row, w Words) []string {
	if !row.Has("country_names") || row.Int("processed") == 0 {
		return nil
	}
	all := float64(row.Int("processed"))
	held, codes := strings.Split(row.Text("country_appointments"), "|"), strings.Split(row.Text("country_codes"), "|")
	var parts []string
	for i, name := range strings.Split(row.Text("country_names"), "|") {
		n, err := strconv.ParseFloat(held[i], 64)
		if err != nil {
			return nil // the query writes whole numbers
		}
		parts = append(parts, countryWords(w, codes[i], name)+" "+w.Percent(n/all, 1))
	}
	together := row.Int("countries_appointments")
	return []string{w.T("Citizens of {countries} countries held {share} of them, {count}: {list}.", "countries", w.Small(row.Int("countries")),
		"share", w.Percent(float64(together)/all, 0), "count", together, "list", w.Join(parts))}
}
