package views

import (
	"strings"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "field-offices", Story: Allocations, Place: 11,
	Name:     "Encounters at ports, by field office",
	Subtitle: "Encounters of all people at southwest ports, with and without an appointment, by month and CBP field office; January 2023 to January 2025",
	Level:    data.AsPublished,
	Datasets: []string{"field-office-encounters"},
	Key:      []string{"month", "field_office"},
	Columns: []Head{
		{Column: "month", Label: "Month", Form: Month},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "field_office", Label: "Code"},
		{Column: "field_office_label", Label: "Field office"},
		{Column: "encounters", Label: "Encounters at ports", Unit: "encounters"},
		{Column: "first_published", Label: "First published as", Unit: "encounters"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the release"},
	},
	Stepped: "field-office-encounters",
	Filters: []Filter{byPlace("Field office", "field_office", "field_office_label"), byPeriod("month")},
	Headline: func(f Frame) string {
		if !f.Facts.Has("share") {
			return f.T(noFigures)
		}
		share, _ := f.Facts.Float("share")
		office, _, _ := strings.Cut(f.Facts.Text("field_office_label"), ",")
		return f.T("Of every 100 encounters at southwest ports, {some} were in the {office} field office.", "some", f.Words.Number(100*share, 0), "office", office)
	},
	Tally: func(f Frame) string { return sumOfMonths(f, "encounters", f.T("encounters")) },
	Figure: func(f Frame) chart.Figure {
		fig := chart.Figure{
			X: programmeMonths(),
			Y: chart.Axis{Label: f.T("Encounters in the month, all people at ports"), Unit: f.T("encounters"), Zero: true},
		}
		f.Each(func(r data.Row) {
			label := r.Text("field_office_label")
			if n := len(fig.Panels); n == 0 || fig.Panels[n-1].Title != label {
				fig.Panels = append(fig.Panels, chart.Panel{Title: label, Layers: []chart.Layer{
					chart.Bars{Series: []chart.Series{{Name: label, Color: chart.C1}}}}})
			}
			s := fig.Panels[len(fig.Panels)-1].Layers[0].(chart.Bars).Series
			s[0].Points = append(s[0].Points, revisedPoint(f, r, chart.Point{From: f.from(r), At: dayOf(r, "month"), Value: pointValue(f, r, "encounters")}, "encounters"))
		})
		if f.Facts.Has("share") {
			fig.Notes = []string{f.T("{months}, sums of months: {some} of {all} in {office}.", "months", monthSpan(f.Words, dayOf(f.Facts, "first_month"), dayOf(f.Facts, "last_month")),
				"some", f.Facts.Int("encounters"), "all", f.Facts.Int("all_encounters"), "office", f.Facts.Text("field_office_label"))}
		}
		return fig
	},
	How:    "Each panel is a CBP field office, from west to east, each bar a month. All panels share one scale. These offices are the only official places near the ports for which monthly counts were published.",
	Counts: "Encounters of all people by officers at southwest ports of entry. DHS (OHSS) published the counts, rounded to 10. One person may be met more than once.",
	Not:    "Appointments: people with and without one are in it together. Encounters between ports are not in it.",
	Notes: []locale.Msg{
		"How many appointments each port or office had was not published.",
		"No file with later months is held. The hatched months are not zero.",
	},
})
