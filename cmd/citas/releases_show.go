package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"citas/data"
	"citas/etl"
)

type releasesShowCommand struct {
	ID string `arg:"" help:"Release, see: citas releases."`
}

// Run prints what is known of a release, why it stands as it does, and what it changes.
func (c releasesShowCommand) Run(e *env) error {
	s, err := e.standing(c.ID)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	r := s.Release
	for _, fact := range [][2]string{
		{"release", r.ID}, {"state", s.State}, {"since", s.Held.Since}, {"reason", s.Held.Reason}, {"found before", s.Held.Finding},
		{"decision", r.Decision}, {"decision reason", r.DecisionReason}, {"source", r.Source}, {"title", r.Title}, {"published", r.Published},
		{"data through", r.DataThrough}, {"file", r.FileName}, {"sha256", r.SHA256}, {"bytes", strconv.FormatInt(r.Bytes, 10)},
		{"address", r.URL}, {"retrieved", r.RetrievedAt}, {"basis", r.Basis}, {"note", r.Note},
	} {
		if fact[1] != "" {
			fmt.Fprintf(w, "%s\t%s\n", fact[0], fact[1])
		}
	}
	if s.Pending != nil {
		fmt.Fprintf(w, "recorded since\t%s: %s (run citas load)\n", s.Pending.Decision, s.Pending.Reason)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if s.State == etl.StateAccepted {
		return e.showRevisions(r)
	}
	return e.showDiffs(s.Held)
}

// showDiffs sums up the files beside the record of a held release.
func (e *env) showDiffs(h data.Held) error {
	sums, err := data.Quarantine{Dir: e.dataDir}.Sums(h)
	if err != nil {
		return err
	}
	for _, sum := range sums {
		name, err := filepath.Rel(e.dataDir, sum.Path)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "\n%s: %s\n", name, diffSum{from: sum.Before, kinds: sum.Kinds, net: sum.Net})
	}
	return nil
}

// showRevisions sums up what an accepted release changed in the one before it.
func (e *env) showRevisions(r data.Release) error {
	id, err := data.CurrentEdition(e.dataDir)
	if err != nil {
		return err
	}
	edition, err := data.OpenEdition(e.ctx, e.dataDir, id, data.Published())
	if err != nil {
		return err
	}
	defer edition.Release()
	for _, d := range data.Published().Sorted() {
		if !d.Versioned() {
			continue
		}
		stated, err := edition.StatedBy(e.ctx, d)
		if err != nil {
			return err
		}
		stated = slices.DeleteFunc(stated, func(id string) bool { return !strings.HasPrefix(id, r.Source+"@") })
		if i := slices.Index(stated, r.ID); i > 0 {
			changes, err := edition.Revisions(e.ctx, d.ID, stated[i-1], r.ID)
			if err != nil {
				return err
			}
			sum := diffSum{from: stated[i-1], kinds: map[string]int{}, net: changes.Net()}
			for _, kind := range kinds {
				sum.kinds[kind] = changes.Count(kind)
			}
			fmt.Fprintf(e.out, "\n%s: %s\n", d.ID, sum)
		}
	}
	return nil
}

var kinds = []string{data.Changed, data.Added, data.Withdrawn, data.Relabelled}

// diffSum is a list of revisions in one line.
type diffSum struct {
	from  string
	kinds map[string]int
	net   float64
}

func (s diffSum) String() string {
	var parts []string
	for _, kind := range kinds {
		parts = append(parts, fmt.Sprintf("%d %s", s.kinds[kind], kind))
	}
	return fmt.Sprintf("against %s %s; net %+.0f", s.from, strings.Join(parts, ", "), s.net)
}
