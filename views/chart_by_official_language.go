package views

import (
	"strings"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

// officialGroups are the groups of citizenships, in the order of the drawing.
var officialGroups = []string{"Spanish official", "Haiti", "Russia", "Other"}

var _ = declareChart(Chart{
	ID: "by-official-language", Story: Languages, Place: 2,
	Name:     "Appointments by official language of the country (derived)",
	Subtitle: "Share of CBP One appointments processed at southwest ports, by group of citizenships and calendar quarter, from January 2023 (derived)",
	Level:    data.Derived,
	Datasets: []string{"appointments-processed", "nationality-languages"},
	Key:      []string{"quarter", "official_language"},
	Columns: []Head{
		{Column: "quarter", Label: "Quarter", Form: Quarter},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "official_language", Label: "Group of citizenships", Form: Status},
		{Column: "appointments", Label: "Appointments", Unit: "appointments"},
		{Column: "share", Label: "Share", Form: Percent1},
		{Column: "months", Label: "Months with a figure", Unit: "months"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "locator", Label: "Cells of the workbook"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byPeriod("quarter").of("month")},
	Headline: func(f Frame) string {
		sums, all := map[string]int64{}, int64(0)
		f.Each(func(r data.Row) {
			sums[r.Text("official_language")] += r.Int("appointments")
			all += r.Int("appointments")
		})
		if all == 0 {
			return f.T(noFigures)
		}
		shares := make([]string, len(officialGroups))
		for i, g := range officialGroups {
			shares[i] = f.Words.Number(100*float64(sums[g])/float64(all), 1)
		}
		return f.T("Spanish official, Haiti, Russia, other: {shares}\u00a0%.", "shares", strings.Join(shares, " / "))
	},
	Figure: func(f Frame) chart.Figure {
		series := make([]chart.Series, len(officialGroups))
		for i, g := range officialGroups {
			series[i] = chart.Series{Name: f.Value(g)}
		}
		series[len(series)-1].Color = chart.Grey
		fig := chart.Figure{Y: chart.Axis{Label: f.T("Share of appointments processed"), Unit: f.T("appointments"), Percent: true}, Breaks: []chart.Break{title42Break(f.Words)}}
		first, last := fig.X.From, fig.X.To
		short := ""
		f.Each(func(r data.Row) {
			quarter, _ := r.Day("quarter")
			if first.IsZero() {
				first = quarter
			}
			last = quarter
			value := chart.Missing(f.T("no file held"))
			if n, ok := r.Float("appointments"); ok {
				value = chart.V(n)
				if r.Int("months") < 3 {
					short = f.Words.N(r.Int("months"), "{quarter} has {months} month with figures.", "{quarter} has {months} months with figures.", "quarter", f.Words.Quarter(quarter), "months", f.Words.Small(r.Int("months")))
				}
			}
			for i, g := range officialGroups {
				if g == r.Text("official_language") {
					series[i].Points = append(series[i].Points, chart.Point{From: f.from(r), At: quarter, Value: value})
				}
			}
		})
		fig.X = chart.Quarters(first, last)
		fig.X.Fiscal = true
		fig.Layers = []chart.Layer{chart.Bars{Mode: chart.Share, Values: true, Series: series}}
		fig.Notes = []string{f.T("Scheduling opened on 12 January 2023, so the first quarter is not whole.")}
		if short != "" {
			fig.Notes = append(fig.Notes, short)
		}
		return fig
	},
	How:    "Each bar is a quarter and adds to 100 %. The parts are appointments of citizens of countries where Spanish is official, of Haiti, of Russia, and of all others. The headline takes all quarters together.",
	Counts: "Appointments that were processed, as the Office of Homeland Security Statistics counts them, put together by citizenship.",
	Not:    "The languages that people spoke. Nationality is not language: many citizens of these countries speak another language, such as Mam or K’iche’, and some do not speak the official one. Processed does not mean that asylum was granted or even sought.",
	Notes: []locale.Msg{
		"Spanish is taken as official where Unicode CLDR lists it so, in law or in fact. Of the countries that the newest table names these are all but Haiti and Russia.",
		"Other holds every country that the table does not name, also some where Spanish is official, and unknown. It can be compared only within one release.",
		"Figures are rounded to ten. Until 12 May 2023 appointments were only for exceptions to Title 42.",
	},
})
