package views

import "citas/views/layout"

// licence names the terms under which something may be used.
type licence struct{ ID, Title, URL string }

// chartLicence holds for our drawings and texts. The numbers in them are freer: each
// dataset names its own licence.
var chartLicence = licence{ID: "CC BY 4.0", Title: "Creative Commons Attribution 4.0 International", URL: "https://creativecommons.org/licenses/by/4.0/"}

// licenceFact says who may use a drawing and its words, and how to credit them.
func licenceFact(w Words, publisher string) layout.Fact {
	return layout.Fact{Term: "Licence of the chart and its words", Parts: []layout.Part{
		{Text: chartLicence.Title + " (" + chartLicence.ID + ")", Href: chartLicence.URL},
		{Text: w.T("Credit: “Chart: {publisher}, {licence}”, with the source and the day.", "publisher", orElse(publisher, "citas"), "licence", chartLicence.ID)},
	}}
}
