package main

import (
	"fmt"
	"slices"
	"text/tabwriter"

	"citas/etl"
)

type checkCommand struct {
	Live    bool     `help:"Ask the publishers' servers: for each page, and for the headers of the newest document on it. Nothing is kept or published." required:""`
	Sources []string `arg:"" optional:"" name:"source" help:"Sources to ask, see: citas sources. All that can be asked, if none is named."`

	fetchFlags `embed:""`
}

// Run probes the publishers' pages, for a job that runs each day. Exit code 1 says that a
// page no longer yields its documents, exitNotAsked that publishers could not be asked,
// which says nothing about their pages.
func (c checkCommand) Run(e *env) error {
	var ids []string
	for _, s := range etl.Published().Sources() {
		if s.Discovery != nil && (len(c.Sources) == 0 || slices.Contains(c.Sources, s.ID)) {
			ids = append(ids, s.ID)
		}
	}
	if err := c.askable(c.Sources); err != nil {
		return err
	}
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	var probes []etl.Probe
	for _, id := range ids {
		p, err := etl.ProbeSource(e.ctx, e.fetchConfig(client), id)
		if err != nil {
			return fmt.Errorf("check %s: %w", id, err)
		}
		probes = append(probes, p)
	}
	return e.probed(probes)
}

// probed prints what the pages yielded and says by its error what that means.
func (e *env) probed(probes []etl.Probe) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "source\tpage\tlisted\tnewest\tthrough\tbytes\ttype\taddress")
	broken, silent := 0, 0
	for _, p := range probes {
		c := p.Check
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", c.Source, c.State, c.Listed, dash(c.Newest), dash(c.Through), dash(p.Bytes), dash(p.Type), dash(p.Newest.URL))
		switch {
		case c.Sound():
		case p.Asked():
			broken++
		default:
			silent++
		}
	}
	w.Flush()
	for _, p := range probes {
		if p.Check.MovedTo != "" {
			fmt.Fprintf(e.err, "citas: %s: the page moved to %s\n", p.Check.Source, p.Check.MovedTo)
		}
		for _, x := range p.Check.Problems {
			fmt.Fprintf(e.err, "citas: %s: %s: %s\n", p.Check.Source, x.Kind, x)
		}
	}
	switch {
	case broken > 0:
		return fmt.Errorf("check: %d of %d pages no longer yield their documents", broken, len(probes))
	case silent > 0:
		return exit{exitNotAsked, fmt.Sprintf("check: %d of %d publishers could not be asked, which says nothing about their pages", silent, len(probes))}
	}
	return nil
}
