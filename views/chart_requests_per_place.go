package views

import (
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "requests-per-place", Story: Allocations, Place: 9,
	Name:     "Requests for each place (derived)",
	Subtitle: "People who asked, or requests made, in a day ÷ places that day; whole southwest border",
	Level:    data.Derived,
	Datasets: []string{"published-statements", "daily-capacity"},
	Key:      []string{"day", "source_id"},
	Columns: []Head{
		{Column: "day", Label: "By", Form: Day},
		{Column: "day_precision", Label: "Date known to the", Form: Status},
		{Column: "requests", Label: "Asked in a day", Unit: "people or requests, see unit"},
		{Column: "unit", Label: "Unit", Form: Status},
		{Column: "qualifier", Label: "Qualifier", Form: Status},
		{Column: "places", Label: "Places a day", Unit: "appointments per day"},
		{Column: "places_basis", Label: "Places from", Form: Status},
		{Column: "per_place", Label: "For each place", Unit: "people or requests per place", Form: Decimal1},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "places_source_id", Label: "Document of the level", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the document"},
	},
	Filters: []Filter{byKind("What is counted", "unit", nil), byPeriod("day").of("period_end"), byConfidence()},
	Headline: func(f Frame) string {
		text := f.T(noFigures)
		f.Each(func(r data.Row) { // in order of time: the last one stays
			if rate, ok := r.Float("per_place"); ok && r.Text("unit") == "people" && r.Text("confidence") != "low" {
				text = f.T("{when} about {people} people asked for each place.", "when", partOfYear(f.Words, dayOf(r, "day")), "people", f.Words.Number(rate, 0))
			}
		})
		return text
	},
	Figure: func(f Frame) chart.Figure {
		dots := chart.Series{Name: f.T("for each place")}
		f.Each(func(r data.Row) {
			rate, ok := r.Float("per_place")
			if !ok {
				return
			}
			asked := qualified(f.Words, r.Text("qualifier"), f.Words.Count(r.Int("requests"))) + " " + f.Value(r.Text("unit"))
			low := r.Text("confidence") == "low"
			when := f.Words.Day(dayOf(r, "day"))
			if r.Text("day_precision") == "month" {
				when = f.Words.Month(dayOf(r, "day"))
			}
			dots.Points = append(dots.Points, chart.Point{
				From: f.from(r),
				At:   dayOf(r, "day"), Value: chart.V(rate), Kind: f.Value(r.Text("unit")), Low: low,
				Note:  f.Words.Number(rate, 0) + ": " + asked + "\u00a0÷\u00a0" + f.Words.Count(r.Int("places")),
				Label: f.T("{when}: {asked} for {places} places, {rate} for each", "when", when, "asked", asked, "places", r.Int("places"), "rate", f.Words.Number(rate, 0)),
			})
		})
		return chart.Figure{
			X:      chart.Days(onDay(2023, time.January, 1), onDay(2025, time.January, 31)),
			Y:      chart.Axis{Label: f.T("People who asked, or requests, for each place of a day"), Unit: f.T("for each place"), Zero: true},
			Kinds:  []chart.Kind{{Name: f.Value("people"), Glyph: chart.Square}, {Name: f.Value("requests"), Glyph: chart.Filled}},
			Layers: []chart.Layer{chart.Dots{Series: []chart.Series{dots}}},
			Breaks: []chart.Break{title42Break(f.Words)},
		}
	},
	How:    "Each dot is one published count of a single day, or the daily average of a month, divided by the places of that day. Squares count people who asked, circles count requests. Hollow dots have low confidence. The dots are not joined: different speakers counted different things.",
	Counts: "People who asked, or requests made, for each place of a day. Places are those that the same statement names, else the level that CBP had announced for that day.",
	Not:    "A chance. People asked again day after day, and part of the places went to those who had waited longest. Asking for a place does not mean that one was processed.",
	Notes: []locale.Msg{
		"Where a statement speaks of the places of the next day, those places are used.",
		"The daily average of July 2024 stands at the end of its month.",
	},
})
