package views

import (
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "rules-timeline", Story: Allocations, Place: 10,
	Name:     "Rules for sharing places",
	Subtitle: "How places were asked for, ordered and shared, by topic; bars where a first and a last day are known, else a dot on the day of the rule or report",
	Level:    data.Transcribed,
	Datasets: []string{"allocation-rules"},
	Key:      []string{"topic", "from_date", "value", "source_id"},
	Columns: []Head{
		{Column: "topic", Label: "Topic", Form: Status},
		{Column: "from_date", Label: "From, or day of the report", Form: Day},
		{Column: "from_precision", Label: "Date known to the", Form: Status},
		{Column: "to_date", Label: "To", Form: Day},
		{Column: "value", Label: "Rule"},
		{Column: "unit", Label: "Unit", Form: Status},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the document"},
	},
	Filters: []Filter{byKind("Topic", "topic", topicName), byPeriod("from_date").of("effective_from"), byConfidence(confident...)},
	Headline: func(f Frame) string {
		var shares []data.Row
		f.Each(func(r data.Row) {
			if r.Text("topic") == "priority_share" {
				shares = append(shares, r)
			}
		})
		if len(shares) == 0 {
			return f.T(noFigures)
		}
		first, last := shares[0], shares[len(shares)-1]
		share, month := Capital(partWords(f.Words, first.Text("value"))), f.Words.Month(dayOf(first, "from_date"))
		if len(shares) > 1 && last.Text("value") != first.Text("value") {
			return f.T("{share} to the longest waiting in {month}, {later} by {until}.", "share", share, "month", month, "later", partWords(f.Words, last.Text("value")), "until", f.Words.Month(dayOf(last, "from_date")))
		}
		return f.T("{share} to the longest waiting in {month}.", "share", share, "month", month)
	},
	Share: shareRules,
	Figure: func(f Frame) chart.Figure {
		fig := chart.Figure{
			X: chart.Days(onDay(2023, time.January, 1), onDay(2025, time.January, 31)),
			Y: chart.Axis{Scale: chart.Categories},
		}
		spans, dots := chart.Series{Name: f.T("rule, first and last day known")}, chart.Series{Name: f.T("rule or report, no last day"), Color: chart.C1}
		f.Each(func(r data.Row) {
			row := topicName(f.Words, r.Text("topic"))
			if n := len(fig.Y.Rows); n == 0 || fig.Y.Rows[n-1] != row {
				fig.Y.Rows = append(fig.Y.Rows, row)
			}
			pt := chart.Point{From: f.from(r), At: dayOf(r, "from_date"), End: dayAfter(r, "to_date"), Row: row, Note: ruleWords(f.Words, r), Low: r.Text("confidence") == "low"}
			from := f.Words.DayOf(r.Text("from_date"), r.Text("from_precision"))
			pt.Label = f.T("{topic}: {rule}, from {from}", "topic", row, "rule", pt.Note, "from", from)
			if !pt.End.IsZero() {
				pt.Label = f.T("{topic}: {rule}, from {from} to {to}", "topic", row, "rule", pt.Note, "from", from, "to", f.Words.Day(dayOf(r, "to_date")))
				spans.Points = append(spans.Points, pt)
			} else {
				dots.Points = append(dots.Points, pt)
			}
		})
		fig.Layers = []chart.Layer{chart.Intervals{Series: []chart.Series{spans}}, chart.Dots{Series: []chart.Series{dots}}}
		return fig
	},
	How:    "Each row is a topic. A bar runs from the first to the last day of a rule, where sources give both. A dot stands on the day on which a rule began or a report named it, because no source says when it ended.",
	Counts: "Rules that agencies announced or that press and groups reported, in our words.",
	Not:    "How the rules worked in practice. That a figure changed after a rule does not say that the rule changed it.",
	Notes: []locale.Msg{
		"Rules of low confidence are left out; they are in the dataset. Some say otherwise on the same topic.",
		"A date known only to the month stands on the first day of it. No source gives the day on which the share for the longest waiting changed.",
	},
})

// topicWords names the topics of rules for a reader.
var topicWords = map[string]locale.Msg{
	"order": "Order", "priority_share": "Longest waiting", "random_share": "By lot", "request_window": "When to ask",
	"confirm_window": "Time to confirm", "booking_horizon": "Days ahead", "geofence": "Where to ask from",
	"channel": "Ports and tools", "exceptions": "Who could book", "end": "End",
}

// topicName writes a topic.
func topicName(w Words, topic string) string {
	if name := topicWords[topic]; name != "" {
		return w.T(name)
	}
	return enumWords(w, topic)
}

// partWords writes a part in percent: "half", "30 %".
func partWords(w Words, percent string) string {
	if percent == "50" {
		return w.T("half")
	}
	return percent + "\u00a0%"
}

// ruleWords writes a rule's value with its unit.
func ruleWords(w Words, r data.Row) string {
	value := r.Text("value")
	switch r.Text("unit") {
	case "percent":
		return value + "\u00a0%"
	case "category":
		if m := enumMessage(value); !w.English() && w.Has(m) {
			return w.T(m)
		}
		text := spaced(value)
		for _, name := range []string{"chiapas", "tabasco", "mexico", "title", "us ", "inm"} {
			proper := Capital(name)
			if name == "us " || name == "inm" {
				proper = strings.ToUpper(name)
			}
			text = strings.ReplaceAll(text, name, proper)
		}
		return text
	case "local_time":
		return w.T("at {time} local time", "time", value)
	case "eastern_time":
		if strings.Contains(value, "-") {
			return w.T("{hours} Eastern Time", "hours", strings.ReplaceAll(value, "-", "–"))
		}
		return w.T("at {time} Eastern Time", "time", value)
	}
	return value + " " + enumWords(w, r.Text("unit"))
}
