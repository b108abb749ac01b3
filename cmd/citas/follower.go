package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"citas/data"
)

// How often a server looks for another edition, and at every byte of the one it serves.
const (
	followEvery  = 2 * time.Second
	inspectEvery = 24 * time.Hour
)

// follower keeps a server on the newest whole edition.
type follower struct {
	store  *data.Store
	log    *slog.Logger
	repair func() // starts a load, which rebuilds a damaged edition
}

// run swaps to editions that this or another process publishes in the data directory,
// inspects what is served, and has a damaged edition rebuilt, until ctx ends.
func (f follower) run(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	var inspected time.Time
	news, hurt := &said{log: f.log}, false
	for {
		swapped, err := f.store.Refresh(ctx)
		if now := time.Now(); swapped || now.Sub(inspected) >= inspectEvery {
			inspected = now
			if failed := f.store.Inspect(ctx); err == nil {
				err = failed
			}
		}
		if !worthSaying(err) {
			err = nil
		}
		news.error("edition", err)
		if damaged(err) && !hurt && ctx.Err() == nil {
			f.repair()
		}
		hurt = damaged(err)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func damaged(err error) bool {
	var damage *data.DamageError
	return errors.As(err, &damage)
}

// worthSaying tells a fault of an edition from there being none yet.
func worthSaying(err error) bool {
	return err != nil && (damaged(err) || !errors.Is(err, data.ErrUnavailable) && !errors.Is(err, data.ErrNotFound))
}
