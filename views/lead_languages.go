package views

import (
	"fmt"
	"strings"

	"citas/data"
)

// leadLanguages says the main finding on languages, from the row of lead-languages.
func leadLanguages(row data.Row, w Words) []string {
	side := func(count, by string) string {
		n := row.Int(count)
		if n == 0 {
			return "no source says"
		}
		verb := "say"
		if n == 1 {
			verb = "says"
		}
		return fmt.Sprintf("%s %s", w.Join(strings.Split(row.Text(by), "; ")), verb)
	}
	lead := []string{
		fmt.Sprintf("Three languages or five: disputed. %s three; %s five.", Capital(side("say_three", "three_by")), side("say_five", "five_by")),
		"Three means English, Spanish and Haitian Creole; five adds Portuguese and Russian.",
	}
	if spanish, ok := row.Float("spanish_share"); ok {
		haiti, _ := row.Float("haiti_share")
		russia, _ := row.Float("russia_share")
		from, _ := row.Day("first_month")
		to, _ := row.Day("last_month")
		lead = append(lead, fmt.Sprintf("Of the appointments processed from %s to %s, %s were of citizens of countries where Spanish is official, %s of Haiti, %s of Russia.",
			w.Month(from), w.Month(to), w.Percent(spanish, 1), w.Percent(haiti, 1), w.Percent(russia, 1)))
	}
	return lead
}
