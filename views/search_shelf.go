package views

import (
	"context"
	"sync"

	"citas/data"
)

// searchShelf keeps the index of the edition that is served, built once by whoever asks
// first. A view of a past day has its own, which is not kept.
type searchShelf struct {
	mu      sync.Mutex
	edition string
	index   *searchIndex
}

// of is the index of an edition as it stands in the view.
func (s *searchShelf) of(ctx context.Context, e *data.Edition) (*searchIndex, error) {
	if _, dated := e.AsOf(); dated {
		return indexOf(ctx, e)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.edition == e.ID() {
		return s.index, nil
	}
	index, err := indexOf(ctx, e)
	if err != nil {
		return nil, err
	}
	s.edition, s.index = e.ID(), index
	return index, nil
}

func indexOf(ctx context.Context, e *data.Edition) (*searchIndex, error) {
	entries, err := searchEntries(ctx, e)
	if err != nil {
		return nil, err
	}
	return newSearchIndex(entries), nil
}
