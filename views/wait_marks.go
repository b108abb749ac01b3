package views

import (
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

// The kinds of marks that published waits are drawn with. A wait that was still running
// is at least as long as it was told: its mark is an arrow (editorial.md, rule 6).
const (
	waitEnded   locale.Msg = "the wait had ended"
	waitRunning locale.Msg = "at least this long: still waiting, or told as “more than”"
	waitUpTo    locale.Msg = "up to: the longest that was told"
	waitUnknown locale.Msg = "not said whether it had ended"
)

func waitKinds(w Words) []chart.Kind {
	return []chart.Kind{
		{Name: w.T(waitEnded), Glyph: chart.Filled},
		{Name: w.T(waitRunning), Glyph: chart.MoreThan},
		{Name: w.T(waitUnknown), Glyph: chart.Ring},
		{Name: w.T(waitUpTo), Glyph: chart.UpTo},
	}
}

// waitKind is the kind of mark of a row with still_waiting, days_low and days_high.
func waitKind(r data.Row) locale.Msg {
	switch {
	case r.Text("still_waiting") == "yes" || !r.Has("days_high"):
		return waitRunning
	case !r.Has("days_low"):
		return waitUpTo
	case r.Text("still_waiting") == "no":
		return waitEnded
	}
	return waitUnknown
}

// waitDays is where the mark of a wait stands: its lower value, or the upper one of an
// upper limit.
func waitDays(r data.Row) float64 {
	days, ok := r.Float("days_low")
	if !ok {
		days, _ = r.Float("days_high")
	}
	return days
}

// clockWords say when the clock of a wait starts.
var clockWords = map[string]locale.Msg{
	"arrival_in_mexico": "arrival in Mexico",
	"arrival_in_city":   "arrival in the city",
	"registration":      "registration in the app",
	"first_request":     "the first request",
	"unknown":           "not said",
}

// quarterMonths names the quarter of t by its months: April–June 2023.
func quarterMonths(w Words, t time.Time) string {
	first := onDay(t.Year(), (t.Month()-1)/3*3+1, 1)
	return w.MonthName(first.Month()) + "–" + w.Month(first.AddDate(0, 2, 0))
}

// plainNumber writes v without decimals where it has none: 10, 1.5.
func plainNumber(w Words, v float64) string {
	if v == float64(int64(v)) {
		return w.Number(v, 0)
	}
	return w.Number(v, 1)
}

// schedulingEnds is the event that closes the time axis of the programme.
func schedulingEnds(w Words) chart.Event {
	return chart.Event{At: onDay(2025, time.January, 20), Label: w.T("Scheduling ends")}
}

// asPublished is a wait as it was published, in the reader's language.
func asPublished(w Words, r data.Row) string { return lengthWords(w, r.Text("published")) }
