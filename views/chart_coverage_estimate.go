package views

import (
	"slices"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "coverage-estimate", Story: Languages, Place: 5,
	Name:     "Estimated reach of the app’s languages (modelled)",
	Subtitle: "Modelled estimate: share of each country’s people who can use one of three or of five languages; countries named in the newest table on appointments",
	Level:    data.Modelled,
	Datasets: []string{"language-coverage", "appointments-processed", "territories", "nationality-language-overrides"},
	Key:      []string{"nationality", "language_set"},
	Columns: []Head{
		{Column: "nationality", Label: "Code"},
		{Column: "name", Label: "Nationality", Form: Country},
		{Column: "language_set", Label: "Languages", Form: Status},
		{Column: "low", Label: "Low, modelled", Form: Percent1},
		{Column: "high", Label: "High, modelled", Form: Percent1},
		{Column: "shares", Label: "Shares used", Unit: "percent"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "confidence", Label: "Confidence in the shares", Form: Status},
		{Column: "locator", Label: "Place in the sources"},
		{Column: "release_id", Label: "Release"},
	},
	Filters:  []Filter{byNationality("name"), byKind("Languages counted", "language_set", languageSet)},
	Headline: headlineCoverage,
	Figure: func(f Frame) chart.Figure {
		sets := []chart.Series{
			{Name: f.T("three: English, Spanish, Haitian Creole"), Color: chart.C1},
			{Name: f.T("five: also Portuguese and Russian"), Color: chart.C3},
		}
		least := 0.8 // the ends are far from zero, and marks that are no bars need no zero
		fig := chart.Figure{
			X: chart.Axis{Label: f.T("Share of the country’s people (modelled estimate)"), Percent: true, Min: &least, Decimals: 1},
			Y: chart.Axis{Scale: chart.Categories},
		}
		var none, weak []string
		f.Each(func(r data.Row) {
			row := countryWords(f.Words, r.Text("nationality"), r.Text("name"))
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
			pt.Label = f.T("{country}, {languages}: {range} (modelled; {shares})", "country", row, "languages", languageSet(f.Words, r.Text("language_set")), "range", percentRange(f.Words, low, high), "shares", r.Text("shares"))
			if !ok {
				pt.Value = chart.Missing(f.T("no estimate"))
				none = append(none, f.T("{country} with {languages}", "country", row, "languages", languageSet(f.Words, r.Text("language_set"))))
			}
			sets[i].Points = append(sets[i].Points, pt)
		})
		fig.Layers = []chart.Layer{chart.Ranges{Series: sets}}
		if len(none) > 0 {
			fig.Notes = append(fig.Notes, f.T("No estimate, which is not zero: {which}.", "which", f.Words.Join(none)))
		}
		if len(weak) > 0 {
			fig.Notes = append(fig.Notes, f.T("The share rests on a source rated low: {which}.", "which", f.Words.Join(weak)))
		}
		return fig
	},
	How:    "Each row is a country, with one mark for three languages and one for five. The axis does not begin at zero. The low end is the largest share of a single language; the high end adds the shares of all, up to 100 %. Both ends meet where only one of the languages has a share.",
	Counts: "People who live in the country and can use one of the languages, by Unicode CLDR, with corrected shares where a source supports them.",
	Not:    "A measured share, or bounds that hold. Nationality is not language, and speaking is not reading. The people who used the app are no sample of their country: speakers of native languages may be more common among them. There is no series over time.",
	Notes: []locale.Msg{
		"Whether the app had three or five languages is disputed, so both are shown. See who says which.",
		"Low: max(share). High: min(100 %, sum of shares). People who speak two languages are in both shares, so the truth is often nearer the low end.",
		"The table says how far the shares can be trusted. Some corrections are old, or count first languages only.",
		"Reading is not covered: a rate of literacy is held for only a few of these countries.",
	},
})

// languageSet names the languages that a share counts.
func languageSet(w Words, set string) string { return enumWords(w, set+" languages") }

func headlineCoverage(f Frame) string {
	var three, floor = 0, 2.0
	var lacking []string
	five := map[string]string{}
	f.Each(func(r data.Row) {
		low, ok := r.Float("low")
		high, _ := r.Float("high")
		name := countryWords(f.Words, r.Text("nationality"), r.Text("name"))
		switch {
		case r.Text("language_set") == "five" && ok:
			five[name] = percentRange(f.Words, low, high)
		case r.Text("language_set") == "three" && ok:
			three++
			floor = min(floor, low)
		case r.Text("language_set") == "three":
			lacking = append(lacking, name)
		}
	})
	if three == 0 {
		return f.T(noFigures)
	}
	text := f.T("Modelled estimate: three languages reach {share} or more in {some} of {all} countries", "share", f.Words.Percent(floor, 0), "some", three, "all", three+len(lacking))
	for _, name := range lacking {
		if share, ok := five[name]; ok {
			text += f.T("; {country} is known only with five: {share}", "country", name, "share", share)
		} else {
			text += f.T("; {country} has none", "country", name)
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
