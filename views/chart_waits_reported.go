package views

import (
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "waits-reported", Story: WaitTimes, Place: 1,
	Name:     "Published waits by kind",
	Subtitle: "Days waited for an appointment, southwest border and Mexico, January 2023 to January 2025, by the month in which the wait was seen",
	Level:    data.Transcribed,
	Datasets: []string{"wait-times", "ports"},
	Key:      []string{"wait_id"},
	Columns: []Head{
		{Column: "panel", Label: "Kind", Form: Status},
		{Column: "month", Label: "Seen in", Form: Month},
		{Column: "place", Label: "Place", Form: Status},
		{Column: "statistic", Label: "Statistic", Form: Status},
		{Column: "published", Label: "As published", Form: Length},
		{Column: "days_low", Label: "At least", Unit: "days"},
		{Column: "days_high", Label: "At most", Unit: "days"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "still_waiting", Label: "Still waiting", Form: Status},
		{Column: "clock_start", Label: "Clock starts", Form: Status},
		{Column: "clock_end", Label: "Clock ends", Form: Status},
		{Column: "longer_than_programme", Label: "Longer than the programme", Form: Status},
		{Column: "population", Label: "Whom it describes"},
		{Column: "wait_id", Label: "Wait"},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "source_id", Label: "Source", Form: Link},
		{Column: "locator", Label: "Place in the source"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byKind("Kind of figure", "panel", nil), byCity(), byPeriod("month").of("observed"), byConfidence(confident...)},
	Headline: func(f Frame) string {
		w := f.Words
		if f.Facts.Int("waits") == 0 {
			return f.T(noFigures)
		}
		return w.T("Of {waits} published waits {ended} had ended, {running} were still running, {unknown} unknown.",
			"waits", f.Facts.Int("waits"), "ended", f.Facts.Int("ended"), "running", f.Facts.Int("running"), "unknown", f.Facts.Int("unknown"))
	},
	Figure: drawWaitsReported,
	Share:  shareWaitsReported,
	How:    "Each mark is one published wait. An arrow to the right means that the people were still waiting, or that “more than” was said: the real wait is longer. An arrow to the left means “up to”. A line runs from the shortest to the longest wait told of many people. Where two values were told of people who were still waiting, or in a told case, the mark stands at the lower one. The three kinds have panels of their own, as they do not mean the same.",
	Counts: "Waits that a page we read states, from the start to the end of the clock that the row names. Most pages do not say when the clock starts.",
	Not:    "A measurement. Nobody measured the waits, and the people told of are no sample. No line joins the marks, and no average is made of told cases. Nothing published about a place does not mean that the wait there was short.",
	Notes: []locale.Msg{
		"The headline counts every published wait, also repeats and those from weak sources. The drawing and the table show each statement once and leave out waits rated low. The line under the drawing says how many.",
		"Waits marked “longer than the programme” began before the app gave appointments. Part of that time was no wait for the app.",
		"To protect people, a told case has a month and a place and nothing else. Its place is in the table, not in the picture.",
	},
})

func drawWaitsReported(f Frame) chart.Figure {
	fig := chart.Figure{
		X:     chart.Axis{Label: f.T("Days waited"), Unit: f.T("days"), Zero: true},
		Y:     chart.Axis{Scale: chart.Categories, Empty: f.T("no case found in a good source")},
		Kinds: waitKinds(f.Words),
		Panels: []chart.Panel{
			statedWaits(f, "averages", "Averages", "As agencies and officials stated them"),
			statedWaits(f, "maxima and ranges", "Longest waits and ranges", "What a shelter, a city or a report told of many people"),
			toldWaits(f),
		},
		Notes: []string{waitClocks(f)},
	}
	if f.Facts.Has("waits") {
		fig.Notes = slices.Insert(fig.Notes, 0, waitsLeftOut(f))
	}
	fig.Panels = slices.DeleteFunc(fig.Panels, func(p chart.Panel) bool { return len(p.Rows) == 0 })
	return fig
}

// statedWaits is a panel with a row for each statement.
func statedWaits(f Frame, panel string, title, note locale.Msg) chart.Panel {
	p := chart.Panel{Title: f.T(title), Note: f.T(note)}
	dots := chart.Series{Name: p.Title, Color: chart.C1}
	ranges := chart.Series{Name: f.T("from the shortest to the longest told"), Color: chart.C2}
	f.Each(func(r data.Row) {
		if r.Text("panel") != panel {
			return
		}
		day, _ := r.Day("month")
		row := f.Value(r.Text("place")) + ", " + f.Words.ShortMonth(day)
		if slices.Contains(p.Rows, row) {
			// Short, as a long name of a row is cut.
			row += " (" + f.Value(strings.Replace(r.Text("statistic"), "maximum", "up to", 1)) + ")"
		}
		p.Rows = append(p.Rows, row)
		pt := chart.Point{From: f.from(r), Row: row, Kind: f.T(waitKind(r)), Value: chart.V(waitDays(r)), Note: waitNote(f.Words, r), Label: waitLabel(f.Words, r), Low: r.Text("confidence") == "low"}
		low, hasLow := r.Float("days_low")
		high, hasHigh := r.Float("days_high")
		if hasLow && hasHigh && low < high && waitKind(r) != waitRunning {
			pt.Lo, pt.Hi = low, high
			ranges.Points = append(ranges.Points, pt)
			return
		}
		dots.Points = append(dots.Points, pt)
	})
	p.Layers = []chart.Layer{chart.Ranges{Series: []chart.Series{ranges}}, chart.Dots{Series: []chart.Series{dots}}}
	return p
}

// toldWaits is the panel of single cases, in strips by quarter: nobody's case has a row
// of its own, a name of a place or a day.
func toldWaits(f Frame) chart.Panel {
	p := chart.Panel{Title: f.T("Single cases"), Note: f.T("What one person, one family or a few people told, by quarter")}
	dots := chart.Series{Name: p.Title, Color: chart.C1}
	var first, last time.Time
	f.Each(func(r data.Row) {
		if r.Text("panel") != "single cases" {
			return
		}
		month, _ := r.Day("month")
		if first.IsZero() {
			first = month
		}
		last = month
		pt := chart.Point{From: f.from(r), Row: quarterMonths(f.Words, month), Value: chart.V(waitDays(r)), Kind: f.T(waitKind(r)), Label: waitLabel(f.Words, r), Low: r.Text("confidence") == "low"}
		if r.Text("longer_than_programme") == "yes" {
			pt.Note = f.T("longer than the programme")
		}
		dots.Points = append(dots.Points, pt)
	})
	for t := first; !t.IsZero() && !t.After(last); t = t.AddDate(0, 1, 0) {
		if q := quarterMonths(f.Words, t); !slices.Contains(p.Rows, q) {
			p.Rows = append(p.Rows, q)
		}
	}
	p.Layers = []chart.Layer{chart.Dots{Series: []chart.Series{dots}}}
	return p
}

// waitNote is what is written beside a mark.
func waitNote(w Words, r data.Row) string {
	if r.Text("longer_than_programme") == "yes" {
		return asPublished(w, r) + ": " + w.T("longer than the programme")
	}
	return asPublished(w, r)
}

// waitLabel is a wait in words.
func waitLabel(w Words, r data.Row) string {
	month, _ := r.Day("month")
	text := enumWords(w, r.Text("place")) + ", " + w.Month(month) + ": " + asPublished(w, r)
	switch r.Text("still_waiting") {
	case "yes":
		text += ", " + w.T("still waiting")
	case "no":
		text += ", " + w.T("wait|ended")
	default:
		text += ", " + w.T(waitUnknown)
	}
	text += "; " + w.T("clock starts: {when}", "when", clockWords[r.Text("clock_start")])
	if r.Text("longer_than_programme") == "yes" {
		text += "; " + w.T("longer than the programme")
	}
	return text
}

// waitsLeftOut says how the marks and the headline fit together.
func waitsLeftOut(f Frame) string {
	w := f.Words
	return w.T("Of {waits} published waits {repeats} repeat another and {weak} rest on weak sources alone; the other {drawn} are drawn.",
		"waits", f.Facts.Int("waits"), "repeats", f.Facts.Int("repeats"), "weak", f.Facts.Int("weak"), "drawn", f.Len())
}

// waitClocks says when the clocks of the drawn waits start.
func waitClocks(f Frame) string {
	count := map[string]int64{}
	f.Each(func(r data.Row) { count[r.Text("clock_start")]++ })
	var parts []string
	for _, c := range []string{"arrival_in_city", "arrival_in_mexico", "registration", "first_request", "unknown"} {
		if count[c] > 0 {
			parts = append(parts, f.T(clockWords[c])+" "+f.Words.Count(count[c]))
		}
	}
	return f.T("The clock starts at: {which}.", "which", f.Words.Join(parts))
}
