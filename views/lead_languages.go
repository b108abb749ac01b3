package views

import (
	"strings"

	"citas/data"
)

// leadLanguages says the main finding on languages, from the row of lead-languages.
func leadLanguages(row data.Row, w Words) []string {
	side := func(count, by string) string {
		n := row.Int(count)
		if n == 0 {
			return w.T("no source says")
		}
		return w.N(n, "{who} says", "{who} say", "who", w.Join(said(w, strings.Split(row.Text(by), "; "))))
	}
	lead := []string{
		w.T("Three languages or five: disputed. {some} three; {others} five.", "some", Capital(side("say_three", "three_by")), "others", side("say_five", "five_by")),
		w.T("Three means English, Spanish and Haitian Creole; five adds Portuguese and Russian."),
	}
	if spanish, ok := row.Float("spanish_share"); ok {
		haiti, _ := row.Float("haiti_share")
		russia, _ := row.Float("russia_share")
		from, _ := row.Day("first_month")
		to, _ := row.Day("last_month")
		lead = append(lead, w.T("Of the appointments processed from {from} to {to}, {spanish} were of citizens of countries where Spanish is official, {haiti} of Haiti, {russia} of Russia.",
			"from", w.Month(from), "to", w.Month(to), "spanish", w.Percent(spanish, 1), "haiti", w.Percent(haiti, 1), "russia", w.Percent(russia, 1)))
	}
	return lead
}
