package etl

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-co-op/gocron/v2"
)

// Schedule runs load at the times of every source that has a cron expression, in UTC,
// one run at a time: a source that falls due while another runs waits for its next
// turn. It returns when ctx ends and the run in flight has stopped, within grace.
func Schedule(ctx context.Context, r *Registry, log *slog.Logger, grace time.Duration, load func(ctx context.Context, source string)) error {
	s, err := gocron.NewScheduler(
		gocron.WithLocation(time.UTC),
		gocron.WithStopTimeout(grace),
		gocron.WithLimitConcurrentJobs(1, gocron.LimitModeReschedule),
	)
	if err != nil {
		return fmt.Errorf("scheduler: %w", err)
	}
	for _, src := range r.Sources() {
		if src.Schedule == "" {
			continue
		}
		_, err := s.NewJob(
			gocron.CronJob(src.Schedule, false),
			gocron.NewTask(func(ctx context.Context) { load(ctx, src.ID) }),
			gocron.WithName(src.ID),
			gocron.WithSingletonMode(gocron.LimitModeReschedule),
			gocron.WithContext(ctx),
		)
		if err != nil {
			return fmt.Errorf("schedule %q of %s: %w", src.Schedule, src.ID, err)
		}
	}
	s.Start()
	for _, job := range s.Jobs() {
		if next, err := job.NextRun(); err == nil {
			log.Debug("scheduled", "source", job.Name(), "next", next.UTC().Format(time.RFC3339))
		}
	}
	<-ctx.Done()
	return s.Shutdown()
}
