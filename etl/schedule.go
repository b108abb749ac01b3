package etl

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/jonboulle/clockwork"
	"github.com/robfig/cron/v3"
)

// Timetable is when runs happen.
type Timetable struct {
	Registry *Registry
	Log      *slog.Logger
	Grace    time.Duration   // for the run in flight, when it all ends
	Clock    clockwork.Clock // nil: the machine's
	// LastAsked is when a source had its last turn, zero if never. A source that missed
	// a turn since has it at the start. Nil: none is caught up.
	LastAsked func(source string) time.Time

	over func(source string) // a turn is over, or there was none because one still runs; for tests
}

// Schedule calls run at the times of every source that has a cron expression, in UTC,
// and at once for those that missed a turn. One run goes at a time: a source that falls
// due while another runs waits for it, and has one turn however many it missed. It
// returns when ctx ends and the run in flight has stopped, within the grace.
func Schedule(ctx context.Context, t Timetable, run func(ctx context.Context, source string)) error {
	if t.Clock == nil {
		t.Clock = clockwork.NewRealClock()
	}
	s, err := gocron.NewScheduler(gocron.WithLocation(time.UTC), gocron.WithStopTimeout(t.Grace), gocron.WithClock(t.Clock))
	if err != nil {
		return fmt.Errorf("scheduler: %w", err)
	}
	turn := make(chan struct{}, 1)
	alone := func(ctx context.Context, source string) {
		select {
		case turn <- struct{}{}:
			run(ctx, source)
			<-turn
		case <-ctx.Done():
		}
	}
	for _, src := range t.Registry.Sources() {
		if src.Schedule == "" {
			continue
		}
		options := []gocron.JobOption{
			gocron.WithName(src.ID), gocron.WithContext(ctx),
		}
		var busy atomic.Bool // it runs or waits: it has no second turn behind that
		task := func(ctx context.Context) {
			if busy.CompareAndSwap(false, true) {
				alone(ctx, src.ID)
				busy.Store(false)
			}
			if t.over != nil {
				t.over(src.ID)
			}
		}
		missed, err := t.missed(src)
		if err != nil {
			return fmt.Errorf("schedule %q of %s: %w", src.Schedule, src.ID, err)
		}
		if missed {
			t.Log.Info("a turn was missed: catching up", "source", src.ID)
			options = append(options, gocron.WithStartAt(gocron.WithStartImmediately()))
		}
		if _, err := s.NewJob(gocron.CronJob(src.Schedule, false), gocron.NewTask(task), options...); err != nil {
			return fmt.Errorf("schedule %q of %s: %w", src.Schedule, src.ID, err)
		}
	}
	s.Start()
	for _, job := range s.Jobs() {
		if next, err := job.NextRun(); err == nil {
			t.Log.Debug("scheduled", "source", job.Name(), "next", next.UTC().Format(time.RFC3339))
		}
	}
	<-ctx.Done()
	return s.Shutdown()
}

// missed reports whether a source should have had a turn since its last one.
func (t Timetable) missed(s *Source) (bool, error) {
	times, err := cron.ParseStandard(s.Schedule)
	if err != nil || t.LastAsked == nil {
		return false, err
	}
	last := t.LastAsked(s.ID)
	return last.IsZero() || !times.Next(last.UTC()).After(t.Clock.Now().UTC()), nil
}

// LastAsked is when the checks of a data directory last asked each source. Only what
// can be asked misses a turn: for the others it is now.
func LastAsked(dir string, r *Registry, now time.Time) (func(source string) time.Time, error) {
	checks, err := SourceChecks(dir)
	if err != nil {
		return nil, err
	}
	last := map[string]time.Time{}
	for _, c := range checks {
		if at, err := time.Parse(time.RFC3339, c.FinishedAt); err == nil && !at.After(now) { // a clock that ran ahead proves nothing
			last[c.Source] = at
		}
	}
	return func(source string) time.Time {
		if s, err := r.Source(source); err != nil || s.Discovery == nil {
			return now
		}
		return last[source]
	}, nil
}
