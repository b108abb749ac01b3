package views

import (
	"context"
	"math"

	"citas/data"
	"citas/views/locale"
)

// The tables of the lottery's test are computed from a simulation, so their rows are cited from here.

var (
	listingOfComparison = declareListing(backtestListing("lottery-test", "A published wait beside the lottery model", []string{"wait_id"}, backtest.comparisonRows,
		Head{Column: "wait_id", Label: "Published wait"},
		Head{Column: "modelled_days", Label: "Modelled", Unit: "days"}, Head{Column: "modelled_p10_days", Label: "One in ten within", Unit: "days"},
		Head{Column: "modelled_p90_days", Label: "Nine in ten within", Unit: "days"}, Head{Column: "error_days", Label: "Published minus modelled", Unit: "days", Form: Signed}))
	listingOfErrors = declareListing(backtestListing("lottery-test-errors", "The error of the lottery model, by kind of published wait", []string{"kind"}, backtest.errorRows,
		Head{Column: "kind", Label: "Kind", Form: Status}, Head{Column: "inside", Label: "Where eight in ten simulated ones lie"},
		Head{Column: "middle_days", Label: "Middle error", Unit: "days", Form: Signed}, Head{Column: "smallest_days", Label: "Smallest", Unit: "days", Form: Signed}, Head{Column: "largest_days", Label: "Largest", Unit: "days", Form: Signed}))
	listingOfCourse = declareListing(backtestListing("lottery-test-months", "The simulated queue of the lottery, month by month", []string{"month"}, backtest.courseRows,
		Head{Column: "month", Label: "Month", Form: Month}, Head{Column: "waiting", Label: "Waiting at its end", Unit: "people, to the nearest 100"}, Head{Column: "given", Label: "Given a place", Unit: "people, to the nearest 100"},
		Head{Column: "p10_days", Label: "One in ten within", Unit: "days"}, Head{Column: "p50_days", Label: "Half within", Unit: "days"},
		Head{Column: "p90_days", Label: "Nine in ten within", Unit: "days"}, Head{Column: "longest_days", Label: "Longest", Unit: "days"}))
)

func backtestListing(id string, name locale.Msg, key []string, rows func(backtest) *data.Table, columns ...Head) listing {
	return listing{
		ID: id, Name: name, Level: data.Modelled, Datasets: []string{"published-statements", "daily-capacity", "allocation-rules", "wait-times"}, Key: key, Columns: columns,
		Rows: func(ctx context.Context, e *data.Edition) (*data.Table, error) {
			b, err := readBacktest(ctx, e, Words{})
			if err != nil {
				return nil, err
			}
			return rows(b), nil
		},
		Counts: "People in a simulation of the whole programme, and the published waits that are set beside it.",
		Not:    "The wait of any person, or anyone’s chance: the queue was never published from day to day.",
		Page:   func(string) string { return lotteryPath + "/test" },
	}
}

// wholeDays is a number of days as the page writes it.
func wholeDays(days float64) any { return int64(math.Round(days)) }

// hundreds rounds people of the simulation: it is no more exact than what it starts from.
func hundreds(people int) int64 { return int64(math.Round(float64(people)/100)) * 100 }

// comparisonRows are the rows of the comparison, with days as the page writes them.
func (b backtest) comparisonRows() *data.Table {
	t := &data.Table{Columns: []data.Column{
		{Name: "wait_id", Type: data.String}, {Name: "modelled_days", Type: data.Integer}, {Name: "modelled_p10_days", Type: data.Integer},
		{Name: "modelled_p90_days", Type: data.Integer}, {Name: "error_days", Type: data.Integer},
	}}
	for _, p := range b.Waits {
		t.Rows = append(t.Rows, []any{p.ID, wholeDays(p.Model), wholeDays(p.P10), wholeDays(p.P90), wholeDays(p.Error())})
	}
	return t
}

// errorRows are the rows of the table of errors.
func (b backtest) errorRows() *data.Table {
	t := &data.Table{Columns: []data.Column{
		{Name: "kind", Type: data.String}, {Name: "inside", Type: data.Integer},
		{Name: "middle_days", Type: data.Integer}, {Name: "smallest_days", Type: data.Integer}, {Name: "largest_days", Type: data.Integer},
	}}
	for _, k := range b.kinds() {
		n := len(k.errors)
		t.Rows = append(t.Rows, []any{k.panel, int64(k.inside), wholeDays(quantile(k.errors, 0.5)), wholeDays(k.errors[0]), wholeDays(k.errors[n-1])})
	}
	return t
}

// courseRows are the rows of the table of months.
func (b backtest) courseRows() *data.Table {
	t := &data.Table{Columns: []data.Column{
		{Name: "month", Type: data.Date}, {Name: "waiting", Type: data.Integer}, {Name: "given", Type: data.Integer},
		{Name: "p10_days", Type: data.Integer}, {Name: "p50_days", Type: data.Integer}, {Name: "p90_days", Type: data.Integer}, {Name: "longest_days", Type: data.Integer},
	}}
	for _, m := range b.Months {
		row := []any{m.Month, hundreds(m.Queue), hundreds(len(m.Given))}
		for _, q := range []float64{0.1, 0.5, 0.9, 1} {
			if len(m.Given) == 0 {
				row = append(row, nil)
				continue
			}
			row = append(row, wholeDays(quantile(m.Given, q)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
