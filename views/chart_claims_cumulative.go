package views

import (
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "claims-cumulative", Story: Allocations, Place: 6,
	Name:     "Totals since the start, by what they count",
	Subtitle: "Totals since January 2023 by the end of the period they cover: people or appointments scheduled, people let in (mostly on parole), appointments processed",
	Level:    data.Transcribed,
	Datasets: []string{"published-statements", "appointments-processed"},
	Key:      []string{"quantity", "period_end", "source_id"},
	Columns: []Head{
		{Column: "quantity", Label: "What it counts", Form: Status},
		{Column: "period_end", Label: "By", Form: Day},
		{Column: "period_end_precision", Label: "Date known to the", Form: Status},
		{Column: "value", Label: "Total", Unit: "people or appointments, see unit"},
		{Column: "unit", Label: "Unit", Form: Status},
		{Column: "qualifier", Label: "Qualifier", Form: Status},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "said_by", Label: "Said by", Form: Said},
		{Column: "stated_on", Label: "Said on", Form: Day},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the document"},
	},
	Filters: []Filter{byKind("What it counts", "quantity", nil), byPeriod("period_end"), byConfidence()},
	Headline: func(f Frame) string {
		if !f.Facts.Has("scheduled") || !f.Facts.Has("processed") {
			return f.T(noFigures)
		}
		return f.T("{scheduled} scheduled by {day}; {processed} processed by {until}: two counts, two dates.",
			"scheduled", Capital(qualified(f.Words, f.Facts.Text("qualifier"), f.Words.Count(f.Facts.Int("scheduled")))), "day", f.Words.Month(dayOf(f.Facts, "scheduled_by")),
			"processed", f.Facts.Int("processed"), "until", f.Words.Month(dayOf(f.Facts, "processed_by")))
	},
	Figure: func(f Frame) chart.Figure {
		fig := chart.Figure{
			X: chart.Days(onDay(2023, time.January, 1), onDay(2025, time.March, 31)),
			Y: chart.Axis{Label: f.T("Total since the start"), Zero: true},
			Kinds: []chart.Kind{
				{Name: f.T("no qualifier"), Glyph: chart.Filled},
				{Name: f.T("more than"), Glyph: chart.MoreThan},
				{Name: f.T("about or nearly"), Glyph: chart.About},
				{Name: f.T("rounded to 10"), Glyph: chart.Diamond},
			},
		}
		for _, panel := range []struct {
			quantity    string
			title, note locale.Msg
		}{
			{"scheduled", "Scheduled", "people or appointments"},
			{"let_in_mostly_on_parole", "Let in, mostly on parole", "people"},
			{"processed", "Processed, OHSS", "appointments, our running sum"},
		} {
			dots := chart.Series{Name: f.T(panel.title)}
			f.Each(func(r data.Row) {
				if r.Text("quantity") == panel.quantity {
					dots.Points = append(dots.Points, claimPoint(f, r))
				}
			})
			fig.Panels = append(fig.Panels, chart.Panel{Title: f.T(panel.title), Note: f.T(panel.note), Layers: []chart.Layer{chart.Dots{Series: []chart.Series{dots}}}})
		}
		fig.Events, fig.Notes = claimBends(f)
		return fig
	},
	How:    "Each dot is one published total, placed at the end of the period it covers. The three panels count three different things and share a scale only for their size. The shape says how the source qualified the number. Hollow dots have low confidence, and their qualifier is in the table. Dots are never joined: they come from different speakers.",
	Counts: "What each speaker counted: appointments or people scheduled, people let in (mostly on parole), and appointments processed at southwest land ports. The processed totals are our running sum of what DHS (OHSS) published, rounded to 10.",
	Not:    "One series. Scheduled, let in and processed must not be subtracted from one another. None of them means that asylum was granted or even sought.",
	Notes: []locale.Msg{
		"Two bends in the scheduled totals are marked. No source states a cause for either.",
		"Totals without a date for what they cover are not drawn. They are in the dataset of published statements.",
		"Most statements were read in press, reprints or copies. Each row names its document.",
	},
})

// claimPoint is one total as a dot; a low-confidence one is hollow, which leaves no room
// for the glyph of its qualifier.
func claimPoint(f Frame, r data.Row) chart.Point {
	w := f.Words
	low := r.Text("confidence") == "low"
	pt := chart.Point{From: f.from(r), At: dayOf(r, "period_end"), Value: pointValue(f, r, "value"), Low: low}
	if !low {
		pt.Kind = f.T(claimKind(r.Text("qualifier")))
	}
	if r.Text("quantity") == "processed" { // our running sum
		pt.Said = levelWords(w, data.Derived)
	}
	by := w.Day(pt.At)
	if r.Text("period_end_precision") == "month" {
		by = w.Month(pt.At)
	}
	pt.Label = f.T("{quantity} by {day}: {value} {unit}, said by {speaker}", "quantity", f.Value(r.Text("quantity")), "day", by,
		"value", qualified(w, r.Text("qualifier"), w.Count(r.Int("value"))), "unit", f.Value(r.Text("unit")), "speaker", whoWords(w, r.Text("said_by")))
	if low {
		pt.Label += ", " + f.T("low confidence")
	}
	return pt
}

// claimKind is the kind of mark of a qualifier.
func claimKind(qualifier string) locale.Msg {
	switch qualifier {
	case "more_than":
		return "more than"
	case "nearly", "about":
		return "about or nearly"
	case "rounded_to_10":
		return "rounded to 10"
	}
	return "no qualifier"
}

// claimBends names the two places where the scheduled totals bend, and how far they then
// stood above the OHSS count (editorial.md, rule 4: for two months only).
func claimBends(f Frame) (events []chart.Event, notes []string) {
	if f.Facts.Has("july_rise") {
		events = append(events, chart.Event{At: onDay(2024, time.June, 30), Label: f.T("scheduled totals rise by {rise} in the next month; cause not stated", "rise", f.Facts.Int("july_rise"))})
	}
	if f.Facts.Has("august_above") && f.Facts.Has("scheduled_by") && dayOf(f.Facts, "scheduled_by").After(onDay(2024, time.August, 31)) {
		events = append(events, chart.Event{At: onDay(2024, time.August, 31), Label: f.T("after this day scheduled totals rise more slowly; cause not stated")})
	}
	if f.Facts.Has("july_above") && f.Facts.Has("august_above") {
		above := (f.Facts.Int("july_above") + f.Facts.Int("august_above") + 10000) / 20000 * 10000
		notes = append(notes, f.T("In July and August 2024, and only then, scheduled totals stood about {above} above the OHSS count. They count different things.", "above", above))
	}
	return events, notes
}
