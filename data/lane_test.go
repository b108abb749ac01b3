package data

import (
	"context"
	"errors"
	"runtime"
	"testing"
)

// A lane lets one in, lets one wait, and turns the next away.
func TestLane(t *testing.T) {
	l := NewLane("pictures", 1, 1)
	leave, err := l.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waiting, stop := context.WithCancel(t.Context())
	waits := make(chan error)
	go func() {
		_, err := l.Enter(waiting)
		waits <- err
	}()
	for len(l.places) < 2 { // until the second stands in the queue
		runtime.Gosched()
	}
	if _, err := l.Enter(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("a full queue: %v", err)
	}
	stop()
	if err := <-waits; !errors.Is(err, context.Canceled) {
		t.Errorf("one who left: %v", err)
	}
	leave()
	if leave, err = l.Enter(t.Context()); err != nil {
		t.Errorf("after all left: %v", err)
	}
	leave()
}
