package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"citas/data"
	"citas/data/remote"
)

// fromFlags let a server follow a bucket instead of loading by itself.
type fromFlags struct {
	From string        `help:"Serve what citas publish put into this bucket, and load nothing: any number of such replicas may run." env:"CITAS_FROM" placeholder:"URL"`
	Poll time.Duration `help:"How often --from looks for a newer edition." default:"15s" env:"CITAS_POLL"`
}

// said logs an error once, until it changes.
type said struct {
	log  *slog.Logger
	last string
}

func (s *said) error(what string, err error) {
	text := ""
	if err != nil && !errors.Is(err, context.Canceled) {
		text = err.Error()
	}
	if text != s.last && text != "" {
		s.log.Error(what, "error", text)
	}
	s.last = text
}

// followBucket swaps to every edition that is published, until ctx ends. While the bucket
// is away, or holds something that is not whole, the edition before stays.
func (f fromFlags) followBucket(ctx context.Context, r *remote.Replica, store *data.Store, log *slog.Logger) {
	tick := time.NewTicker(f.Poll)
	defer tick.Stop()
	newer, older := &said{log: log}, &said{log: log}
	for {
		changed, err := r.Step(ctx)
		if newer.error("replica: the last edition stays", err); changed && err == nil {
			_, err = store.Refresh(ctx)
			newer.error("replica: the last edition stays", err)
			if err == nil {
				log.Info("edition fetched", "edition", store.CurrentID())
			}
		}
		if err == nil && !changed {
			_, err = r.Backfill(ctx)
			older.error("replica: an earlier edition is missing", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
