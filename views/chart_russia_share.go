package views

import (
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "russia-share", Story: Languages, Place: 3,
	Name:     "Russian citizens’ share of appointments (derived)",
	Subtitle: "Appointments of citizens of Russia as a share of all CBP One appointments processed at southwest ports, by month (derived)",
	Level:    data.Derived,
	Datasets: []string{"appointments-processed"},
	Key:      []string{"month"},
	Columns: []Head{
		{Column: "month", Label: "Month", Form: Month},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "appointments", Label: "Russia", Unit: "appointments"},
		{Column: "total", Label: "All", Unit: "appointments"},
		{Column: "share", Label: "Share", Form: Percent1, Low: "share_low", High: "share_high"},
		{Column: "share_low", Label: "At least, by rounding", Form: Percent1},
		{Column: "share_high", Label: "At most, by rounding", Form: Percent1},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "locator", Label: "Cell of the workbook"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byPeriod("month")},
	Headline: func(f Frame) string {
		var top, last data.Row
		most, newest := -1.0, -1.0
		f.Each(func(r data.Row) {
			if share, ok := r.Float("share"); ok {
				if share > most {
					top, most = r, share
				}
				last, newest = r, share
			}
		})
		if most < 0 {
			return f.T(noFigures)
		}
		at, until := monthWords(f.Words, top), monthWords(f.Words, last)
		if at == until {
			return f.T("Russia: {share} in {month}.", "share", f.Words.Percent(most, 1), "month", at)
		}
		return f.T("Russia: {share} in {month}, {newest} in {until}.", "share", f.Words.Percent(most, 1), "month", at, "newest", f.Words.Percent(newest, 1), "until", until)
	},
	Figure: func(f Frame) chart.Figure {
		band := chart.Series{Name: f.T("range left by rounding"), Color: chart.C1}
		line := chart.Series{Name: f.T("Russia"), Color: chart.C1}
		var first, last time.Time
		f.Each(func(r data.Row) {
			month, _ := r.Day("month")
			if first.IsZero() {
				first = month
			}
			last = month
			share, ok := r.Float("share")
			if !ok {
				line.Points = append(line.Points, chart.Point{From: f.from(r), At: month, Value: chart.Missing(f.T("no file held"))})
				return
			}
			low, _ := r.Float("share_low")
			high, _ := r.Float("share_high")
			label := f.T("{month}: {share} ({some} of {all} appointments)", "month", Capital(f.Words.Month(month)), "share", f.Words.Percent(share, 1), "some", r.Int("appointments"), "all", r.Int("total"))
			band.Points = append(band.Points, chart.Point{From: f.from(r), At: month, Value: chart.V(share), Lo: low, Hi: high})
			line.Points = append(line.Points, chart.Point{From: f.from(r), At: month, Value: chart.V(share), Label: label})
		})
		axis := chart.Months(first, last)
		axis.Fiscal = true
		return chart.Figure{
			X:      axis,
			Y:      chart.Axis{Label: f.T("Share of appointments processed"), Percent: true, Zero: true, Decimals: 1},
			Layers: []chart.Layer{chart.Band{Series: []chart.Series{band}}, chart.Lines{Series: []chart.Series{line}}},
			Breaks: []chart.Break{title42Break(f.Words)},
			Events: []chart.Event{schedulingEnds(f.Words)},
			Notes:  []string{f.T("January 2023 is partial: scheduling opened on the 12th. May 2023 mixes both rules.")},
		}
	},
	How:    "The line is the share of each month. The band around it is what rounding leaves open: each printed figure can be up to five lower or higher, for Russia and for the total. The line is cut where the rules changed.",
	Counts: "Appointments of citizens of Russia that were processed, over all appointments that were processed in the month.",
	Not:    "People who speak Russian. Many citizens of other countries do, and they are not named in the table. It does not say whether the app had Russian: sources contradict each other on that.",
	Notes: []locale.Msg{
		"The band is thin since the monthly totals are large.",
		"A fall of the share can go with more appointments for others: see the counts in the table.",
	},
})

func monthWords(w Words, r data.Row) string {
	month, _ := r.Day("month")
	return w.Month(month)
}
