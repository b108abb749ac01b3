package views

import (
	"math"
	"slices"

	"citas/data"
	"citas/data/lottery"
	"citas/views/chart"
)

// lotteryLine is one way to share the places, and how people waited then.
type lotteryLine struct {
	Name  string
	Share float64
	Waits lottery.Waits
	Color chart.Color
}

// lotteryAnswer is the model's answer, in a language: the waits that were asked for, beside those of the other ways to share the same places.
type lotteryAnswer struct {
	lotteryQuestion
	Words Words
	Lines []lotteryLine // the first is what was asked for
	At    []float64     // days at which the lines are read, from 0 up
}

// curveSteps is about how many days of a curve are read.
const curveSteps = 24

// answer computes the model. Every share that was published is drawn beside the one asked for, as reports differ, and the two extremes.
func (q lotteryQuestion) answer(w Words) (lotteryAnswer, error) {
	a := lotteryAnswer{lotteryQuestion: q, Words: w}
	add := func(name string, share float64, color chart.Color) error {
		if slices.ContainsFunc(a.Lines, func(l lotteryLine) bool { return l.Share == share }) {
			return nil
		}
		c := q.Conditions
		c.PriorityShare = share
		waits, err := lottery.Solve(c)
		a.Lines = append(a.Lines, lotteryLine{name, share, waits, color})
		return err
	}
	kept := func(share float64) string {
		switch share {
		case 0:
			return w.T("all by lot")
		case 1:
			return w.T("all in line")
		}
		return w.T("{share} kept", "share", w.Upto(share*100, 1)+"\u00a0%")
	}
	if err := add(kept(q.PriorityShare), q.PriorityShare, chart.C1); err != nil {
		return a, err
	}
	next := chart.C2
	for _, in := range ofParam(q.inputs, "priority_share") {
		before := len(a.Lines)
		if err := add(kept(in.Value), in.Value, next); err != nil {
			return a, err
		}
		next += chart.Color(len(a.Lines) - before)
	}
	for _, share := range []float64{1, 0} {
		if err := add(kept(share), share, chart.Grey); err != nil {
			return a, err
		}
	}
	a.At = a.grid()
	return a, nil
}

// grid are the days at which the lines are read: even steps to where the last finite line ends, and the ends themselves.
func (a lotteryAnswer) grid() []float64 {
	end := a.Lines[0].Waits.Quantile(0.95)
	for _, l := range a.Lines {
		if !math.IsInf(l.Waits.Longest, 1) {
			end = max(end, l.Waits.Longest)
		}
	}
	if math.IsInf(end, 1) || end > 36_500 {
		end = 36_500 // a century: nothing beyond is worth drawing
	}
	step := max(1, math.Ceil(end/curveSteps/5)*5)
	if end < 60 {
		step = max(0.5, math.Ceil(2*end/curveSteps)/2)
	}
	var days []float64
	for d := 0.0; d < end+step; d += step {
		days = append(days, d)
	}
	for _, l := range a.Lines {
		if l.Waits.Longest <= end {
			days = append(days, l.Waits.Longest)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// Table is the curve as rows: what is drawn, and what the CSV has.
func (a lotteryAnswer) Table() *data.Table {
	t := &data.Table{Columns: []data.Column{
		{Name: "priority_share", Type: data.Number, Unit: "share from 0 to 1"}, {Name: "days", Type: data.Number, Unit: "days"},
		{Name: "still_waiting", Type: data.Number, Unit: "share from 0 to 1"}, {Name: "has_place", Type: data.Number, Unit: "share from 0 to 1"},
		{Name: "waiting", Type: data.Number, Unit: "people"}, {Name: "per_day", Type: data.Number, Unit: "places a day"}, {Name: "arrivals", Type: data.Number, Unit: "people a day"},
		{Name: "processing_level", Type: data.String},
	}}
	for _, l := range a.Lines {
		for _, d := range a.At {
			left := rounding(l.Waits.Waiting(d), 4)
			t.Rows = append(t.Rows, []any{l.Share, rounding(d, 1), left, rounding(1-left, 4), a.Waiting, a.PerDay, a.Arrivals, string(data.Modelled)})
		}
	}
	return t
}

// Figure draws who still waited after how many days.
func (a lotteryAnswer) Figure() chart.Figure {
	w := a.Words
	fig := chart.Figure{
		ID: "lottery", Name: w.T("Still waiting, by days since asking (modelled)"),
		X:      chart.Since(w.T("Days since a person asked"), w.T("days")),
		Y:      chart.Axis{Label: w.T("Share of people still waiting, modelled"), Percent: true, Zero: true},
		Said:   levelWords(w, data.Modelled),
		Format: formatOf(w),
	}
	var lines chart.Lines
	for _, l := range a.Lines {
		s := chart.Series{Name: l.Name, Color: l.Color}
		for _, d := range a.At {
			if d == l.Waits.Longest { // the line falls to nothing: everybody left is reached at once
				s.Points = append(s.Points, chart.Point{After: d, Value: chart.V(l.Waits.Waiting(math.Nextafter(d, 0)))})
			}
			s.Points = append(s.Points, chart.Point{After: math.Round(d*10) / 10, Value: chart.V(l.Waits.Waiting(d))})
			if d >= l.Waits.Longest {
				break
			}
		}
		lines.Series = append(lines.Series, s)
	}
	fig.Layers = []chart.Layer{lines}
	fig.Description = fig.Name + ". " + chart.Describe(fig)
	return fig
}

// rounding keeps so many decimals: a model has no more precision than that.
func rounding(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p) / p
}
