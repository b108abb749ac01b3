package views

import (
	"context"
	"fmt"

	"citas/data"
)

// painters let few pictures be painted at a time, as each takes a processor for a
// moment, and only so many requests wait for their turn.
type painters struct {
	places chan struct{} // held while waiting or painting
	brush  chan struct{} // held while painting
}

// newPainters makes room for some that paint and some that wait.
func newPainters(paint, wait int) *painters {
	return &painters{places: make(chan struct{}, paint+wait), brush: make(chan struct{}, paint)}
}

// enter waits for its turn and returns what ends it. It fails with data.ErrUnavailable
// when too many wait already, and with the context's error when it ends first.
func (p *painters) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.places <- struct{}{}:
	default:
		return nil, fmt.Errorf("too many pictures at once: %w", data.ErrUnavailable)
	}
	select {
	case p.brush <- struct{}{}:
		return func() { <-p.brush; <-p.places }, nil
	case <-ctx.Done():
		<-p.places
		return nil, ctx.Err()
	}
}
