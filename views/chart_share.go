package views

import (
	"slices"

	"citas/data"
	"citas/views/chart"
)

// The drawings of charts whose own has too much in it for a picture in a feed, or shows
// single cases (editorial.md, rule 8). Each draws less of the same rows and says so.

// shareWaitsReported counts how the published waits stood: three bars, no wait by itself.
func shareWaitsReported(_ *Chart, f Frame) chart.Figure {
	rows := []string{f.T("waits|had ended"), f.T("waits|were still running"), f.T("not said")}
	var waits chart.Series
	for i, state := range []struct{ fact, cell string }{{"ended", "no"}, {"running", "yes"}, {"unknown", "unknown"}} {
		n := f.Facts.Int(state.fact)
		if !f.Facts.Has("waits") { // a selection: its rows
			n = int64(f.where(func(r data.Row) bool { return r.Text("still_waiting") == state.cell }).Len())
		}
		waits.Points = append(waits.Points, chart.Point{Row: rows[i], Value: chart.V(float64(n))})
	}
	return chart.Figure{
		X:      chart.Axis{Label: f.T("Published waits"), Unit: f.T("waits"), Zero: true},
		Y:      chart.Axis{Scale: chart.Categories, Rows: rows},
		Layers: []chart.Layer{chart.Bars{Values: true, Series: []chart.Series{waits}}},
		Notes:  []string{f.T("Averages, longest waits and single cases, counted together. How long they were is on the page of the chart.")},
	}
}

// shareWaitsWhere counts the waits of each place by kind, so that no single case has a
// mark and a month of its own.
func shareWaitsWhere(_ *Chart, f Frame) chart.Figure {
	kinds := []string{"average", "maximum or range", "single case"}
	series := make([]chart.Series, len(kinds))
	var rows []string
	count := map[[2]string]float64{}
	f.Each(func(r data.Row) {
		place := r.Text("place")
		if !slices.Contains(rows, place) {
			rows = append(rows, place)
		}
		if r.Has("wait_id") {
			count[[2]string{place, r.Text("kind")}]++
		}
	})
	for i, kind := range kinds {
		series[i].Name = f.Value(kind)
		for _, place := range rows {
			if n := count[[2]string{place, kind}]; n > 0 {
				series[i].Points = append(series[i].Points, chart.Point{Row: f.Value(place), Value: chart.V(n)})
			}
		}
	}
	for i, place := range rows {
		rows[i] = f.Value(place)
	}
	return chart.Figure{
		X:      chart.Axis{Label: f.T("Published waits"), Unit: f.T("waits"), Zero: true},
		Y:      chart.Axis{Scale: chart.Categories, Rows: rows, Empty: f.T("no wait found in a good source")},
		Layers: []chart.Layer{chart.Bars{Mode: chart.Stacked, Series: series}},
		Notes:  []string{f.T("Nothing published about a place does not mean that the wait there was short.")},
	}
}

// shareLanguageStatements counts, for each language, what sources on the app as a whole
// said of it.
func shareLanguageStatements(_ *Chart, f Frame) chart.Figure {
	whole := f.where(func(r data.Row) bool {
		return r.Text("part") == wholeApp && r.Text("language") != languageUnnamed
	})
	kinds := []string{"available", "listed", "partial", "unclear", "missing"}
	series := make([]chart.Series, len(kinds))
	for i, kind := range kinds {
		series[i].Name = f.Value(kind)
		count := map[string]float64{}
		whole.Each(func(r data.Row) {
			if language := r.Text("language"); r.Text("says") == kind {
				count[language]++
			}
		})
		for _, language := range languageColumns {
			if count[language] > 0 {
				series[i].Points = append(series[i].Points, chart.Point{Row: f.Value(language), Value: chart.V(count[language])})
			}
		}
	}
	series = slices.DeleteFunc(series, func(s chart.Series) bool { return len(s.Points) == 0 })
	if len(series) == 0 {
		return chart.Figure{}
	}
	return chart.Figure{
		X:      chart.Axis{Label: f.T("Sources on the app as a whole that say it is"), Unit: f.T("sources"), Zero: true},
		Y:      chart.Axis{Scale: chart.Categories, Rows: languageNames(f), Empty: f.T("no source")},
		Layers: []chart.Layer{chart.Bars{Mode: chart.Stacked, Series: series}},
	}
}

// sharedTopics are the rules that say who got a place.
var sharedTopics = []string{"priority_share", "random_share", "request_window", "confirm_window", "exceptions"}

func shareRules(c *Chart, f Frame) chart.Figure {
	who := f.where(func(r data.Row) bool { return slices.Contains(sharedTopics, r.Text("topic")) })
	if who.Len() == 0 {
		return chart.Figure{}
	}
	fig := c.Figure(who)
	fig.Notes = append(fig.Notes, f.T("Other topics of the chart are left out of this picture."))
	return fig
}

// mostPanels is how many small multiples a picture has room for.
const mostPanels = 6

func shareNationalities(c *Chart, f Frame) chart.Figure {
	fig := c.Figure(f)
	if n := len(fig.Panels); n > mostPanels {
		fig.Panels = fig.Panels[:mostPanels]
		fig.Notes = append(fig.Notes, f.T("The first {some} of {all} panels; the others are on the page of the chart.", "some", f.Words.Small(mostPanels), "all", f.Words.Small(int64(n))))
	}
	return fig
}

// shareTriangle draws the months that were revised, and says how many were not.
func shareTriangle(c *Chart, f Frame) chart.Figure {
	revised, months := map[string]bool{}, map[string]bool{}
	f.Each(func(r data.Row) {
		months[r.Text("month")] = true
		if r.Int("difference") != 0 {
			revised[r.Text("month")] = true
		}
	})
	if len(revised) == 0 || len(revised) == len(months) {
		return c.Figure(f)
	}
	fig := c.Figure(f.where(func(r data.Row) bool { return revised[r.Text("month")] }))
	fig.Notes = append(fig.Notes, f.Words.N(int64(len(months)-len(revised)), "The other month was not revised.", "The other {n} months were not revised."))
	return fig
}
