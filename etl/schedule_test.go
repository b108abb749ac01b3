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
}

func timetable(t *testing.T, now time.Time, lastAsked func(string) time.Time, sources ...*Source) *timed {
	t.Helper()
	x := &timed{clock: clockwork.NewFakeClockAt(now), turns: make(chan string), goOn: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() {
		table := Timetable{Registry: NewRegistry(sources...), Log: slog.New(slog.DiscardHandler), Grace: time.Second, Clock: x.clock, LastAsked: lastAsked}
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
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := x.clock.BlockUntilContext(ctx, n); err != nil {
		t.Fatalf("%d timers were never set", n)
	}
}

func (x *timed) turn(t *testing.T) (source string, at time.Time) {
	t.Helper()
	select {
	case source = <-x.turns:
		return source, x.clock.Now().UTC()
	case <-time.After(10 * time.Second):
		t.Fatal("nobody has a turn")
		return "", time.Time{}
	}
}

// to moves the clock to a moment and no turn may happen on the way but those asked for.
func (x *timed) to(at time.Time) { x.clock.Advance(at.Sub(x.clock.Now())) }

// A year on a machine in New York: every day has one turn, at the same time in UTC,
// also where the machine's clock is put forward or back.
func TestAYearOfTurns(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("no time zones on this machine: ", err)
	}
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, newYork)
	x := timetable(t, start, nil, &Source{ID: "daily", Schedule: "15 14 * * *"})
	for due := time.Date(2024, 1, 1, 14, 15, 0, 0, time.UTC); due.Year() == 2024; due = due.AddDate(0, 0, 1) {
		x.waits(t, 1)
		x.to(due.Add(-time.Second))
		select {
		case <-x.turns:
			t.Fatalf("a turn before %s", due)
		default:
		}
		x.to(due)
		if source, at := x.turn(t); source != "daily" || !at.Equal(due) {
			t.Fatalf("%s has a turn at %s, want %s", source, at, due)
		}
		x.goOn <- struct{}{}
	}
}

// Two sources that fall due together have their turns one after the other, and one that
// still runs when it falls due again has no second turn behind it.
func TestTurnsDoNotOverlap(t *testing.T) {
	start := time.Date(2024, 3, 1, 14, 0, 0, 0, time.UTC)
	x := timetable(t, start, nil, &Source{ID: "a", Schedule: "15 14 * * *"}, &Source{ID: "b", Schedule: "15 14 * * *"})
	x.waits(t, 2)
	x.to(start.Add(15 * time.Minute))
	first, _ := x.turn(t)
	x.waits(t, 2) // both know the next day's turn
	select {
	case second := <-x.turns:
		t.Fatalf("%s has a turn while %s runs", second, first)
	case <-time.After(20 * time.Millisecond):
	}
	x.to(start.AddDate(0, 0, 1).Add(15 * time.Minute)) // a day later the first still runs
	x.waits(t, 2)
	x.goOn <- struct{}{}
	second, _ := x.turn(t)
	if second == first {
		t.Fatalf("%s has two turns in a row, and the other none", first)
	}
	x.goOn <- struct{}{}
	select {
	case third := <-x.turns:
		t.Fatalf("%s has a turn for a day on which it still ran", third)
	case <-time.After(20 * time.Millisecond):
	}
}

// Whatever a machine slept through is made up for by one turn at the start; a source
// that was asked since its last time waits for the next.
func TestMissedTurnsAreCaughtUpOnce(t *testing.T) {
	start := time.Date(2024, 3, 10, 12, 0, 0, 0, time.UTC)
	asked := map[string]time.Time{"slept": start.AddDate(0, -2, 0), "fresh": start.Add(-20 * time.Hour)}
	x := timetable(t, start, func(source string) time.Time { return asked[source] },
		&Source{ID: "slept", Schedule: "15 14 * * *"}, &Source{ID: "fresh", Schedule: "15 14 * * *"}, &Source{ID: "none", Schedule: ""})
	if source, at := x.turn(t); source != "slept" || !at.Equal(start) {
		t.Fatalf("%s at %s, want slept at once", source, at)
	}
	x.goOn <- struct{}{}
	x.waits(t, 2)
	x.to(time.Date(2024, 3, 10, 14, 14, 59, 0, time.UTC))
	select {
	case source := <-x.turns:
		t.Fatalf("%s has a second turn", source)
	case <-time.After(20 * time.Millisecond):
	}
	x.to(time.Date(2024, 3, 10, 14, 15, 0, 0, time.UTC))
	got := map[string]bool{}
	for range 2 {
		source, _ := x.turn(t)
		got[source] = true
		x.goOn <- struct{}{}
	}
	if !got["slept"] || !got["fresh"] {
		t.Errorf("turns of %v", got)
	}
}

// A clock that is put back costs no turn and makes no burst of them.
func TestTheClockJumpsBack(t *testing.T) {
	start := time.Date(2024, 3, 10, 12, 0, 0, 0, time.UTC)
	x := timetable(t, start, nil, &Source{ID: "daily", Schedule: "15 14 * * *"})
	x.waits(t, 1)
	x.to(time.Date(2024, 3, 10, 14, 15, 0, 0, time.UTC))
	x.turn(t)
	x.waits(t, 1) // the next is set
	x.to(time.Date(2024, 3, 9, 9, 0, 0, 0, time.UTC))
	x.goOn <- struct{}{}
	turns := 0
	for due := time.Date(2024, 3, 9, 14, 15, 0, 0, time.UTC); due.Day() < 15; due = due.AddDate(0, 0, 1) {
		x.waits(t, 1)
		x.to(due)
		select {
		case <-x.turns:
			turns++
			x.goOn <- struct{}{}
		case <-time.After(50 * time.Millisecond):
		}
	}
	if turns < 4 || turns > 6 { // from the 11th, as set before, or from the 9th
		t.Errorf("%d turns in six days", turns)
	}
}
