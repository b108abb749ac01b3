package views

import (
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
)

var _ = declareChart(Chart{
	ID: "rules-timeline", Story: Allocations, Place: 10,
	Name:     "Rules for sharing places",
	Subtitle: "How places were asked for, ordered and shared, by topic; bars where a first and a last day are known, else a dot on the day of the rule or report",
	Level:    data.Transcribed,
	Datasets: []string{"allocation-rules"},
	Columns: []Head{
		{Column: "topic", Label: "Topic"},
		{Column: "from_date", Label: "From, or day of the report", Form: Day},
		{Column: "from_precision", Label: "Date known to the"},
		{Column: "to_date", Label: "To", Form: Day},
		{Column: "value", Label: "Rule"},
		{Column: "unit", Label: "Unit"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence"},
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
			return noFigures
		}
		first, last := shares[0], shares[len(shares)-1]
		text := Capital(partWords(first.Text("value"))) + " to the longest waiting in " + f.Words.Month(dayOf(first, "from_date"))
		if len(shares) > 1 && last.Text("value") != first.Text("value") {
			text += ", " + partWords(last.Text("value")) + " by " + f.Words.Month(dayOf(last, "from_date"))
		}
		return text + "."
	},
	Share: shareRules,
	Figure: func(f Frame) chart.Figure {
		fig := chart.Figure{
			X: chart.Days(onDay(2023, time.January, 1), onDay(2025, time.January, 31)),
			Y: chart.Axis{Scale: chart.Categories},
		}
		spans, dots := chart.Series{Name: "rule, first and last day known"}, chart.Series{Name: "rule or report, no last day", Color: chart.C1}
		f.Each(func(r data.Row) {
			row := topicName(r.Text("topic"))
			if n := len(fig.Y.Rows); n == 0 || fig.Y.Rows[n-1] != row {
				fig.Y.Rows = append(fig.Y.Rows, row)
			}
			pt := chart.Point{From: f.from(r), At: dayOf(r, "from_date"), End: dayAfter(r, "to_date"), Row: row, Note: ruleWords(r), Low: r.Text("confidence") == "low"}
			pt.Label = row + ": " + pt.Note + ", from " + dayWords(r.Text("from_date"), r.Text("from_precision"))
			if !pt.End.IsZero() {
				pt.Label += " to " + f.Words.Day(dayOf(r, "to_date"))
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
	Notes: []string{
		"Rules of low confidence are left out; they are in the dataset. Some say otherwise on the same topic.",
		"A date known only to the month stands on the first day of it. No source gives the day on which the share for the longest waiting changed.",
	},
})

// topicWords names the topics of rules for a reader.
var topicWords = map[string]string{
	"order": "Order", "priority_share": "Longest waiting", "random_share": "By lot", "request_window": "When to ask",
	"confirm_window": "Time to confirm", "booking_horizon": "Days ahead", "geofence": "Where to ask from",
	"channel": "Ports and tools", "exceptions": "Who could book", "end": "End",
}

// topicName writes a topic.
func topicName(topic string) string { return orElse(topicWords[topic], spaced(topic)) }

// partWords writes a part in percent: "half", "30 %".
func partWords(percent string) string {
	if percent == "50" {
		return "half"
	}
	return percent + "\u00a0%"
}

// ruleWords writes a rule's value with its unit.
func ruleWords(r data.Row) string {
	value := r.Text("value")
	switch r.Text("unit") {
	case "percent":
		return value + "\u00a0%"
	case "category":
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
		return "at " + value + " local time"
	case "eastern_time":
		if !strings.Contains(value, "-") {
			value = "at " + value
		}
		return strings.ReplaceAll(value, "-", "–") + " Eastern Time"
	}
	return value + " " + spaced(r.Text("unit"))
}
