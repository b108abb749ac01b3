package etl

import (
	"context"
	"fmt"
	"strings"

	"citas/data"
)

// Gates are the limits within which a release may revise the one before it. A release
// beyond them is held until a person decides. Zero stands for the default.
type Gates struct {
	// A cell may change by MaxShare of its value, or by MaxStep if that is more: small
	// cells jump, and large ones move a lot.
	MaxShare float64 // default 0.25
	MaxStep  float64 // default 500
	// MaxChanged is the share of the cells that two releases share which may change,
	// for each month between their newest months. Where issues in between are missing
	// their revisions add up: the official files at hand go from March 2024 to November
	// 2025 and change 408 of 19,525 shared cells (2.1 %), an ordinary amount for twenty
	// issues and too much for one.
	MaxChanged float64 // default 0.02
}

// Defaults of the gates (issue 3).
const (
	DefaultMaxShare   = 0.25
	DefaultMaxStep    = 500
	DefaultMaxChanged = 0.02
)

func (g Gates) orDefault() Gates {
	for _, limit := range []struct {
		value *float64
		or    float64
	}{{&g.MaxShare, DefaultMaxShare}, {&g.MaxStep, DefaultMaxStep}, {&g.MaxChanged, DefaultMaxChanged}} {
		if *limit.value == 0 {
			*limit.value = limit.or
		}
	}
	return g
}

// Validate fails with data.ErrInvalid on a limit that is not above zero, or a share of
// cells above one.
func (g Gates) Validate() error {
	g = g.orDefault()
	if !(g.MaxShare > 0 && g.MaxStep > 0 && g.MaxChanged > 0 && g.MaxChanged <= 1) {
		return fmt.Errorf("gates: %w: share %v, step %v, changed %v: expected numbers above 0, changed at most 1", data.ErrInvalid, g.MaxShare, g.MaxStep, g.MaxChanged)
	}
	return nil
}

// gate compares every release with the accepted one before it of the same source and
// dataset, oldest first, and holds what goes beyond the limits. A held release is
// skipped: the next is compared with the one before it, so a release that reverts it
// passes. It reports whether any was held; then the load starts over without them.
//
// Only documents can be held. What comes with the program, and a document whose figures
// do, is only logged: holding it would leave the same figures in.
//
// The walk follows publication, not arrival: an older release that is found later is
// compared, and compared with, where it belongs.
func (l *loader) gate(ctx context.Context, b *data.Builder, accepted []input) (held bool, _ error) {
	monthly, err := l.monthly(ctx, b)
	if err != nil {
		return false, err
	}
	type line struct{ source, dataset string }
	type stoppedRelease struct {
		held  data.Held
		diffs []*data.Revisions
	}
	last := map[line]string{} // the release that was let through
	var stopped []stoppedRelease
	for _, in := range accepted {
		stop := stop{limits: l.cfg.Gates.orDefault()}
		for _, m := range monthly {
			if from := last[line{in.source.ID, m.dataset.ID}]; m.states[in.release.ID] && from != "" {
				c, err := b.Compare(ctx, m.dataset, from, in.release.ID)
				if err != nil {
					return false, err
				}
				stop.judge(c)
			}
		}
		if len(stop.reasons) > 0 {
			text := strings.Join(stop.reasons, "; ")
			if in.release.Basis == "document" && !in.seed && in.release.Decision != Accept {
				h := record(in, data.StateHeld, text+`; accept it with: citas releases accept `+in.release.ID+` --reason "…"`)
				h.Under = l.under(document(in.release))
				stopped = append(stopped, stoppedRelease{h, stop.diffs})
				continue
			}
			l.cfg.Log.Warn("beyond the gates, and let through", "release", in.release.ID, "basis", in.release.Basis, "decision", in.release.Decision, "reason", text)
		}
		for _, m := range monthly {
			if m.states[in.release.ID] {
				last[line{in.source.ID, m.dataset.ID}] = in.release.ID
			}
		}
	}
	for _, s := range stopped { // after the walk: one that was cut short holds nothing
		if err := l.keepOut(s.held, s.diffs); err != nil {
			return false, err
		}
	}
	return len(stopped) > 0, nil
}

type monthlyDataset struct {
	dataset *data.Dataset
	states  map[string]bool // release ids
}

// monthly lists the datasets that the gates look at: those whose releases state months.
func (l *loader) monthly(ctx context.Context, b *data.Builder) ([]monthlyDataset, error) {
	var list []monthlyDataset
	for _, d := range l.cfg.Catalog.Sorted() {
		if !d.Monthly() {
			continue
		}
		ids, err := b.StatedBy(ctx, d)
		if err != nil {
			return nil, err
		}
		m := monthlyDataset{dataset: d, states: map[string]bool{}}
		for _, id := range ids {
			m.states[id] = true
		}
		list = append(list, m)
	}
	return list, nil
}

// gatesMatter reports whether the limits can decide anything about these releases: a
// document without a decision follows another release of its source.
func gatesMatter(accepted []input) bool {
	seen := map[string]bool{}
	for _, in := range accepted {
		if seen[in.source.ID] && in.release.Basis == "document" && !in.seed && in.release.Decision != Accept {
			return true
		}
		seen[in.source.ID] = true
	}
	return false
}
