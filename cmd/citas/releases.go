package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"citas/data"
	"citas/etl"
)

type releasesCommand struct {
	List   releasesListCommand   `cmd:"" default:"1" help:"List every release at hand and how it stands."`
	Show   releasesShowCommand   `cmd:"" help:"Show the facts of a release, why it is kept out, and what it changes."`
	Accept releasesAcceptCommand `cmd:"" help:"Let a held release through the gates. It does not help against a reader or a check that refuses it."`
	Reject releasesRejectCommand `cmd:"" help:"Keep a release out of the editions. Its bytes stay in the archive."`
}

type releasesListCommand struct{}

// Run prints a line per release, oldest first.
func (releasesListCommand) Run(e *env) error {
	list, err := e.standings()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "release\tsource\tpublished\tbasis\tstate\treason")
	for _, s := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.Release.ID, s.Release.Source, s.Release.Published, s.Release.Basis, s.State, shorten(reasonOf(s), 80))
	}
	return w.Flush()
}

// reasonOf is why a release stands as it does, or what will change that.
func reasonOf(s etl.Standing) string {
	switch {
	case s.Pending != nil:
		return s.Pending.Decision + " is recorded: run citas load"
	case s.State == etl.StateNew:
		return "run citas load"
	case s.State == etl.StateAccepted:
		return s.Release.DecisionReason
	}
	return s.Held.Reason
}

func shorten(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return strings.TrimSpace(string(letters[:most-1])) + "…"
}

type releasesAcceptCommand struct {
	ID     string `arg:"" help:"Release to let through, see: citas releases."`
	Reason string `required:"" help:"Why, in a line that is published beside the release."`
}

// Run records the decision.
func (c releasesAcceptCommand) Run(e *env) error {
	s, err := e.standing(c.ID)
	if err != nil {
		return err
	}
	if s.State == data.StateRefused {
		return exit{exitUsage, fmt.Sprintf("%s is refused, not held: accept lets a release through the gates, not through a reader or a check of severity error\n%s", c.ID, s.Held.Reason)}
	}
	return e.decide(s, etl.Accept, c.Reason)
}

type releasesRejectCommand struct {
	ID     string `arg:"" help:"Release to keep out, see: citas releases."`
	Reason string `required:"" help:"Why, in a line that is published beside the release."`
}

// Run records the decision.
func (c releasesRejectCommand) Run(e *env) error {
	s, err := e.standing(c.ID)
	if err != nil {
		return err
	}
	return e.decide(s, etl.Reject, c.Reason)
}

func (e *env) decide(s etl.Standing, decision, reason string) error {
	if s.Release.Basis == "curated" {
		return exit{exitUsage, s.Release.ID + " comes with the program: there is nothing to decide"}
	}
	if err := etl.Decide(e.dataDir, s.Release, decision, reason, time.Now()); err != nil {
		return exit{exitUsage, "--reason: " + err.Error()}
	}
	fmt.Fprintf(e.out, "recorded: %s %s; run citas load to act on it\n", decision, s.Release.ID)
	return nil
}

func (e *env) standings() ([]etl.Standing, error) {
	cfg, err := e.loadConfig(etl.Gates{})
	if err != nil {
		return nil, err
	}
	return etl.Standings(cfg)
}

// standing finds a release by id; an unknown one is wrong use, answered with its
// nearest neighbours.
func (e *env) standing(id string) (etl.Standing, error) {
	list, err := e.standings()
	if err != nil {
		return etl.Standing{}, err
	}
	i := slices.IndexFunc(list, func(s etl.Standing) bool { return s.Release.ID == id })
	if i >= 0 {
		return list[i], nil
	}
	ids := make([]string, len(list))
	for i, s := range list {
		ids[i] = s.Release.ID
	}
	return etl.Standing{}, exit{exitUsage, fmt.Sprintf("release %q is not known; near it: %s", id, strings.Join(nearest(id, ids, 3), ", "))}
}

// nearest lists the n ids with the fewest letters to change.
func nearest(id string, ids []string, n int) []string {
	ids = slices.Clone(ids)
	slices.SortStableFunc(ids, func(a, b string) int { return distance(id, a) - distance(id, b) })
	return ids[:min(n, len(ids))]
}

// distance is the number of letters to put in, take out or replace (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
