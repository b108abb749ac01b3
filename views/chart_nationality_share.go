package views

import (
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "nationality-share", Story: Allocations, Place: 4,
	Name:     "Shares of four nationalities (derived)",
	Subtitle: "Share of appointments processed, by citizenship and calendar quarter; southwest land ports",
	Level:    data.Derived,
	Datasets: []string{"appointments-processed"},
	Key:      []string{"quarter", "nationality"},
	Columns: []Head{
		{Column: "quarter", Label: "Quarter", Form: Quarter},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "months", Label: "Months held", Form: Status},
		{Column: "whole_quarter", Label: "Whole quarter"},
		{Column: "nationality", Label: "Code"},
		{Column: "nationality_label", Label: "Nationality", Form: Country},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "share", Label: "Share", Unit: "share of the quarter, 0 to 1", Form: Percent1},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the release"},
	},
	Filters: []Filter{byPeriod("quarter").of("month")},
	Headline: func(f Frame) string {
		if !f.Facts.Has("share") {
			return f.T(noFigures)
		}
		share, _ := f.Facts.Float("share")
		return f.T("Citizens of {countries} countries held {share} of them.", "countries", f.Words.Small(f.Facts.Int("countries")), "share", f.Words.Percent(share, 0))
	},
	Figure: func(f Frame) chart.Figure {
		fig := chart.Figure{Y: chart.Axis{Label: f.T("Share of appointments processed in the quarter"), Percent: true, Decimals: 1}, Breaks: []chart.Break{title42Break(f.Words)}}
		var series []chart.Series
		place := map[string]int{}
		var first, last time.Time
		var partial []string
		f.Each(func(r data.Row) {
			code, quarter := r.Text("nationality"), dayOf(r, "quarter")
			if _, ok := place[code]; !ok {
				place[code] = len(series)
				s := chart.Series{Name: countryWords(f.Words, code, r.Text("nationality_label"))}
				if code == "others" {
					s.Color = chart.Grey
				}
				series = append(series, s)
			}
			if first.IsZero() {
				first = quarter
			}
			if !quarter.Equal(last) && r.Text("whole_quarter") == "false" {
				partial = append(partial, f.T("{quarter} holds {months}.", "quarter", f.Words.Quarter(quarter), "months", f.Value(r.Text("months"))))
			}
			last = quarter
			i := place[code]
			series[i].Points = append(series[i].Points, chart.Point{From: f.from(r), At: quarter, Value: chart.V(float64(r.Int("appointments")))})
		})
		if len(partial) > 0 {
			fig.Notes = []string{f.T("Quarters in part: {which}", "which", strings.Join(partial, " "))}
		}
		fig.X = chart.Quarters(first, last)
		fig.X.Fiscal = true
		fig.Layers = []chart.Layer{chart.Bars{Mode: chart.Share, Values: true, Series: series}}
		return fig
	},
	How:    "Each bar is a calendar quarter and is filled to 100 %. The parts are the four countries with the most appointments over the whole time, and all others. “Them” in the headline are the appointments that were processed from January 2023 on; its share uses the year totals as printed.",
	Counts: "Appointments that were processed at southwest land ports, by citizenship. DHS (OHSS) published the counts, rounded to 10; the shares are ours.",
	Not:    "People. An appointment that was processed does not mean that asylum was granted or even sought.",
	Notes: []locale.Msg{
		"Shares say nothing about how many places there were: that number rose in 2023.",
		"The first quarter begins on 12 January 2023, the last one held lacks September 2024. The table names the months in each quarter.",
		"Until 12 May 2023 appointments were only for exceptions to Title 42, so the first bar and part of the second count another thing.",
	},
})
