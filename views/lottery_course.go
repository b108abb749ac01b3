package views

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/maypok86/otter/v2"

	"citas/data"
	"citas/data/lottery"
)

// lotteryCourse is the simulated programme: announced places and reported shares, a queue that begins empty and ends with the
// published number of people.
type lotteryCourse struct {
	Start, End time.Time // first day, and the day after the last
	Waiting    float64   // people waiting at the end, as published
	Arrivals   float64   // people a day, so that the queue ends there: assumed even
	Steps      []lotteryStep
	Months     []lotteryMonth
}

// lotteryStep is a stretch of days with the same places and share.
type lotteryStep struct {
	From          time.Time
	Days          int
	PerDay, Share float64
}

// lotteryMonth is one month of the simulation.
type lotteryMonth struct {
	Month   time.Time
	Queue   int       // people waiting at its end
	Given   []float32 // waits of those who were given a place in it, in order
	Running []float32 // how long those waiting at its end had waited, in order
}

// courseSeed makes the simulation the same every time.
const courseSeed = 20250120

// simulateCourse runs the programme. It fails with data.ErrNotFound where the published figures that it needs had not been said by then.
func simulateCourse(ctx context.Context, e *data.Edition) (*lotteryCourse, error) {
	q, err := plainLottery(ctx, e)
	if err != nil {
		return nil, err
	}
	c := &lotteryCourse{Waiting: q.Waiting}
	if starts := ofParam(q.inputs, "start"); len(starts) > 0 {
		c.Start = starts[0].Day
	}
	var ends []time.Time
	for _, in := range q.inputs {
		if in.Param == "per_day" && in.Value == 0 && in.Day.After(c.Start) {
			ends = append(ends, in.Day)
		}
	}
	if c.Start.IsZero() || len(ends) == 0 || q.Waiting == 0 || q.PriorityShare == 0 {
		return nil, fmt.Errorf("simulation of the lottery: not all that it starts from had been published by then: %w", data.ErrNotFound)
	}
	c.End = ends[0]
	c.steps(q.inputs)
	var places float64
	run := lottery.Run{Seed: courseSeed}
	for _, s := range c.Steps {
		places += float64(s.Days) * s.PerDay
	}
	c.Arrivals = (places + c.Waiting) / float64(c.days())
	for _, s := range c.Steps {
		run.Periods = append(run.Periods, lottery.Period{Days: s.Days, PerDay: s.PerDay, PriorityShare: s.Share, Arrivals: c.Arrivals})
	}
	return courses.Get(ctx, fmt.Sprint(c.Start, c.End, c.Waiting, c.Steps), otter.LoaderFunc[string, *lotteryCourse](func(ctx context.Context, _ string) (*lotteryCourse, error) {
		course, err := lottery.Simulate(ctx, run)
		if err != nil {
			return nil, fmt.Errorf("simulation of the lottery: %w", err)
		}
		c.months(course)
		return c, nil
	}))
}

// courses are the last simulations, by all that they start from: half a second and 16 MB each, and many days of the record start from the same.
var courses = otter.Must(&otter.Options[string, *lotteryCourse]{MaximumSize: 2})

func (c *lotteryCourse) days() int { return int(c.End.Sub(c.Start).Hours() / 24) }

// steps cuts the time at every day on which places or shares changed. Before the first report of a share it is that of the first.
func (c *lotteryCourse) steps(inputs []lotteryInput) {
	days := []time.Time{c.Start}
	for _, in := range inputs {
		if in.Param != "waiting" && in.Day.After(c.Start) && in.Day.Before(c.End) {
			days = append(days, in.Day)
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	days = slices.CompactFunc(days, time.Time.Equal)
	for i, from := range days {
		to := c.End
		if i+1 < len(days) {
			to = days[i+1]
		}
		step := lotteryStep{from, int(to.Sub(from).Hours() / 24), inForce(inputs, "per_day", from), inForce(inputs, "priority_share", from)}
		if n := len(c.Steps); n > 0 && c.Steps[n-1].PerDay == step.PerDay && c.Steps[n-1].Share == step.Share { // said again
			c.Steps[n-1].Days += step.Days
			continue
		}
		c.Steps = append(c.Steps, step)
	}
}

// inForce is the newest value of a parameter on a day, or its first.
func inForce(inputs []lotteryInput, param string, day time.Time) float64 {
	list := ofParam(inputs, param)
	v := list[0].Value
	for _, in := range list {
		if !in.Day.After(day) {
			v = in.Value
		}
	}
	return v
}

// months takes the waits of each month from the simulation.
func (c *lotteryCourse) months(course lottery.Course) {
	ends := []float64{}
	for m := time.Date(c.Start.Year(), c.Start.Month(), 1, 0, 0, 0, 0, time.UTC); m.Before(c.End); m = m.AddDate(0, 1, 0) {
		end := min(m.AddDate(0, 1, 0).Sub(c.Start).Hours()/24, float64(c.days()))
		ends = append(ends, end)
		c.Months = append(c.Months, lotteryMonth{Month: m, Queue: course.Queue[int(end)-1]})
	}
	for _, p := range course.People {
		given := math.Inf(1)
		if p.Served() {
			given = float64(p.Joined) + float64(p.Wait)
		}
		for i, end := range ends {
			if float64(p.Joined) >= end {
				continue
			}
			if given <= end+0.5 {
				c.Months[i].Given = append(c.Months[i].Given, p.Wait)
				break
			}
			c.Months[i].Running = append(c.Months[i].Running, float32(end)-float32(p.Joined))
		}
	}
	for _, m := range c.Months {
		slices.Sort(m.Given)
		slices.Sort(m.Running)
	}
}

// of finds the month of a day.
func (c *lotteryCourse) of(day time.Time) (lotteryMonth, bool) {
	for _, m := range c.Months {
		if m.Month.Year() == day.Year() && m.Month.Month() == day.Month() {
			return m, true
		}
	}
	return lotteryMonth{}, false
}

// quantile reads a share of sorted values; NaN where there are none.
func quantile[T float32 | float64](sorted []T, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	return float64(sorted[min(len(sorted)-1, int(q*float64(len(sorted))))])
}

// publishedWait is a published wait beside the model of its month.
type publishedWait struct {
	Month        time.Time
	Place, Panel string
	Low, High    float64 // days, equal where one number was published
	Running      bool    // still waiting when it was reported
	Confidence   string
	ID, Source   string
	Model        float64 // days: the modelled figure that says the same
	P10, P90     float64 // days: between them lie eight in ten of the modelled waits
}

// Error is the published wait minus the modelled one, in days; of a range the middle is taken.
func (p publishedWait) Error() float64 { return (p.Low+p.High)/2 - p.Model }

// Inside reports whether the wait touches the range from the 10th to the 90th percentile.
func (p publishedWait) Inside() bool { return p.High >= p.P10 && p.Low <= p.P90 }

// The panels of the published waits, as the query waits-reported names them.
const (
	panelAverages = "averages"
	panelMaxima   = "maxima and ranges"
	panelSingle   = "single cases"
)

// saysTheSame is the modelled figure that an average, a longest wait or a single case is set beside.
func saysTheSame(panel string, sorted []float32) float64 {
	switch panel {
	case panelAverages:
		var sum float64
		for _, w := range sorted {
			sum += float64(w)
		}
		return sum / float64(len(sorted))
	case panelMaxima:
		return float64(sorted[len(sorted)-1])
	}
	return quantile(sorted, 0.5)
}

// against sets the published waits beside the simulation: those still running beside the time that people in the queue had waited by the end of the
// month, the others beside the waits of those given a place in it. Left out are waits rated low, as in the other charts of waits
// (editorial.md, rule 5), those longer than the programme, and those of months in which the model has no queue.
func (c *lotteryCourse) against(t *data.Table) (list []publishedWait) {
	t.Each(func(r data.Row) {
		day, _ := r.Day("month")
		m, ok := c.of(day)
		low, hasLow := r.Float("days_low")
		high, hasHigh := r.Float("days_high")
		if !ok || r.Text("confidence") == "low" || r.Text("longer_than_programme") == "yes" || !hasLow && !hasHigh {
			return
		}
		if !hasLow {
			low = high
		}
		if !hasHigh {
			high = low
		}
		p := publishedWait{Month: m.Month, Place: r.Text("place"), Panel: r.Text("panel"), Low: low, High: high,
			Running: r.Text("still_waiting") == "yes", Confidence: r.Text("confidence"), ID: r.Text("wait_id"), Source: r.Text("source_id")}
		waits := m.Given
		if p.Running {
			waits = m.Running
		}
		if len(waits) == 0 {
			return
		}
		p.Model, p.P10, p.P90 = saysTheSame(p.Panel, waits), quantile(waits, 0.1), quantile(waits, 0.9)
		list = append(list, p)
	})
	return list
}
