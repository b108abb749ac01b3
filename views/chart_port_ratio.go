package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "port-ratio", Story: Allocations, Place: 5,
	Name:     "Appointments processed for each encounter at ports (derived)",
	Subtitle: "Appointments processed ÷ encounters at southwest ports, by month from June 2023; the headline is the newest fiscal year, from its printed totals",
	Level:    data.Derived,
	Datasets: []string{"appointments-processed", "field-office-encounters"},
	Key:      []string{"month"},
	Columns: []Head{
		{Column: "month", Label: "Month", Form: Month},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "encounters", Label: "Encounters at ports", Unit: "encounters"},
		{Column: "ratio", Label: "Appointments per encounter", Unit: "appointments per encounter", Low: "low", High: "high"},
		{Column: "low", Label: "Lowest with rounding", Unit: "appointments per encounter"},
		{Column: "high", Label: "Highest with rounding", Unit: "appointments per encounter"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Places in the release"},
	},
	Filters: []Filter{byPeriod("month")},
	Headline: func(f Frame) string {
		if !f.Facts.Has("ratio") {
			return f.T(noFigures)
		}
		ratio, _ := f.Facts.Float("ratio")
		return f.T("For every 100 people met at southwest ports, {appointments} appointments were processed.", "appointments", f.Words.Number(100*ratio, 0))
	},
	Figure: func(f Frame) chart.Figure {
		var line chart.Series
		f.Each(func(r data.Row) {
			pt := chart.Point{From: f.from(r), At: dayOf(r, "month"), Value: pointValue(f, r, "ratio")}
			if pt.Value.Known() {
				pt.Value.V *= 100
			}
			line.Points = append(line.Points, pt)
		})
		zero, hundred := 0.0, 100.0
		fig := chart.Figure{
			X:      programmeMonths(),
			Y:      chart.Axis{Label: f.T("Appointments processed for every 100 encounters"), Unit: f.T("appointments per 100 encounters"), Decimals: 1, Min: &zero, Max: &hundred},
			Layers: []chart.Layer{chart.Lines{Series: []chart.Series{line}, Markers: true}},
		}
		fig.X.From = onDay(2023, 6, 1)
		if f.Facts.Has("ratio") && f.Facts.Has("drawn_ratio") {
			year, _ := f.Facts.Float("ratio")
			all, _ := f.Facts.Float("drawn_ratio")
			fig.Notes = []string{
				f.T("{months}, printed totals: {appointments} ÷ {encounters} = {ratio} per 100. All months drawn, {drawn}: {all}.",
					"months", monthSpan(f.Words, dayOf(f.Facts, "first_month"), dayOf(f.Facts, "last_month")), "appointments", f.Facts.Int("appointments"), "encounters", f.Facts.Int("encounters"),
					"ratio", f.Words.Number(100*year, 1), "drawn", monthSpan(f.Words, dayOf(f.Facts, "drawn_from"), dayOf(f.Facts, "drawn_to")), "all", f.Words.Number(100*all, 1)),
			}
		}
		return fig
	},
	How:    "The line shows how many appointments were processed for every 100 encounters at southwest ports in that month. It is a ratio of two tables, not a share: one counts appointments, the other counts encounters of all people at ports, with and without an appointment.",
	Counts: "Appointments that were processed, divided by encounters at southwest ports of entry. DHS (OHSS) published both, rounded to 10; the ratio is ours.",
	Not:    "A share of people. One person may be met more than once. Encounters between ports are not in it. Nothing here says that asylum was granted or even sought.",
	Notes: []locale.Msg{
		"It begins with June 2023, the first whole month after the change of 12 May 2023.",
		"Rounding moves a monthly ratio by less than 0.1 per 100. The table gives the bounds.",
		"No file with later months is held. The hatched months are not zero.",
	},
})
