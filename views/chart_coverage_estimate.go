package views

import (
	"fmt"
	"slices"

	"citas/data"
	"citas/views/chart"
)

var _ = declareChart(Chart{
	ID: "coverage-estimate", Story: Languages, Place: 5,
	Name:     "Estimated reach of the app’s languages (modelled)",
	Subtitle: "Modelled estimate: share of each country’s people who can use one of three or of five languages; countries named in the newest table on appointments",
	Level:    data.Modelled,
	Datasets: []string{"language-coverage", "appointments-processed", "territories", "nationality-language-overrides"},
	Columns: []Head{
		{Column: "nationality", Label: "Code"},
		{Column: "name", Label: "Nationality"},
		{Column: "language_set", Label: "Languages"},
		{Column: "low", Label: "Low, modelled", Form: Percent1},
		{Column: "high", Label: "High, modelled", Form: Percent1},
		{Column: "shares", Label: "Shares used", Unit: "percent"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "confidence", Label: "Confidence in the shares"},
		{Column: "locator", Label: "Place in the sources"},
		{Column: "release_id", Label: "Release"},
	},
	Filters:  []Filter{byNationality("name"), byKind("Languages counted", "language_set", languageSet)},
	Headline: headlineCoverage,
	Figure: func(f Frame) chart.Figure {
		sets := []chart.Series{
			{Name: "three: English, Spanish, Haitian Creole", Color: chart.C1},
			{Name: "five: also Portuguese and Russian", Color: chart.C3},
		}
		least := 0.8 // the ends are far from zero, and marks that are no bars need no zero
		fig := chart.Figure{
			X: chart.Axis{Label: "Share of the country’s people (modelled estimate)", Percent: true, Min: &least, Decimals: 1},
			Y: chart.Axis{Scale: chart.Categories},
		}
		var none, weak []string
		f.Each(func(r data.Row) {
			row := r.Text("name")
			if !slices.Contains(fig.Y.Rows, row) {
				fig.Y.Rows = append(fig.Y.Rows, row)
			}
			if r.Text("confidence") == "low" && !slices.Contains(weak, row) {
				weak = append(weak, row)
			}
			i := 0
			if r.Text("language_set") == "five" {
				i = 1
			}
			low, ok := r.Float("low")
			high, _ := r.Float("high")
			pt := chart.Point{From: f.from(r), Row: row, Value: chart.V(low), Lo: low, Hi: high}
			pt.Label = fmt.Sprintf("%s, %s languages: %s (modelled; %s)", row, r.Text("language_set"), percentRange(f.Words, low, high), r.Text("shares"))
			if !ok {
				pt.Value = chart.Missing("no estimate")
				none = append(none, fmt.Sprintf("%s with %s languages", row, r.Text("language_set")))
			}
			sets[i].Points = append(sets[i].Points, pt)
		})
		fig.Layers = []chart.Layer{chart.Ranges{Series: sets}}
		if len(none) > 0 {
			fig.Notes = append(fig.Notes, "No estimate, which is not zero: "+f.Words.Join(none)+".")
		}
		if len(weak) > 0 {
			fig.Notes = append(fig.Notes, "The share rests on a source rated low: "+f.Words.Join(weak)+".")
		}
		return fig
	},
	How:    "Each row is a country, with one mark for three languages and one for five. The axis does not begin at zero. The low end is the largest share of a single language; the high end adds the shares of all, up to 100 %. Both ends meet where only one of the languages has a share.",
	Counts: "People who live in the country and can use one of the languages, by Unicode CLDR, with corrected shares where a source supports them.",
	Not:    "A measured share, or bounds that hold. Nationality is not language, and speaking is not reading. The people who used the app are no sample of their country: speakers of native languages may be more common among them. There is no series over time.",
	Notes: []string{
		"Whether the app had three or five languages is disputed, so both are shown. See who says which.",
		"Low: max(share). High: min(100 %, sum of shares). People who speak two languages are in both shares, so the truth is often nearer the low end.",
		"The table says how far the shares can be trusted. Some corrections are old, or count first languages only.",
		"Reading is not covered: a rate of literacy is held for only a few of these countries.",
	},
})

// languageSet names the languages that a share counts.
func languageSet(set string) string { return set + " languages" }

func headlineCoverage(f Frame) string {
	var three, floor = 0, 2.0
	var lacking []string
	five := map[string]string{}
	f.Each(func(r data.Row) {
		low, ok := r.Float("low")
		high, _ := r.Float("high")
		switch {
		case r.Text("language_set") == "five" && ok:
			five[r.Text("name")] = percentRange(f.Words, low, high)
		case r.Text("language_set") == "three" && ok:
			three++
			floor = min(floor, low)
		case r.Text("language_set") == "three":
			lacking = append(lacking, r.Text("name"))
		}
	})
	if three == 0 {
		return noFigures
	}
	text := fmt.Sprintf("Modelled estimate: three languages reach %s or more in %d of %d countries", f.Words.Percent(floor, 0), three, three+len(lacking))
	for _, name := range lacking {
		if share, ok := five[name]; ok {
			text += fmt.Sprintf("; %s is known only with five: %s", name, share)
		} else {
			text += fmt.Sprintf("; %s has none", name)
		}
	}
	return text + "."
}

// percentRange writes a range of shares, or the one value where both ends meet.
func percentRange(w Words, low, high float64) string {
	if low == high {
		return w.Percent(low, 0)
	}
	return w.Number(low*100, 0) + "–" + w.Percent(high, 0)
}
