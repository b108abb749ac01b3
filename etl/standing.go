package etl

import (
	"citas/data"
)

// How a release stands after the last load, beside data's states of what is kept out.
const (
	StateAccepted = "accepted"
	StateNew      = "new" // added since the last load
)

// Standing is a release at hand and how the last load left it.
type Standing struct {
	Release data.Release
	State   string    // accepted, new, refused, held, rejected
	Held    data.Held // the record of one that is kept out
	Pending *Decision // recorded since: the next load acts on it
}

// Standings lists every release at hand, oldest first: what comes with the program and
// what is in the archive. It reads the data directory and changes nothing.
func Standings(cfg Config) ([]Standing, error) {
	l := newLoader(cfg)
	all, err := l.inputs()
	if err != nil {
		return nil, err
	}
	if l.decided, err = decided(cfg.Dir); err != nil {
		return nil, err
	}
	kept, err := data.ListHeld(cfg.Dir)
	if err != nil {
		return nil, err
	}
	for _, h := range kept {
		l.held[h.Source+h.SHA256] = h
	}
	loaded := map[string]data.Release{} // by document: what the current edition rests on
	if id, err := data.CurrentEdition(cfg.Dir); err == nil {
		m, err := data.ReadManifest(cfg.Dir, id)
		if err != nil {
			return nil, err
		}
		for _, r := range m.Releases {
			loaded[document(r)] = r
		}
	}
	var list []Standing
	for _, in := range all {
		s := Standing{Release: in.release, State: StateNew}
		if r, ok := loaded[document(in.release)]; ok {
			s.State, s.Release = StateAccepted, r
		}
		if h, ok := l.held[document(in.release)]; ok {
			s.State, s.Held, s.Release = h.State, h, in.release
		}
		if d, ok := l.decided[document(in.release)]; ok && !s.follows(d) {
			s.Pending = &d
		}
		list = append(list, s)
	}
	return list, nil
}

// follows reports whether the last load already acted on the decision. One that was
// refused does not change by being accepted.
func (s Standing) follows(d Decision) bool {
	switch s.State {
	case data.StateRejected:
		return d.Decision == Reject && d.Reason == s.Held.Reason
	case data.StateRefused:
		return d.Decision == Accept
	case StateAccepted:
		return d.Decision == s.Release.Decision && d.Reason == s.Release.DecisionReason
	}
	return false
}
