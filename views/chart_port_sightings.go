package views

import (
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "port-sightings", Story: Allocations, Place: 8,
	Name:     "Published daily figures by port",
	Subtitle: "Appointments, or people with one, per day, by port of entry and day on which the figure was seen; ports from west to east",
	Level:    data.Transcribed,
	Datasets: []string{"daily-capacity", "ports"},
	Key:      []string{"port_id", "seen_on", "source_id"},
	Columns: []Head{
		{Column: "port", Label: "Port of entry"},
		{Column: "port_id", Label: "Code"},
		{Column: "mexican_city", Label: "City opposite"},
		{Column: "seen_on", Label: "Seen on", Form: Day},
		{Column: "seen_on_precision", Label: "Date known to the", Form: Status},
		{Column: "until", Label: "Until", Form: Day},
		{Column: "per_day_low", Label: "Per day, lower", Unit: "appointments per day"},
		{Column: "per_day_high", Label: "Per day, upper", Unit: "appointments per day"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "basis", Label: "Basis", Form: Status},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the document"},
	},
	Filters: []Filter{byPlace("Port of entry", "port_id", "port"), byKind("Basis of the figure", "basis", nil), byPeriod("seen_on").of("effective_from"), byConfidence()},
	Headline: func(f Frame) string {
		all, seen := map[string]bool{}, map[string]bool{}
		f.Each(func(r data.Row) {
			all[r.Text("port_id")] = true
			if r.Has("seen_on") {
				seen[r.Text("port_id")] = true
			}
		})
		if len(all) == 0 {
			return f.T(noFigures)
		}
		return f.T("{some} of {all} ports have any published daily figure; no official table was found.", "some", len(seen), "all", len(all))
	},
	Figure: func(f Frame) chart.Figure {
		var ports []string
		dots := chart.Series{Name: f.T("per day")}
		f.Each(func(r data.Row) {
			port := r.Text("port")
			if n := len(ports); n == 0 || ports[n-1] != port {
				ports = append(ports, port)
			}
			if !r.Has("seen_on") {
				return
			}
			seen := dayOf(r, "seen_on")
			when := f.Words.Day(seen)
			if r.Text("seen_on_precision") == "month" {
				when = f.Words.Month(seen)
			}
			kind := f.T("reported or estimated")
			if r.Text("basis") == "announced" {
				kind = f.T("announced")
			}
			level := perDayWords(r, f.Words)
			dots.Points = append(dots.Points, chart.Point{
				From: f.from(r),
				At:   seen, Row: port, Kind: kind, Note: level, Low: r.Text("confidence") == "low",
				Label: f.T("{port}, {when}: {level} a day, {basis}, {confidence}", "port", port, "when", when, "level", level, "basis", f.Value(r.Text("basis")), "confidence", confidenceWords(f.Words, r.Text("confidence"))),
			})
		})
		return chart.Figure{
			X:      chart.Days(onDay(2023, time.January, 1), onDay(2025, time.January, 31)),
			Y:      chart.Axis{Label: f.T("Appointments a day, beside each dot"), Scale: chart.Categories, Rows: ports, Empty: f.T("no figure published")},
			Kinds:  []chart.Kind{{Name: f.T("announced"), Glyph: chart.Square}, {Name: f.T("reported or estimated"), Glyph: chart.Filled}},
			Layers: []chart.Layer{chart.Dots{Series: []chart.Series{dots}}},
			Breaks: []chart.Break{title42Break(f.Words)},
			Events: []chart.Event{{At: onDay(2025, time.January, 20), Label: f.T("Scheduling ends")}},
		}
	},
	How:    "Each row is a port, each dot a figure that someone published, with the number beside it. The dot stands on the day on which the figure was said or seen, not on the day on which it began. Hollow dots have low confidence. Dots are not joined: they come from different speakers.",
	Counts: "Appointments, or people with one, per day at one port, as press, city officials and groups said. Places for new appointments at Laredo were none for some weeks; that row has a 0.",
	Not:    "An official split of the daily places: none was found. People without an appointment are left out; the notes in the table name them. A port without a figure is unknown, not zero.",
	Notes: []locale.Msg{
		"The figures of a day do not add up to the level for the whole border.",
		"A date known only to the month stands on the first day of it.",
	},
})

// perDayWords writes a level that may be a range or open at one end.
func perDayWords(r data.Row, w Words) string {
	low, high := w.Count(r.Int("per_day_low")), w.Count(r.Int("per_day_high"))
	switch {
	case !r.Has("per_day_low"):
		return w.T("up to {value}", "value", high)
	case !r.Has("per_day_high"):
		return w.T("more than {value}", "value", low)
	case low != high:
		return low + "–" + high
	}
	return low
}
