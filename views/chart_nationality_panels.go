package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "nationality-panels", Story: Allocations, Place: 3,
	Name:     "Appointments processed by nationality",
	Subtitle: "Appointments processed by month and citizenship, one scale for all; southwest land ports, January 2023 to January 2025",
	Level:    data.AsPublished,
	Datasets: []string{"appointments-processed"},
	Key:      []string{"month", "nationality"},
	Columns: []Head{
		{Column: "month", Label: "Month", Form: Month},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "nationality", Label: "Code"},
		{Column: "nationality_label", Label: "Nationality", Form: Country},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "first_published", Label: "First published as", Unit: "appointments"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the release"},
	},
	Stepped: "appointments-processed",
	Filters: []Filter{byNationality("nationality_label"), byPeriod("month")},
	Headline: func(f Frame) string {
		if !f.Facts.Has("last_share") {
			return f.T(noFigures)
		}
		first, _ := f.Facts.Float("first_share")
		last, _ := f.Facts.Float("last_share")
		return f.T("{country}: {first} of {from}, {last} of {to}.", "country", countryWords(f.Words, f.Facts.Text("nationality"), f.Facts.Text("nationality_label")),
			"first", f.Words.Percent(first, 1), "from", monthSpan(f.Words, dayOf(f.Facts, "first_from"), dayOf(f.Facts, "first_to")),
			"last", f.Words.Percent(last, 1), "to", monthSpan(f.Words, dayOf(f.Facts, "last_from"), dayOf(f.Facts, "last_to")))
	},
	Tally: func(f Frame) string { return sumOfMonths(f, "appointments", f.T("appointments processed")) },
	Share: shareNationalities,
	Figure: func(f Frame) chart.Figure {
		fig := chart.Figure{
			X:      programmeMonths(),
			Y:      chart.Axis{Label: f.T("Appointments processed in the month"), Unit: f.T("appointments"), Zero: true},
			Breaks: []chart.Break{title42Break(f.Words)},
		}
		f.Each(func(r data.Row) {
			code := r.Text("nationality")
			label := countryWords(f.Words, code, r.Text("nationality_label"))
			color := chart.C1
			if code == "other" {
				label, color = f.T("Other, includes unknown"), chart.Grey
			}
			if n := len(fig.Panels); n == 0 || fig.Panels[n-1].Title != label {
				fig.Panels = append(fig.Panels, chart.Panel{Title: label, Layers: []chart.Layer{
					chart.Bars{Series: []chart.Series{{Name: label, Color: color}}}}})
			}
			s := fig.Panels[len(fig.Panels)-1].Layers[0].(chart.Bars).Series
			s[0].Points = append(s[0].Points, revisedPoint(f, r, chart.Point{From: f.from(r), At: dayOf(r, "month"), Value: pointValue(f, r, "appointments")}, "appointments"))
		})
		return fig
	},
	How:    "Each panel is one citizenship, each bar a month. All panels share one scale, so heights can be compared. The headline names the country whose share moved most from one fiscal year to the next; we worked the shares out from the year totals as printed.",
	Counts: "Appointments that were processed at southwest land ports, by citizenship. DHS (OHSS) published the counts, rounded to 10, and chose which ten countries to name.",
	Not:    "People. An appointment that was processed does not mean that asylum was granted or even sought. Citizenship is not language, and not where a person lived.",
	Notes: []locale.Msg{
		"Other includes people whose citizenship is unknown. It can be compared only within one release, because the ten named countries change.",
		"The two periods are fiscal years, cut to the months with data. They differ in length, so their shares are compared, not their counts.",
		"Until 12 May 2023 appointments were only for exceptions to Title 42. May 2023 mixes both kinds, and January 2023 is partial.",
		"No file with later months is held. The hatched months are not zero.",
	},
})
