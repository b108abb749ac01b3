package views

import (
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "court-languages", Story: Languages, Place: 4,
	Name:     "Languages of the immigration courts (derived)",
	Subtitle: "Proceedings completed in US immigration courts by language, as a share of the printed total, by fiscal year (shares derived)",
	Level:    data.Derived,
	Datasets: []string{"court-languages"},
	Key:      []string{"fiscal_year", "language"},
	Columns: []Head{
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "language", Label: "Code"},
		{Column: "language_label", Label: "Language, as printed", Form: Status},
		{Column: "proceedings", Label: "Completed", Unit: "proceedings"},
		{Column: "total", Label: "Printed total", Unit: "proceedings"},
		{Column: "share", Label: "Share", Form: Percent1},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "source_id", Label: "Source", Form: Link},
		{Column: "locator", Label: "Place in the source"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byPeriod("fiscal_year")},
	Headline: func(f Frame) string {
		if f.Len() == 0 {
			return f.T(noFigures)
		}
		newest := f.Row(f.Len() - 1).Int("fiscal_year")
		share := 0.0
		f.Each(func(r data.Row) {
			if r.Int("fiscal_year") == newest && slices.Contains([]string{"en", "es", "ht"}, r.Text("language")) {
				v, _ := r.Float("share")
				share += v
			}
		})
		return f.T("Immigration courts: {share} in English, Spanish or Haitian Creole in {year}.", "share", f.Words.Percent(share, 1), "year", f.Words.FiscalYear(int(newest)))
	},
	Figure: func(f Frame) chart.Figure {
		var series []chart.Series
		at := map[string]int{}
		var years []int
		f.Each(func(r data.Row) {
			name := courtLanguage(f, r)
			i, ok := at[name]
			if !ok {
				i = len(series)
				at[name] = i
				series = append(series, chart.Series{Name: name})
				if l := r.Text("language"); l == "other" || l == "unknown" {
					series[i].Color = chart.Grey
				}
			}
			year := int(r.Int("fiscal_year"))
			if !slices.Contains(years, year) {
				years = append(years, year)
			}
			share, _ := r.Float("share")
			n, _ := r.Float("proceedings")
			series[i].Points = append(series[i].Points, chart.Point{
				From: f.from(r),
				At:   onDay(year, time.January, 1), Value: chart.V(n),
				Label: f.T("{year}: {language} {share} ({count} proceedings)", "year", f.Words.FiscalYear(year), "language", name, "share", f.Words.Percent(share, 1), "count", r.Int("proceedings")),
			})
		})
		fig := chart.Figure{
			Y:      chart.Axis{Label: f.T("Share of proceedings completed"), Unit: f.T("proceedings"), Percent: true, Decimals: 1},
			Layers: []chart.Layer{chart.Bars{Mode: chart.Share, Values: true, Series: series}},
			Notes:  []string{f.T("A fiscal year runs from October to September: FY2023 is October 2022 to September 2023. FY2020 and FY2021 were disturbed by COVID-19.")},
		}
		if len(years) > 0 {
			fig.X = chart.FiscalYears(onDay(years[0], time.January, 1), onDay(years[len(years)-1], time.January, 1))
		}
		return fig
	},
	How:    "Each bar is a fiscal year and adds to 100 %. Spanish, English and Haitian Creole stand at the foot: the three languages that both sides of the dispute name for the app.",
	Counts: "Removal cases of all kinds that immigration courts completed, by the language of the case.",
	Not:    "People who used the app. Court cases are of people from all of the country and of earlier years. Russian, K’iche’ and Mam are inside other languages.",
	Notes: []locale.Msg{
		"The shares are worked out from the printed counts. The counts of the languages add to the printed total.",
		"Only the newest years overlap with the app: it took requests from January 2023 on.",
	},
})

// courtLanguage is a printed language in a few words.
func courtLanguage(f Frame, r data.Row) string {
	switch r.Text("language") {
	case "cmn":
		return f.T("Mandarin")
	case "other", "unknown":
		return f.T("other or unknown")
	}
	return f.Value(strings.TrimSpace(r.Text("language_label")))
}
