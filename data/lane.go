package data

import (
	"context"
	"fmt"
)

// Lane is the one way in which costly work waits: it bounds how much of one kind runs at
// once and how many more may wait for their turn. Who comes after that is told so at once
// instead of waiting without hope.
type Lane struct {
	work   string        // in the plural, for the message
	places chan struct{} // running or waiting
	slots  chan struct{} // running
}

// NewLane makes a lane for some work, such as "pictures".
func NewLane(work string, atOnce, waiting int) *Lane {
	return &Lane{work: work, places: make(chan struct{}, atOnce+waiting), slots: make(chan struct{}, atOnce)}
}

// Enter waits for a turn. It fails at once with ErrUnavailable when too many wait, and
// with the error of ctx when that ends before the turn comes. The caller must call leave.
func (l *Lane) Enter(ctx context.Context) (leave func(), err error) {
	select {
	case l.places <- struct{}{}:
	default:
		return nil, fmt.Errorf("%w: %d %s are being made and %d more wait: too many at once", ErrUnavailable, cap(l.slots), l.work, cap(l.places)-cap(l.slots))
	}
	select {
	case l.slots <- struct{}{}:
		return func() { <-l.slots; <-l.places }, nil
	case <-ctx.Done():
		<-l.places
		return nil, ctx.Err()
	}
}
