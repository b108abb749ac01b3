package views

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"citas/data"
	"citas/data/lottery"
	"citas/views/locale"
)

// lotteryPath is the page of the model; its files have the same address with an ending.
const lotteryPath = "/wait-times/lottery"

// modelled is what every form of the model says of itself (editorial.md, rule 13).
const modelled locale.Msg = "MODELLED: computed from a simple model of the queue, not published and not measured."

// lotteryParams are the numbers that the model takes from an address, in this order.
var lotteryParams = []struct {
	name        string
	label, unit locale.Msg
	short       locale.Msg // in a table
	least, most float64
	whole       bool
	in          func(q *lotteryQuestion) *float64
}{
	{"waiting", "People waiting", "people", "people waiting", 1, 10_000_000, true, func(q *lotteryQuestion) *float64 { return &q.Waiting }},
	{"per_day", "Places a day", "places", "places a day", 1, 100_000, false, func(q *lotteryQuestion) *float64 { return &q.PerDay }},
	{"priority_share", "Share of the places kept for those who had waited longest", "0.3 is 30 percent", "share kept", 0, 1, false, func(q *lotteryQuestion) *float64 { return &q.PriorityShare }},
	{"arrivals", "People who joined each day", "people", "people joining", 0, 100_000, false, func(q *lotteryQuestion) *float64 { return &q.Arrivals }},
	{"days", "A place within", "days", "days", 1, 3650, true, func(q *lotteryQuestion) *float64 { return &q.Days }},
}

// lotteryQuestion is what an address asks of the model.
type lotteryQuestion struct {
	lottery.Conditions
	Days float64 // after how many days to look

	plain  *lotteryQuestion // the same without any parameter
	inputs []lotteryInput
	past   string // the day of a past view, YYYY-MM-DD; empty for the latest
}

// lotteryInput is a published figure that the model can start from.
type lotteryInput struct {
	Param                  string // of the model; start for the first day of the lottery
	Value                  float64
	Day                    time.Time
	Said, Confidence       string
	Source, Locator, Issue string
}

// lotteryInputs reads them from the edition, by parameter and day.
func lotteryInputs(ctx context.Context, e *data.Edition) ([]lotteryInput, error) {
	t, err := e.Query(ctx, "lottery-inputs")
	if err != nil {
		return nil, err
	}
	var list []lotteryInput
	t.Each(func(r data.Row) {
		in := lotteryInput{Param: r.Text("input"), Said: r.Text("said"), Confidence: r.Text("confidence"), Source: r.Text("source_id"), Locator: r.Text("locator"), Issue: r.Text("release_id")}
		in.Value, _ = r.Float("value")
		in.Day, _ = r.Day("day")
		list = append(list, in)
	})
	return list, nil
}

// ofParam keeps the inputs of a parameter.
func ofParam(inputs []lotteryInput, param string) (list []lotteryInput) {
	for _, in := range inputs {
		if in.Param == param && (in.Value > 0 || param == "start") {
			list = append(list, in)
		}
	}
	return list
}

// readLottery reads the question of an address; the other parameters are the caller's. What it does not name has the published
// figure that was said of the last weeks of the programme: of several counts of people waiting the smallest.
// It fails with data.ErrNotFound where nothing had been published yet.
func (r *Request) readLottery(others ...string) (lotteryQuestion, error) {
	var names []string
	for _, p := range lotteryParams {
		names = append(names, p.name)
	}
	if err := r.known(append(names, others...)...); err != nil {
		return lotteryQuestion{}, err
	}
	q, err := plainLottery(r.Context(), r.Edition)
	if err != nil {
		return q, err
	}
	plain := q
	q.plain = &plain
	named := false
	for _, p := range lotteryParams {
		text, _, err := r.single(p.name)
		if err != nil {
			return q, err
		}
		if text = strings.TrimSpace(text); text == "" { // a field left alone
			if *p.in(&plain) == 0 && p.name != "arrivals" {
				return q, fmt.Errorf("model of the lottery: no figure for %s had been published by then: %w", p.name, data.ErrNotFound)
			}
			continue
		}
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(v) || v < p.least || v > p.most || p.whole && v != math.Trunc(v) {
			kind := "a number"
			if p.whole {
				kind = "a whole number"
			}
			return q, &data.ParamError{Param: p.name, Found: shortened(text), Expected: fmt.Sprintf("%s from %s to %s", kind, decimal(p.least), decimal(p.most))}
		}
		*p.in(&q) = v
		named = named || p.name == "arrivals"
	}
	if !named {
		q.Arrivals = q.PerDay // a queue that neither grows nor shrinks
	}
	return q, nil
}

func plainLottery(ctx context.Context, e *data.Edition) (lotteryQuestion, error) {
	q := lotteryQuestion{Days: 180}
	if day, dated := e.AsOf(); dated {
		q.past = day.Format(time.DateOnly)
	}
	var err error
	if q.inputs, err = lotteryInputs(ctx, e); err != nil {
		return q, err
	}
	for _, p := range lotteryParams[:3] {
		list := ofParam(q.inputs, p.name)
		if len(list) == 0 { // the address must say it
			continue
		}
		v := list[len(list)-1].Value
		if p.name == "waiting" {
			for _, in := range list {
				v = min(v, in.Value)
			}
		}
		*p.in(&q) = v
	}
	q.Arrivals = q.PerDay
	return q, nil
}

// Address is where the question is answered in a format; empty: the page. Parameters with the value that they have
// unasked are left out.
func (q lotteryQuestion) Address(format string) string {
	address := lotteryPath
	if format != "" {
		address += "." + format
	}
	return q.behind(address)
}

// behind puts the question behind an address.
func (q lotteryQuestion) behind(address string) string {
	var parts []string
	for _, p := range lotteryParams {
		unasked := *p.in(q.plain)
		if p.name == "arrivals" {
			unasked = q.PerDay
		}
		if v := *p.in(&q); v != unasked {
			parts = append(parts, p.name+"="+url.QueryEscape(decimal(v)))
		}
	}
	if q.past != "" {
		parts = append(parts, asOfParam+"="+q.past)
	}
	if len(parts) == 0 {
		return address
	}
	return address + "?" + strings.Join(parts, "&")
}

// with is the question with another value.
func (q lotteryQuestion) with(param string, v float64) lotteryQuestion {
	steady := q.Arrivals == q.PerDay
	for _, p := range lotteryParams {
		if p.name == param {
			*p.in(&q) = v
		}
	}
	if steady {
		q.Arrivals = q.PerDay
	}
	return q
}

// decimal writes a number as an address has it.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
