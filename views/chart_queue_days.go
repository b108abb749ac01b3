package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "queue-days", Story: WaitTimes, Place: 5,
	Name:     "The queue in days (derived)",
	Subtitle: "People said to be waiting for an appointment on the whole border, divided by the places announced for each day (derived)",
	Level:    data.Derived,
	Datasets: []string{"published-statements", "daily-capacity"},
	Key:      []string{"month", "source_id"},
	Columns: []Head{
		{Column: "said_by", Label: "Said by", Form: Said},
		{Column: "qualifier", Label: "Said as", Form: Status},
		{Column: "people", Label: "People waiting", Unit: "people"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "places_a_day", Label: "Places", Unit: "a day"},
		{Column: "days", Label: "Queue, derived", Unit: "days"},
		{Column: "month", Label: "Count of", Form: Month},
		{Column: "stated_on", Label: "Said on", Form: Day},
		{Column: "confidence", Label: "Confidence in the count", Form: Status},
		{Column: "source_id", Label: "Source", Form: Link},
		{Column: "capacity_source_id", Label: "Source of the places", Form: Link},
		{Column: "locator", Label: "Place in the source"},
		{Column: "release_id", Label: "Release"},
	},
	Filters:   []Filter{byConfidence()},
	TableOnly: true,
	Brief:     []string{"said_by", "qualifier", "people", "places_a_day", "days", "month"},
	Headline: func(f Frame) string {
		if f.Len() == 0 {
			return f.T(noFigures)
		}
		w, first, last := f.Words, f.Row(0), f.Row(f.Len()-1)
		span := func(column string) string {
			low, high := w.Count(first.Int(column)), w.Count(last.Int(column))
			if low == high {
				return low
			}
			return low + "–" + high
		}
		return f.T("{people} people ÷ {places} = {days} days.", "people", span("people"), "places", first.Int("places_a_day"), "days", span("days"))
	},
	Figure: func(Frame) chart.Figure { return chart.Figure{} },
	How:    "Each row takes one count of people who were waiting for an appointment when the programme ended, and divides it by the last number of places announced for a day. The result is how many days of places the queue would have filled.",
	Counts: "A division of two published figures, for the whole border only.",
	Not:    "A wait that anyone had. Places were shared partly by lot and partly by waiting time, people asked again each day, and people left the queue. It works for no single place, as the counts are not by place.",
	Notes: []locale.Msg{
		"Only counts of people who sought an appointment are used. Counts of all people in shelters and camps are left out, and so are counts of one city.",
		"One of the counts is rated low, as only copies of the page were found. It stays here, with its rating, since the range would be lost without it.",
	},
})
