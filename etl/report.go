package etl

import (
	"maps"
	"slices"
	"strings"
	"time"

	"citas/data"
)

// Report is the outcome of a load.
type Report struct {
	Edition     string
	Label       string
	Unchanged   bool // the edition was there before
	Sources     []data.SourceLoad
	Quarantined []data.Held // refused, or held for a decision
	Rejected    []data.Held // kept out by a person's decision
	Elapsed     time.Duration
}

func (l *loader) report(m *data.Manifest, unchanged bool) Report {
	r := Report{Edition: m.Edition, Label: m.Label, Unchanged: unchanged, Sources: slices.Clone(m.Sources)}
	for _, h := range l.heldList() {
		if h.State == data.StateRejected {
			r.Rejected = append(r.Rejected, h)
			continue
		}
		r.Quarantined = append(r.Quarantined, h)
		for i := range r.Sources {
			if r.Sources[i].Source == h.Source {
				r.Sources[i].Quarantined++
			}
		}
	}
	return r
}

// heldList is what this load keeps out, by release id.
func (l *loader) heldList() []data.Held {
	return slices.SortedFunc(maps.Values(l.held), func(a, b data.Held) int { return strings.Compare(a.Release+a.SHA256, b.Release+b.SHA256) })
}
