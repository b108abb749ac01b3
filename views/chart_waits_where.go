package views

import (
	"slices"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "waits-where", Story: WaitTimes, Place: 4,
	Name:     "Where published waits come from",
	Subtitle: "Published waits, each statement once, by place and by the month in which the wait was seen, January 2023 to January 2025",
	Level:    data.Transcribed,
	Datasets: []string{"wait-times", "ports"},
	Key:      []string{"place", "wait_id"},
	Columns: []Head{
		{Column: "place", Label: "Place", Form: Status},
		{Column: "place_kind", Label: "Kind of place", Form: Status},
		{Column: "waits_of_place", Label: "Waits of the place", Unit: "waits"},
		{Column: "month", Label: "Seen in", Form: Month},
		{Column: "kind", Label: "Kind", Form: Status},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "wait_id", Label: "Wait"},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "source_id", Label: "Source", Form: Link},
		{Column: "locator", Label: "Place in the source"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byKind("Kind of figure", "kind", nil), byCity(), byPeriod("month").of("observed"), byConfidence(confident...)},
	Headline: func(f Frame) string {
		var all, two int64
		f.Each(func(r data.Row) {
			if !r.Has("wait_id") {
				return
			}
			all++
			if p := r.Text("place"); p == "Tijuana" || p == "Ciudad Juárez" {
				two++
			}
		})
		if all == 0 {
			return f.T(noFigures)
		}
		return f.T("Published waits: {some} of {all} come from Tijuana and Ciudad Juárez.", "some", two, "all", all)
	},
	Figure: func(f Frame) chart.Figure {
		kinds := []chart.Kind{{Name: f.Value("average"), Glyph: chart.Diamond}, {Name: f.Value("maximum or range"), Glyph: chart.Square}, {Name: f.Value("single case"), Glyph: chart.Filled}}
		var rows []string
		var dots chart.Series
		marks := map[string]int64{} // of the rows shown, which may be a selection
		f.Each(func(r data.Row) {
			if r.Has("wait_id") {
				marks[r.Text("place")]++
			}
		})
		f.Each(func(r data.Row) {
			row := f.Value(r.Text("place")) + " (" + f.Words.Count(marks[r.Text("place")]) + ")"
			if !slices.Contains(rows, row) {
				rows = append(rows, row)
			}
			if month, ok := r.Day("month"); ok { // a row without a mark says so in words
				label := f.Value(r.Text("place")) + ", " + f.Words.Month(month) + ": " + f.Value(r.Text("kind"))
				dots.Points = append(dots.Points, chart.Point{From: f.from(r), Row: row, At: month, Value: chart.V(1), Kind: f.Value(r.Text("kind")), Label: label, Low: r.Text("confidence") == "low"})
			}
		})
		return chart.Figure{
			X:      programmeMonths(),
			Y:      chart.Axis{Scale: chart.Categories, Rows: rows, Empty: f.T("no wait found in a good source")},
			Kinds:  kinds,
			Layers: []chart.Layer{chart.Dots{Series: []chart.Series{dots}}},
			Notes:  []string{f.T("Nothing published about a place does not mean that the wait there was short.")},
		}
	},
	Share:  shareWaitsWhere,
	How:    "Each mark is one published wait, in the row of its place and the month in which it was seen. The number beside a place counts its marks. The marks do not say how long the waits were.",
	Counts: "Published waits that can stand alone, each statement once.",
	Not:    "People or waits. It shows where reporters, researchers and officials spoke of waits. Silence about a place is not a short wait.",
	Notes: []locale.Msg{
		"All eight cities opposite a port that took appointments have a row, also those without a mark. Waits rated low are left out, so an empty row can have one in the data.",
	},
})
