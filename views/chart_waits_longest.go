package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "waits-longest", Story: WaitTimes, Place: 3,
	Name:     "Longest waits reported",
	Subtitle: "Upper limit of the wait for an appointment as stated, in months, southwest border and Mexico, by the month in which it was seen",
	Level:    data.Transcribed,
	Datasets: []string{"wait-times", "ports"},
	Key:      []string{"wait_id"},
	Columns: []Head{
		{Column: "month", Label: "Seen in", Form: Month},
		{Column: "place", Label: "Place", Form: Status},
		{Column: "place_kind", Label: "Kind of place", Form: Status},
		{Column: "population", Label: "Whom it describes"},
		{Column: "months", Label: "Up to", Unit: "months"},
		{Column: "days", Label: "Up to", Unit: "days"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "still_waiting", Label: "Still waiting", Form: Status},
		{Column: "clock_start", Label: "Clock starts", Form: Status},
		{Column: "clock_end", Label: "Clock ends", Form: Status},
		{Column: "longer_than_programme", Label: "Longer than the programme", Form: Status},
		{Column: "method", Label: "How it became known", Form: Status},
		{Column: "wait_id", Label: "Wait"},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "source_id", Label: "Source", Form: Link},
		{Column: "locator", Label: "Place in the source"},
		{Column: "release_id", Label: "Release"},
	},
	Filters:  []Filter{byCity(), byPeriod("month").of("observed"), byConfidence(confident...)},
	Headline: headlineWaitsLongest,
	Figure: func(f Frame) chart.Figure {
		border := chart.Series{Name: f.T("whole border"), Color: chart.C1}
		places := chart.Series{Name: f.T("one place"), Color: chart.C3}
		f.Each(func(r data.Row) {
			month, _ := r.Day("month")
			months, _ := r.Float("months")
			place, long := f.Value(r.Text("place")), f.T("longer than the programme")
			label := f.T("{place}, {month}: up to {months} months", "place", place, "month", f.Words.Month(month), "months", plainNumber(f.Words, months))
			pt := chart.Point{From: f.from(r), At: month, Value: chart.V(months), Kind: f.T(waitUpTo), Note: place, Label: label, Low: r.Text("confidence") == "low"}
			if r.Text("longer_than_programme") == "yes" {
				pt.Note += ": " + long
				pt.Label += "; " + long
			}
			if r.Text("place_kind") == "border_wide" {
				border.Points = append(border.Points, pt)
			} else {
				places.Points = append(places.Points, pt)
			}
		})
		return chart.Figure{
			X:      programmeMonths(),
			Y:      chart.Axis{Label: f.T("Months waited, at most"), Unit: f.T("months"), Zero: true},
			Kinds:  waitKinds(f.Words),
			Layers: []chart.Layer{chart.Dots{Series: []chart.Series{border, places}}},
			Events: []chart.Event{schedulingEnds(f.Words)},
		}
	},
	How:    "Each mark hangs from the longest wait that a source stated for many people in that month: all waits it speaks of were shorter. The marks are not joined, as each comes from other people, places and clocks.",
	Counts: "Statements of the form “up to”, one mark for each.",
	Not:    "The longest wait of all. Ranges and told cases stand apart, and some of them are longer. One statement says nothing of other places or months.",
	Notes: []locale.Msg{
		"The headline takes the first and the last limit stated for the whole border. Both come from reports by researchers; the last was read in a news report on it.",
		"The mark “longer than the programme” includes time before the app gave appointments.",
		"Limits rated low are left out, and most sources do not say when the clock starts.",
	},
})

// headlineWaitsLongest names the first and the last limit of the whole border.
func headlineWaitsLongest(f Frame) string {
	var parts []string
	f.Each(func(r data.Row) {
		if r.Text("place_kind") != "border_wide" {
			return
		}
		month, _ := r.Day("month")
		months, _ := r.Float("months")
		text := locale.Msg("{months} in {month}")
		if len(parts) == 0 {
			text = "{months} months in {month}"
		}
		parts = append(parts, f.T(text, "months", plainNumber(f.Words, months), "month", f.Words.Month(month)))
	})
	switch n := len(parts); n {
	case 0:
		return f.T(noFigures)
	case 1:
		return f.T("Longest reported: up to {first}.", "first", parts[0])
	default:
		return f.T("Longest reported: up to {first}, {last}.", "first", parts[0], "last", parts[n-1])
	}
}
