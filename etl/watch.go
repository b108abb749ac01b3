package etl

import (
	"slices"
	"sync"
	"time"

	"citas/data"
)

// watch works out the changes of state of every source from the checks of the data
// directory.
func (l *loader) watch() error {
	checks, err := SourceChecks(l.cfg.Dir)
	if err != nil {
		return err
	}
	known := l.known()
	for _, s := range l.cfg.Registry.Sources() {
		l.states = append(l.states, sourceStates(s, checks, known)...)
	}
	return nil
}

// known are all releases at hand, whether an edition has them or not.
func (l *loader) known() []data.Release {
	var list []data.Release
	for _, in := range l.all {
		list = append(list, in.release)
	}
	return list
}

// watchFor is how long Watch tells the same without looking again.
const watchFor = 5 * time.Second

// Watch tells how the sources of a data directory stand.
type Watch struct {
	cfg Config

	mu   sync.Mutex
	at   time.Time
	list []data.SourceStatus
}

// NewWatch watches a data directory: Dir, Registry, Curated and Now of a load are read.
func NewWatch(cfg Config) *Watch { return &Watch{cfg: cfg} }

// Sources lists the recurring sources by id, as the checks so far and today's date make
// them stand. It reads the data directory and changes nothing. Callers must not change
// the list.
func (w *Watch) Sources() ([]data.SourceStatus, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.cfg.Now().UTC()
	if age := now.Sub(w.at); w.list != nil && age >= 0 && age < watchFor {
		return w.list, nil
	}
	list, err := w.look(now)
	if err == nil {
		w.at, w.list = now, list
	}
	return list, err
}

func (w *Watch) look(now time.Time) ([]data.SourceStatus, error) {
	l := newLoader(w.cfg)
	var err error
	if l.all, err = l.inputs(); err != nil {
		return nil, err
	}
	checks, err := SourceChecks(w.cfg.Dir)
	if err != nil {
		return nil, err
	}
	known := l.known()
	var list []data.SourceStatus
	for _, s := range w.cfg.Registry.Sources() {
		list = append(list, s.status(checks, known, now))
	}
	return list, nil
}

func (s *Source) status(checks []SourceCheck, known []data.Release, now time.Time) data.SourceStatus {
	states := sourceStates(s, checks, known)
	last := states[len(states)-1]
	w := &watcher{source: s, known: known}
	out := data.SourceStatus{
		Source: s.ID, Title: s.Title, State: last.state, Since: last.since, Duty: s.Promise.Duty, Asked: s.Discovery != nil,
		LastRelease: w.held(stamp(now)),
	}
	for _, c := range checks {
		if c.Source == s.ID && c.Through != "" && c.Through >= w.through {
			w.newest, w.through = c.Newest, c.Through
		}
	}
	out.Newest, out.Through = w.newest, w.through
	if expected := w.expected(); !expected.IsZero() {
		out.Expected = expected.Format(time.DateOnly)
		out.DaysLate = s.overdue(expected, now.Format(time.DateOnly))
	}
	for _, c := range slices.Backward(checks) {
		if c.Source == s.ID {
			out.LastChecked, out.Outcome, out.HTTPStatus, out.Error = c.FinishedAt, string(c.State), c.Status, c.Error
			break
		}
	}
	return out
}
