package etl

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
)

// timed runs a timetable under a clock of the test's until it ends. Every turn is told
// to turns and then waits for the test to let it go on.
type timed struct {
	clock *clockwork.FakeClock
	turns chan string
	goOn  chan struct{}
	over  chan string // sources whose turn is over, or that had none because one still runs
}

func timetable(t *testing.T, now time.Time, lastAsked func(string) time.Time, sources ...*Source) *timed {
	t.Helper()
	x := &timed{clock: clockwork.NewFakeClockAt(now), turns: make(chan string), goOn: make(chan struct{}), over: make(chan string, 100)}
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() {
		table := Timetable{Registry: NewRegistry(sources...), Log: slog.New(slog.DiscardHandler), Grace: time.Second, Clock: x.clock, LastAsked: lastAsked, over: func(source string) { x.over <- source }}
		err := Schedule(ctx, table, func(ctx context.Context, source string) {
			select {
			case x.turns <- source:
			case <-ctx.Done():
				return
			}
			select {
			case <-x.goOn:
			case <-ctx.Done():
			}
		})
		if err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); ended.Wait() })
	return x
}

// waits until n timers are set: every job knows its next turn.
func (x *timed) waits(t *testing.T, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := x.clock.BlockUntilContext(ctx, n); err != nil {
		t.Fatalf("%d timers were never set", n)
	}
}

func (x *timed) turn(t *testing.T) (source string, at time.Time) {
	t.Helper()
	select {
	case source = <-x.turns:
		return source, x.clock.Now().UTC().Truncate(time.Second)
	case <-time.After(time.Minute):
		t.Fatal("nobody has a turn")
		return "", time.Time{}
	}
}

// end lets a turn go on and waits until it is over.
func (x *timed) end(t *testing.T) {
	t.Helper()
	x.goOn <- struct{}{}
	x.idle(t)
}

// idle waits for the end of a turn, or for one that was left out.
func (x *timed) idle(t *testing.T) {
	t.Helper()
	select {
	case <-x.over:
	case <-time.After(time.Minute):
		t.Fatal("a turn does not end")
	}
}

// nobody fails if somebody has a turn now.
func (x *timed) nobody(t *testing.T, when string) {
	t.Helper()
	select {
	case source := <-x.turns:
		t.Fatalf("%s has a turn %s", source, when)
	default:
	}
}

// to moves the clock to a moment. A machine never looks at its clock at the very moment
// of a turn, and gocron counts on that: so it is a millisecond later.
func (x *timed) to(at time.Time) { x.clock.Advance(at.Add(time.Millisecond).Sub(x.clock.Now())) }

// A year on a machine in New York: every day has one turn, at the same time in UTC,
// also where the machine's clock is put forward or back.
func TestAYearOfTurns(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("no time zones on this machine: ", err)
	}
	x := timetable(t, time.Date(2024, 1, 1, 0, 0, 0, 0, newYork), nil, &Source{ID: "daily", Schedule: "15 14 * * *"})
	for due := time.Date(2024, 1, 1, 14, 15, 0, 0, time.UTC); due.Year() == 2024; due = due.AddDate(0, 0, 1) {
		x.waits(t, 1)
		x.to(due.Add(-time.Second))
		x.nobody(t, "before its time")
		x.to(due)
		if source, at := x.turn(t); source != "daily" || !at.Equal(due) {
			t.Fatalf("%s has a turn at %s, want %s", source, at, due)
		}
		x.end(t)
	}
}

// Two sources that fall due together have their turns one after the other, and one that
// still runs when it falls due again has no second turn behind it.
func TestTurnsDoNotOverlap(t *testing.T) {
	due := time.Date(2024, 3, 1, 14, 15, 0, 0, time.UTC)
	x := timetable(t, due.Add(-time.Hour), nil, &Source{ID: "a", Schedule: "15 14 * * *"}, &Source{ID: "b", Schedule: "15 14 * * *"})
	x.waits(t, 2)
	x.to(due)
	first, _ := x.turn(t)
	x.waits(t, 2) // both know the next day's turn
	x.nobody(t, "while "+first+" runs")
	x.to(due.AddDate(0, 0, 1)) // and still runs a day later, while the other waits
	x.idle(t)
	x.idle(t) // neither gets another turn
	x.end(t)
	second, _ := x.turn(t)
	if second == first {
		t.Fatalf("%s has two turns in a row, and the other none", first)
	}
	x.end(t)
	x.nobody(t, "for a day on which it still ran")
}

// Whatever a machine slept through is made up for by one turn at the start; a source
// that was asked since its last time waits for the next.
func TestMissedTurnsAreCaughtUpOnce(t *testing.T) {
	start := time.Date(2024, 3, 10, 12, 0, 0, 0, time.UTC)
	asked := map[string]time.Time{"slept": start.AddDate(0, -2, 0), "fresh": start.Add(-20 * time.Hour)}
	x := timetable(t, start, func(source string) time.Time { return asked[source] },
		&Source{ID: "slept", Schedule: "15 14 * * *"}, &Source{ID: "fresh", Schedule: "15 14 * * *"}, &Source{ID: "none"})
	if source, at := x.turn(t); source != "slept" || !at.Equal(start) {
		t.Fatalf("%s at %s, want slept at once", source, at)
	}
	x.end(t)
	x.waits(t, 2)
	due := time.Date(2024, 3, 10, 14, 15, 0, 0, time.UTC)
	x.to(due.Add(-time.Second))
	x.nobody(t, "a second time")
	x.to(due)
	got := map[string]bool{}
	for range 2 {
		source, _ := x.turn(t)
		got[source] = true
		x.end(t)
	}
	if !got["slept"] || !got["fresh"] {
		t.Errorf("turns of %v", got)
	}
}

// A clock that is put back makes no burst of turns, and they go on from the one that
// was set before.
func TestTheClockJumpsBack(t *testing.T) {
	due := time.Date(2024, 3, 10, 14, 15, 0, 0, time.UTC)
	x := timetable(t, due.Add(-time.Hour), nil, &Source{ID: "daily", Schedule: "15 14 * * *"})
	x.waits(t, 1)
	x.to(due)
	x.turn(t)
	x.waits(t, 1) // the next is set
	x.to(due.AddDate(0, 0, -5))
	x.end(t)
	x.to(due.AddDate(0, 0, -1))
	x.nobody(t, "though its next is set")
	for day := 1; day <= 5; day++ {
		x.waits(t, 1)
		x.to(due.AddDate(0, 0, day))
		if _, at := x.turn(t); !at.Equal(due.AddDate(0, 0, day)) {
			t.Fatalf("a turn at %s", at)
		}
		x.end(t)
	}
	x.nobody(t, "too many")
}
