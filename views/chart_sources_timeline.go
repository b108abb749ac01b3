package views

import (
	"slices"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "sources-timeline", Story: Method, Place: 1,
	Name:     "When the sources were published and checked",
	Subtitle: "Days on which releases and documents were published, on which documents were read, and on which a programme ended",
	Level:    data.Transcribed,
	Datasets: []string{"releases", "sources"},
	Key:      []string{"source", "mark", "source_id"},
	Columns: []Head{
		{Column: "source", Label: "Source", Form: Status},
		{Column: "title", Label: "Title"},
		{Column: "kind", Label: "Kind", Form: Status},
		{Column: "mark", Label: "What happened", Form: Status},
		{Column: "first_day", Label: "First day", Form: Day},
		{Column: "last_day", Label: "Last day", Form: Day},
		{Column: "items", Label: "Items", Unit: "releases or documents"},
		{Column: "undated", Label: "Undated", Unit: "documents"},
		{Column: "status", Label: "Value", Form: Status},
		{Column: "source_id", Label: "Series", Form: Link},
		{Column: "locator", Label: "Place in the release"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byKind("Kind of source", "kind", nil)},
	Headline: func(f Frame) string {
		var releases, documents int64
		var first, last time.Time
		f.Each(func(r data.Row) {
			switch {
			case r.Text("mark") == "published" && r.Text("kind") == "series":
				releases += r.Int("items")
			case r.Text("mark") == "published":
				documents += r.Int("items") + r.Int("undated")
			case r.Text("mark") == "checked":
				from, _ := r.Day("first_day")
				to, _ := r.Day("last_day")
				if first.IsZero() || from.Before(first) {
					first = from
				}
				if to.After(last) {
					last = to
				}
			}
		})
		text := f.T("{releases} and {documents} carry the figures", "releases", f.Words.N(releases, "{n} release", "{n} releases"), "documents", f.Words.N(documents, "{n} document", "{n} documents"))
		switch {
		case first.IsZero():
			return text + "."
		case first.Equal(last):
			return text + f.T("; the documents were read on {day}.", "day", f.Words.Day(first))
		}
		return text + f.T("; the documents were read from {from} to {to}.", "from", f.Words.Day(first), "to", f.Words.Day(last))
	},
	Figure: drawSourcesTimeline,
	How:    "Each row is a series of releases, or all cited documents of one kind of publisher. A bar runs from the first to the last day of publication; a single day is a dot. The ring is the day on which the documents were read, the diamond the day on which the programme behind a series ended.",
	Counts: "Releases that were loaded, and documents that the curated tables cite, with the day of publication they print.",
	Not:    "Proof that a page still says the same. Documents were read as stored copies; none was opened live.",
	Notes: []locale.Msg{
		"A document known only by its month or year stands at the first day of it. A release known so counts from the last day.",
		"Ended means that no new count can come. What was published can still be revised.",
		"A series without a bar has no release in this edition.",
	},
})

func drawSourcesTimeline(f Frame) chart.Figure {
	bars := chart.Series{Name: f.T("published, first to last"), Color: chart.C1}
	dots := chart.Series{Name: f.T("published on one day"), Color: chart.C1}
	fig := chart.Figure{
		Y: chart.Axis{Scale: chart.Categories, Empty: f.T("no release loaded")},
		Kinds: []chart.Kind{
			{Name: f.T("documents read"), Glyph: chart.Ring}, {Name: f.T("programme ended"), Glyph: chart.Diamond},
		},
	}
	var from, to time.Time
	f.Each(func(r data.Row) {
		row := f.Value(r.Text("source"))
		if !slices.Contains(fig.Y.Rows, row) {
			fig.Y.Rows = append(fig.Y.Rows, row)
		}
		first, ok := r.Day("first_day")
		if !ok {
			return
		}
		last, _ := r.Day("last_day")
		if from.IsZero() || first.Before(from) {
			from = first
		}
		if last.After(to) {
			to = last
		}
		pt := chart.Point{From: f.from(r), Row: row, At: first, Value: chart.V(1), Label: f.T("{row}: {mark} {day}", "row", row, "mark", f.Value(r.Text("mark")), "day", f.Words.Day(first))}
		switch {
		case r.Text("mark") == "checked":
			pt.Kind, pt.At = f.T("documents read"), last
			pt.Label = f.T("{row}: {documents} read by {day}", "row", row, "documents", f.Words.N(r.Int("items"), "{n} document", "{n} documents"), "day", f.Words.Day(last))
		case r.Text("mark") == "ended":
			pt.Kind = f.T("programme ended")
		case !first.Equal(last):
			pt.End = last.AddDate(0, 0, 1)
			pt.Label = f.T("{row}: {count} published from {from} to {to}", "row", row, "count", r.Int("items"), "from", f.Words.Day(first), "to", f.Words.Day(last))
			bars.Points = append(bars.Points, pt)
			return
		}
		dots.Points = append(dots.Points, pt)
	})
	fig.X = chart.Days(from, to.AddDate(0, 1, 0))
	fig.Layers = []chart.Layer{chart.Intervals{Series: []chart.Series{bars}}, chart.Dots{Series: []chart.Series{dots}}}
	return fig
}
