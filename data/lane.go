package data

import (
	"context"
	"fmt"
)

// lane bounds how many of one kind of work run at once and how many more may wait.
type lane struct {
	places chan struct{} // running or waiting
	slots  chan struct{} // running
}

func newLane(atOnce, waiting int) lane {
	return lane{places: make(chan struct{}, atOnce+waiting), slots: make(chan struct{}, atOnce)}
}

// enter waits for a turn. It fails at once with ErrUnavailable when too many wait, and
// when ctx ends before the turn comes. The caller must call leave.
func (l *lane) enter(ctx context.Context) (leave func(), err error) {
	select {
	case l.places <- struct{}{}:
	default:
		return nil, fmt.Errorf("%w: %d files are being made and %d more wait: too many at once", ErrUnavailable, cap(l.slots), cap(l.places)-cap(l.slots))
	}
	select {
	case l.slots <- struct{}{}:
		return func() { <-l.slots; <-l.places }, nil
	case <-ctx.Done():
		<-l.places
		return nil, ctx.Err()
	}
}
