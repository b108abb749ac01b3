package lottery

import (
	"errors"
	"fmt"
	"math"
)

// Conditions are the queue that a person joins.
type Conditions struct {
	Waiting       float64 // N, people who wait already
	PerDay        float64 // C, places a day
	PriorityShare float64 // p, share of the places kept for the longest waiting, from 0 to 1
	Arrivals      float64 // λ, people a day who join
}

// Steady are the conditions of a queue that neither grows nor shrinks.
func Steady(waiting, perDay, share float64) Conditions {
	return Conditions{Waiting: waiting, PerDay: perDay, PriorityShare: share, Arrivals: perDay}
}

// ErrConditions is the kind of every error for conditions that no queue has.
var ErrConditions = errors.New("impossible conditions")

// Waits is the distribution of the waits of one person, in days. A quantity without a
// value is infinite: [math.Inf](1).
type Waits struct {
	Mean, Median, P90 float64
	Longest           float64 // infinite when nothing ends the wait but luck
	c                 Conditions
	limit             float64 // Y of the package comment
}

// Solve computes the waits in closed form. It fails with ErrConditions.
func Solve(c Conditions) (Waits, error) {
	switch {
	case !(c.Waiting > 0) || math.IsInf(c.Waiting, 1):
		return Waits{}, fmt.Errorf("%w: %v people waiting, expected more than 0", ErrConditions, c.Waiting)
	case !(c.PerDay > 0) || math.IsInf(c.PerDay, 1):
		return Waits{}, fmt.Errorf("%w: %v places a day, expected more than 0", ErrConditions, c.PerDay)
	case !(c.PriorityShare >= 0 && c.PriorityShare <= 1):
		return Waits{}, fmt.Errorf("%w: share %v, expected 0 to 1", ErrConditions, c.PriorityShare)
	case !(c.Arrivals >= 0) || math.IsInf(c.Arrivals, 1):
		return Waits{}, fmt.Errorf("%w: %v people joining a day, expected 0 or more", ErrConditions, c.Arrivals)
	}
	w := Waits{c: c, limit: c.lastInLine()}
	w.Longest = c.days(w.limit)
	w.Mean = c.Waiting * stretched(c.growth()-c.drawn(), w.limit)
	w.Median, w.P90 = w.Quantile(0.5), w.Quantile(0.9)
	return w, nil
}

// Waiting is the share of people still waiting after so many days.
func (w Waits) Waiting(days float64) float64 {
	if days >= w.Longest {
		return 0
	}
	y := days / w.c.Waiting
	if g := w.c.growth(); g != 0 {
		y = math.Log1p(g*y) / g
	}
	return math.Exp(-w.c.drawn() * y)
}

// Within is the share of people who have a place after so many days.
func (w Waits) Within(days float64) float64 { return 1 - w.Waiting(days) }

// Quantile is the number of days after which the share q of the people, from 0 to 1, has a place.
func (w Waits) Quantile(q float64) float64 {
	if r := w.c.drawn(); r > 0 {
		return w.c.days(math.Min(w.limit, -math.Log1p(-q)/r))
	}
	return w.Longest
}

func (c Conditions) growth() float64 { return c.Arrivals - c.PerDay }
func (c Conditions) drawn() float64  { return (1 - c.PriorityShare) * c.PerDay }

// lastInLine is the stretched time after which nobody is left ahead.
func (c Conditions) lastInLine() float64 {
	kept := c.PriorityShare * c.PerDay
	switch gap := c.Arrivals - kept; {
	case kept == 0 || c.Arrivals == 0:
		return math.Inf(1) // in days it is finite where the queue shrinks to nothing
	case gap == 0:
		return 1 / kept
	default:
		return math.Log1p(gap/kept) / gap
	}
}

// days turns stretched time into days.
func (c Conditions) days(y float64) float64 { return c.Waiting * stretched(c.growth(), y) }

// stretched is ∫ e^(a·u) du from 0 to y.
func stretched(a, y float64) float64 {
	switch {
	case a == 0:
		return y
	case math.IsInf(y, 1) && a < 0:
		return -1 / a
	}
	return math.Expm1(a*y) / a
}
