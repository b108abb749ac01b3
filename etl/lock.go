package etl

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// sayWaiting is how long a lock may take before the log says that somebody else works.
const sayWaiting = time.Second

// lock waits until no other process or goroutine loads or fetches into a data directory,
// or ctx ends. The system gives the lock back when a process dies.
func lock(ctx context.Context, dir string, log *slog.Logger) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	type result struct {
		unlock func()
		err    error
	}
	got := make(chan result, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(dir, "load.lock")).Lock()
		got <- result{unlock, err}
	}()
	patience := time.NewTimer(sayWaiting)
	defer patience.Stop()
	for {
		select {
		case r := <-got:
			if r.err != nil {
				return nil, fmt.Errorf("lock %s: %w", dir, r.err)
			}
			return r.unlock, nil
		case <-patience.C:
			log.Info("another process loads or fetches into this data directory: waiting for it", "data_dir", dir)
		case <-ctx.Done():
			go func() { // the wait cannot be called off: give back what comes of it
				if r := <-got; r.err == nil {
					r.unlock()
				}
			}()
			return nil, ctx.Err()
		}
	}
}

// briefly is how long Busy waits for a lock: who only looks is no load.
const briefly = 300 * time.Millisecond

// Busy reports whether somebody loads or fetches into a data directory now. It fails
// where no lock can be taken at all.
func Busy(ctx context.Context, dir string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, briefly)
	defer cancel()
	unlock, err := lock(ctx, dir, slog.New(slog.DiscardHandler))
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return true, nil
	case err != nil:
		return false, err
	}
	unlock()
	return false, nil
}
