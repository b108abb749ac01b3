package views

import (
	"context"
	"strings"
	"time"

	"citas/data"
	"citas/views/locale"
)

// seriesStep is a large step of a monthly series, with what the record has from the same months (data/query/series-steps.sql).
type seriesStep struct {
	Dataset, Series, Label string
	Month                  time.Time
	Before, After          int64
	Change                 float64 // of the rate a day: 0.41 is 41 percent more
	Definition             bool    // what is counted changed in one of the two months
	Revised                bool    // with the values first published it would not be large
	Events                 []string
	Release, Locator       string
}

// Unexplained reports whether the record has nothing from the same months.
func (s seriesStep) Unexplained() bool { return !s.Definition && !s.Revised && len(s.Events) == 0 }

var listingOfSteps = declareListing(listing{
	ID: "series-steps", Name: "Large steps of a monthly series", Level: data.Derived, Datasets: []string{"appointments-processed", "field-office-encounters"},
	Key: []string{"dataset", "series", "month"},
	Columns: []Head{
		{Column: "dataset", Label: "Dataset"},
		{Column: "series", Label: "Series", Form: Status},
		{Column: "month", Label: "Month", Form: Month},
		{Column: "before", Label: "Month before", Printed: "printed"},
		{Column: "after", Label: "Month of the step", Printed: "printed"},
		{Column: "change", Label: "Change a day", Form: Percent1},
	},
	Counts: "A change of the rate a day by a quarter or more, from one month to the next.", Not: "A reason: what falls into the same months is not shown to be one.",
	Page: func(string) string { return jumpsPath },
})

// cite is where its figures are cited.
func (s seriesStep) cite() string {
	return listingOfSteps.citeRow(s.Dataset, s.Series, s.Month.Format(time.DateOnly))
}

func seriesSteps(ctx context.Context, e *data.Edition) ([]seriesStep, error) {
	t, err := e.Query(ctx, "series-steps")
	if err != nil {
		return nil, err
	}
	var list []seriesStep
	t.Each(func(r data.Row) {
		s := seriesStep{
			Dataset: r.Text("dataset"), Series: r.Text("series"), Label: r.Text("label"), Before: r.Int("before"), After: r.Int("after"),
			Definition: r.Text("definition") == "true", Revised: r.Text("revised") == "true", Events: strings.Fields(r.Text("events")),
			Release: r.Text("release_id"), Locator: r.Text("locator"),
		}
		s.Month, _ = r.Day("month")
		s.Change, _ = r.Float("change")
		list = append(list, s)
	})
	return list, nil
}

// stepsOf are the months in which a series of the dataset made a large step.
func stepsOf(ctx context.Context, e *data.Edition, dataset string) (map[string]bool, error) {
	list, err := seriesSteps(ctx, e)
	steps := map[string]bool{}
	for _, s := range list {
		if s.Dataset == dataset {
			steps[stepKey(s.Series, s.Month)] = true
		}
	}
	return steps, err
}

func stepKey(series string, month time.Time) string { return series + " " + month.Format("2006-01") }

// stepped reports whether the series of a row made a large step to a month. A row that names no series is of the total.
func (f Frame) stepped(r data.Row, month time.Time) bool {
	series := "total"
	for _, column := range []string{"nationality", "field_office"} {
		if f.Index(column) >= 0 {
			series = r.Text(column)
		}
	}
	return f.steps[stepKey(series, month)]
}

// stepWords says what the record has from the same months, and whether that is nothing.
func stepWords(s seriesStep, w locale.Words, titles map[string]string) string {
	var parts []string
	if s.Definition {
		parts = append(parts, w.T("what is counted changed on 12 May 2023"))
	}
	if s.Revised {
		parts = append(parts, w.T("the publisher revised a value: as first published it was no large step"))
	}
	for _, id := range s.Events {
		parts = append(parts, titles[id])
	}
	if len(parts) == 0 {
		return w.T("unexplained")
	}
	return strings.Join(parts, "; ")
}
