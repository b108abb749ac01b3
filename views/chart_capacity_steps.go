package views

import (
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "capacity-steps", Story: Allocations, Place: 7,
	Name:     "Places a day",
	Subtitle: "Appointments per day for the whole southwest border, as announced or reported; January 2023 to January 2025",
	Level:    data.Transcribed,
	Datasets: []string{"daily-capacity"},
	Key:      []string{"from_date", "source_id"},
	Columns: []Head{
		{Column: "from_date", Label: "From", Form: Day},
		{Column: "from_precision", Label: "Date known to the", Form: Status},
		{Column: "to_date", Label: "To", Form: Day},
		{Column: "per_day", Label: "Places per day", Unit: "appointments per day"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "basis", Label: "Basis", Form: Status},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the document"},
	},
	Filters: []Filter{bySpan("from_date", "to_date").of("effective_from")},
	Headline: func(f Frame) string {
		var levels []string
		ended := false
		f.Each(func(r data.Row) {
			if level := r.Int("per_day"); level > 0 {
				levels = append(levels, f.Words.Count(level))
			} else if r.Has("per_day") {
				ended = true
			}
		})
		if len(levels) == 0 {
			return f.T(noFigures)
		}
		text := strings.Join(levels, ", ")
		if ended {
			return f.T("{levels} a day, then none.", "levels", text)
		}
		return f.T("{levels} a day.", "levels", text)
	},
	Figure: func(f Frame) chart.Figure {
		var steps chart.Series
		var notes []string
		f.Each(func(r data.Row) {
			pt := chart.Point{From: f.from(r), At: dayOf(r, "from_date"), End: dayAfter(r, "to_date"), Value: pointValue(f, r, "per_day")}
			switch level := r.Int("per_day"); {
			case !pt.Value.Known():
				notes = append(notes, f.T("From {from} to {to}: {note}.", "from", f.Words.Day(pt.At), "to", f.Words.Day(dayOf(r, "to_date")), "note", f.T("no source states a level")))
			case level == 0:
				pt.Note, pt.Label = f.T("no place|none"), f.T("none from {day} on: ended", "day", f.Words.Day(pt.At))
			default:
				pt.Note = f.Words.Count(level)
				if r.Text("basis") != "announced" {
					pt.Note += ", " + f.Value(r.Text("basis"))
				}
				pt.Label = placesFrom(f, f.Words.Count(level), r.Text("basis"), pt.At)
			}
			steps.Points = append(steps.Points, pt)
		})
		return chart.Figure{
			X:      chart.Days(onDay(2023, time.January, 1), onDay(2025, time.February, 28)),
			Y:      chart.Axis{Label: f.T("Places a day, whole southwest border"), Unit: f.T("places a day"), Zero: true},
			Layers: []chart.Layer{chart.Steps{Series: []chart.Series{steps}}},
			Breaks: []chart.Break{title42Break(f.Words)},
			Notes:  notes,
		}
	},
	How:    "The line shows how many appointments a day were offered at all eight ports together. Each step begins on the day from which the level held, as far as a source says. It drops to none on the day on which scheduling ended.",
	Counts: "Places for people with an appointment, per day. CBP announced the levels from 12 May 2023 on; the first one was reported by press.",
	Not:    "Appointments that were processed, people without an appointment, or places at one port. How much of each level was used is in the first chart.",
	Notes: []locale.Msg{
		"The first level was first seen on the day on which its step begins. Its true start is not known.",
		"Until 12 May 2023 appointments were only for exceptions to Title 42.",
		"The last step ends with the last full day. On the morning after it the app still worked.",
	},
})

// placesFrom says a level of places, on which basis and since when.
func placesFrom(f Frame, level, basis string, from time.Time) string {
	return f.T("{places} places a day, {basis}, from {day}", "places", level, "basis", f.Value(basis), "day", f.Words.Day(from))
}
