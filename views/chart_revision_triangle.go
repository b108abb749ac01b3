package views

import (
	"slices"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "revision-triangle", Story: Method, Place: 1,
	Name:     "Revisions of the monthly totals",
	Subtitle: "Appointments processed, all nationalities: difference from the value first published, by month and release",
	Level:    data.AsPublished,
	Datasets: []string{"appointments-processed", "releases"},
	Key:      []string{"month", "published"},
	Columns: []Head{
		{Column: "month", Label: "Month", Form: Month},
		{Column: "published", Label: "Release of", Form: Day},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "first_published", Label: "First published", Unit: "appointments"},
		{Column: "difference", Label: "Difference", Unit: "appointments"},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the release"},
	},
	Filters: []Filter{byPeriod("month")},
	Headline: func(f Frame) string {
		revised, w := f.Facts.Int("revised"), f.Words
		smallest, largest := f.Facts.Int("smallest"), f.Facts.Int("largest")
		switch {
		case f.Facts.Int("months") == 0:
			return f.T(noFigures)
		case revised == 0:
			return w.N(f.Facts.Int("months"), "The monthly total was not revised.", "None of the {n} monthly totals was revised.")
		case revised == 1:
			return w.T("One monthly total was revised, by {change}.", "change", largest)
		case smallest == largest:
			return w.T("{n} monthly totals were revised, each by {change}.", "n", revised, "change", largest)
		}
		return w.T("{n} monthly totals were revised, by {least} to {most}.", "n", revised, "least", smallest, "most", largest)
	},
	Share: shareTriangle,
	Figure: func(f Frame) chart.Figure {
		var months, releases []string
		var points []chart.Point
		f.Each(func(r data.Row) {
			month, release := f.Words.ShortMonth(dayOf(r, "month")), f.Words.Day(dayOf(r, "published"))
			if !slices.Contains(months, month) {
				months = append(months, month)
			}
			if !slices.Contains(releases, release) {
				releases = append(releases, release)
			}
			points = append(points, chart.Point{From: f.from(r), Col: release, Row: month, Value: chart.V(float64(r.Int("difference"))),
				Label: f.T("{month} in the release of {release}: {now}, first published as {first}", "month", Capital(f.Words.Month(dayOf(r, "month"))), "release", release,
					"now", r.Int("appointments"), "first", r.Int("first_published"))})
		})
		return chart.Figure{
			X:      chart.Axis{Scale: chart.Categories, Rows: releases, Label: f.T("Release, by day of publication")},
			Y:      chart.Axis{Scale: chart.Categories, Rows: months},
			Layers: []chart.Layer{chart.Cells{Points: points}},
			Notes:  []string{f.T("0: the same value as first published. Empty: the release does not reach that month.")},
		}
	},
	How:    "Each row is a month, each column a release. The number says how far the value in that release lies from the value that was published first. A row with a number other than 0 was revised.",
	Counts: "The totals of appointments processed by month, as each held release of DHS (OHSS) printed them.",
	Not:    "Releases that are not held here. Between two held ones others were published.",
	Notes:  []locale.Msg{"The first release of a column order or a new name is no revision. Only values are compared."},
})
