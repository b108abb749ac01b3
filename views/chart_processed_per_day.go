package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "processed-per-day", Story: Allocations, Place: 1,
	Name:     "Appointments processed per day (derived)",
	Subtitle: "Appointments processed ÷ days of the month, and places per day; southwest land ports, January 2023 to January 2025",
	Level:    data.Derived,
	Datasets: []string{"appointments-processed", "daily-capacity"},
	Key:      []string{"series", "from_date", "source_id"},
	Columns: []Head{
		{Column: "from_date", Label: "From", Form: Day},
		{Column: "to_date", Label: "To", Form: Day},
		{Column: "series", Label: "Series", Form: Status},
		{Column: "calendar_year", Label: "Calendar year", Form: Year},
		{Column: "fiscal_year", Label: "Fiscal year", Form: Year},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "first_published", Label: "First published as", Unit: "appointments"},
		{Column: "days", Label: "Days", Unit: "days"},
		{Column: "per_day", Label: "Per day", Unit: "appointments per day", Form: Decimal1},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "definition", Label: "What was counted", Form: Status},
		{Column: "basis", Label: "Basis of the level", Form: Status},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the release"},
	},
	Stepped: "appointments-processed",
	Filters: []Filter{bySpan("from_date", "to_date")},
	Headline: func(f Frame) string {
		if f.Len() == 0 || !f.Facts.Has("per_day") {
			return f.T(noFigures)
		}
		rate, _ := f.Facts.Float("per_day")
		return f.T("From {from} to {to} about {rate} a day were processed; {announced} were announced.", "from", f.Words.ShortMonth(dayOf(f.Facts, "first_month")),
			"to", f.Words.ShortMonth(dayOf(f.Facts, "last_month")), "rate", f.Words.Number(rate, 0), "announced", f.Facts.Int("announced"))
	},
	Figure: func(f Frame) chart.Figure {
		processed := chart.Series{Name: f.T("processed, by month")}
		places := chart.Series{Name: f.T("places announced or reported"), Color: chart.C4}
		fig := chart.Figure{
			X:      programmeMonths(),
			Y:      chart.Axis{Label: f.T("Appointments per day"), Unit: f.T("a day"), Zero: true},
			Breaks: []chart.Break{title42Break(f.Words)},
		}
		f.Each(func(r data.Row) {
			level, _ := r.Float("per_day")
			switch {
			case r.Text("series") == "processed":
				processed.Points = append(processed.Points, revisedPoint(f, r, chart.Point{From: f.from(r), At: dayOf(r, "from_date"), Value: pointValue(f, r, "per_day")}, "appointments"))
			case level == 0: // stands for the end
				fig.Events = append(fig.Events, chart.Event{At: dayOf(r, "from_date"), Label: f.T("Scheduling ends")})
			default:
				note := f.Words.Number(level, 0)
				places.Points = append(places.Points, chart.Point{
					From: f.from(r), Said: levelWords(f.Words, data.Transcribed),
					At: dayOf(r, "from_date"), End: dayAfter(r, "to_date"), Value: chart.V(level), Note: note,
					Label: placesFrom(f, note, r.Text("basis"), dayOf(r, "from_date")),
				})
			}
		})
		fig.Layers = []chart.Layer{chart.Bars{Series: []chart.Series{processed}}, chart.Steps{Series: []chart.Series{places}}}
		return fig
	},
	How:    "Each bar is a month: the appointments that were processed, divided by the days of the month. The line shows how many places a day CBP announced. The first level, before 12 May 2023, was reported by press. Where the bars reach the line, about as many appointments were processed as were announced.",
	Counts: "Appointments that were processed at southwest land ports, all nationalities. DHS (OHSS) published the counts, rounded to 10.",
	Not:    "People. An appointment that was processed does not mean that asylum was granted or even sought. Requests and bookings are not in it.",
	Notes: []locale.Msg{
		"Scheduling opened on 12 January 2023. That month is partial, so it has no daily rate.",
		"Until 12 May 2023 appointments were only for exceptions to Title 42. May 2023 mixes both kinds.",
		"No file with later months is held. The hatched months are not zero.",
		"Fiscal years run from October to September. The table gives both years.",
	},
})
