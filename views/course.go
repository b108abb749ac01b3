package views

import (
	"errors"
	"time"

	"citas/data"
)

// turn is something of the record as it was from a release on.
type turn[T any] struct {
	Day     time.Time // of the release; zero: the view of the request
	Release string
	Now     T
}

// courseOf is how something of the record went, oldest first: a turn for each release that changed it. The releases are in order; before the first turn
// the record had no such thing. What our own tables say has no releases of a publisher: there the turns are of the days on which something was said.
func courseOf[T any](e *data.Edition, releases []data.Release, read func(*data.Edition) (T, error), same func(before, now T) bool) ([]turn[T], error) {
	var list []turn[T]
	for _, release := range releases {
		day, err := time.Parse(time.DateOnly, release.Published)
		if err != nil {
			continue // a release without a day has no view to read it in
		}
		now, err := read(e.At(day))
		if errors.Is(err, data.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if n := len(list); n == 0 || !same(list[n-1].Now, now) {
			list = append(list, turn[T]{day, release.ID, now})
		}
	}
	return list, nil
}
