package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "waits-averages", Story: WaitTimes, Place: 2,
	Name:     "Published average waits",
	Subtitle: "Averages, usual waits and shares within a time, as stated, southwest border and Mexico, 2023 to 2025",
	Level:    data.Transcribed,
	Datasets: []string{"wait-times", "ports"},
	Key:      []string{"wait_id"},
	Columns: []Head{
		{Column: "month", Label: "Seen in", Form: Month},
		{Column: "place", Label: "Place", Form: Status},
		{Column: "population", Label: "Whom it describes"},
		{Column: "statistic", Label: "Statistic", Form: Status},
		{Column: "bound", Label: "Said as", Form: Status},
		{Column: "value", Label: "Wait"},
		{Column: "unit", Label: "Unit", Form: Status},
		{Column: "days", Label: "Wait", Unit: "days"},
		{Column: "share_percent", Label: "Share within it", Unit: "percent"},
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
	Filters:   []Filter{byCity(), byPeriod("month").of("observed"), byConfidence(confident...)},
	TableOnly: true,
	Brief:     []string{"month", "place", "population", "statistic", "bound", "value", "unit"},
	Headline: func(f Frame) string {
		// The official average is that of an agency, for the whole border; the newest if
		// one briefing names more than one.
		var newest data.Row
		briefings := map[string]bool{}
		f.Each(func(r data.Row) {
			if r.Text("statistic") == "mean" && r.Text("method") == "agency_statement" {
				newest, briefings[r.Text("source_id")] = r, true
			}
		})
		if len(briefings) == 0 {
			return f.T(noFigures)
		}
		value, _ := newest.Float("value")
		month, _ := newest.Day("month")
		start := f.T("One official average")
		if n := len(briefings); n > 1 {
			start = f.T("The newest of {count} official averages", "count", f.Words.Small(int64(n)))
		}
		return f.T("{which}: {wait} {unit}, {whom}, {month}.", "which", start, "wait", plainNumber(f.Words, value), "unit", f.Value(newest.Text("unit")), "whom", averageOf(f.Words, newest.Text("population")), "month", f.Words.Month(month))
	},
	Figure: func(Frame) chart.Figure { return chart.Figure{} },
	How:    "Each row is one stated average. “More than” means that the real value is higher. The columns for the clock say when counting starts and ends, where the source says it.",
	Counts: "Averages that an agency or an official stated. The official one was worked out from the weeks of the programme and the places given, not from the waits of people.",
	Not:    "Averages of ours: nothing is averaged here, and no told case is among the rows. It is not known how waits spread around an average.",
	Notes: []locale.Msg{
		"Of several reports of one statement the best stands here. Rows rated low are left out. Among those is an official share of people who waited at most two months: it was found only on pages that copy from others.",
		"The earlier average of the same briefing is as the agency recalled it later.",
		"What city officials called an average may be a longest wait.",
		"Citizens of Mexico are not in the official average.",
	},
})

// averageOf shortens whom an average describes: "non-Mexican applicants", "non-Mexicans".
func averageOf(w Words, population string) string {
	switch population {
	case "non-Mexican applicants":
		return w.T("non-Mexicans")
	case "applicants, nationality not stated":
		return w.T("people whose nationality is not stated")
	}
	return population
}
