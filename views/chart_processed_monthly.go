package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "processed-monthly", Story: Allocations, Place: 2,
	Name:     "Appointments processed by month",
	Subtitle: "Appointments processed, rounded to 10; southwest land ports, January 2023 to January 2025",
	Level:    data.AsPublished,
	Datasets: []string{"appointments-processed"},
	Key:      []string{"month"},
	Columns: []Head{
		{Column: "month", Label: "Month", Form: Month},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "first_published", Label: "First published as", Unit: "appointments"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "extent", Label: "Part of the month", Form: Status},
		{Column: "definition", Label: "What was counted", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the release"},
	},
	Stepped: "appointments-processed",
	Filters: []Filter{byPeriod("month")},
	Headline: func(f Frame) string {
		if !f.Facts.Has("total") || !f.Facts.Has("last_month") {
			return f.T(noFigures)
		}
		return f.T("DHS counted {total} appointments processed from {from} to {to}.", "total", f.Facts.Int("total"),
			"from", f.Words.Month(dayOf(f.Facts, "first_month")), "to", f.Words.Month(dayOf(f.Facts, "last_month")))
	},
	Tally: func(f Frame) string { return sumOfMonths(f, "appointments", f.T("appointments processed")) },
	Figure: func(f Frame) chart.Figure {
		s := chart.Series{Name: f.T("appointments processed")}
		notes := yearTotals(f)
		f.Each(func(r data.Row) {
			s.Points = append(s.Points, revisedPoint(f, r, chart.Point{From: f.from(r), At: dayOf(r, "month"), Value: pointValue(f, r, "appointments")}, "appointments"))
			if r.Has("appointments") && r.Text("extent") != "whole_month" {
				notes = append(notes, f.T("{month} is a {extent}.", "month", Capital(f.Words.Month(dayOf(r, "month"))), "extent", f.Value(r.Text("extent"))))
			}
		})
		return chart.Figure{
			X:      programmeMonths(),
			Y:      chart.Axis{Label: f.T("Appointments processed in the month"), Unit: f.T("appointments"), Zero: true},
			Layers: []chart.Layer{chart.Bars{Series: []chart.Series{s}}},
			Breaks: []chart.Break{title42Break(f.Words)},
			Notes:  notes,
		}
	},
	How:    "Each bar is a month. Months differ in length and January 2023 is partial, so compare daily rates, not bars, from month to month. The dashed rule marks 12 May 2023, when the meaning of the count changed.",
	Counts: "Appointments that were processed at southwest land ports, all nationalities. DHS (OHSS) published the counts, rounded to 10.",
	Not:    "People. An appointment that was processed does not mean that asylum was granted or even sought. Requests and bookings are not in it.",
	Notes: []locale.Msg{
		"The total adds the year totals as printed. The months add up to slightly more or less, because each figure is rounded.",
		"Until 12 May 2023 appointments were only for exceptions to Title 42. May 2023 mixes both kinds.",
		"Scheduling opened on 12 January 2023, so that month is partial.",
		"No file with later months is held. The hatched months are not zero.",
	},
})

// yearTotals writes the printed totals of the fiscal years with their months, and the
// calendar years beside them.
func yearTotals(f Frame) []string {
	var notes []string
	if f.Facts.Has("fy2023") && f.Facts.Has("fy2024") {
		notes = append(notes, f.T("Fiscal years as printed: {first} in 2023 ({months} months with data), {second} in 2024 ({later} months).", "first", f.Facts.Int("fy2023"),
			"months", f.Words.Small(f.Facts.Int("fy2023_months")), "second", f.Facts.Int("fy2024"), "later", f.Facts.Int("fy2024_months")))
	}
	if f.Facts.Has("calendar_2023") && f.Facts.Has("calendar_2024") {
		notes = append(notes, f.T("Calendar years, as sums of months: {first} in 2023, {second} in 2024 to {month}.", "first", f.Facts.Int("calendar_2023"),
			"second", f.Facts.Int("calendar_2024"), "month", f.Words.MonthName(dayOf(f.Facts, "last_month").Month())))
	}
	return notes
}
