package etl_test

import (
	"context"
	"testing"

	"citas/etl"
)

// cancelAt cancels a load when it reaches a step.
func cancelAt(t *testing.T, step string, cfg *etl.Config) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	cfg.Progress = canceller{step, cancel}
	return ctx, cancel
}

type canceller struct {
	at     string
	cancel context.CancelFunc
}

func (canceller) Begin(int) {}

func (c canceller) Step(what string) {
	if what == c.at {
		c.cancel()
	}
}

func (canceller) End() {}
