package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"citas/etl"
	"citas/etl/upstream"
)

// fetchFlags are what asking publishers' servers needs.
type fetchFlags struct {
	FetchContact string `help:"Mail or https address of whoever runs this, sent with every request: publishers' engineers can reach you. Nothing is fetched without." env:"CITAS_FETCH_CONTACT"`
}

// client makes the client of one run.
func (f fetchFlags) client() (*upstream.Client, error) {
	if f.FetchContact == "" {
		return nil, exit{exitUsage, "--fetch-contact: fetching needs an address at which publishers can reach you (or CITAS_FETCH_CONTACT)"}
	}
	client, err := upstream.New(upstream.Config{Contact: f.FetchContact, Version: version()})
	if err != nil {
		return nil, exit{exitUsage, "--fetch-contact: " + err.Error()}
	}
	return client, nil
}

// askable refuses names of sources that cannot be asked.
func (fetchFlags) askable(sources []string) error {
	for _, id := range sources {
		s, err := etl.Published().Source(id)
		if err != nil {
			return exit{exitUsage, err.Error()}
		}
		if s.Discovery == nil {
			return exit{exitUsage, fmt.Sprintf("source %s is not fetched: people add its documents with citas archive add", id)}
		}
	}
	return nil
}

// fetch asks the named sources, or all, in a run of its own.
func (f fetchFlags) fetch(ctx context.Context, e *env, sources ...string) ([]etl.SourceCheck, error) {
	client, err := f.client()
	if err != nil {
		return nil, err
	}
	defer client.Close()
	ask := e.fetchConfig(client)
	done, err := etl.Work{Fetch: &ask, Sources: sources, For: "command"}.Do(ctx)
	return done.Checks, err
}

func (e *env) fetchConfig(client *upstream.Client) etl.FetchConfig {
	return etl.FetchConfig{Dir: e.dataDir, Registry: etl.Published(), Client: client, Log: e.logger(), Now: time.Now}
}

type fetchCommand struct {
	DryRun  bool     `help:"Show what the publishers' pages list; take and write nothing."`
	Sources []string `arg:"" optional:"" name:"source" help:"Sources to ask, see: citas sources. All, if none is named."`

	fetchFlags `embed:""`
}

// Run asks the publishers and prints what each had to offer.
func (c fetchCommand) Run(e *env) error {
	if err := c.askable(c.Sources); err != nil {
		return err
	}
	if c.DryRun {
		return c.show(e)
	}
	checks, err := c.fetch(e.ctx, e, c.Sources...)
	printChecks(e, checks)
	if err != nil {
		return err
	}
	return unsound(checks)
}

// unsound fails if a source's publisher could not be asked as it should.
func unsound(checks []etl.SourceCheck) error {
	n := 0
	for _, check := range checks {
		if !check.Sound() {
			n++
		}
	}
	if n > 0 {
		return fmt.Errorf("fetch: %d of %d sources could not be had as they should; what was loaded before stays", n, len(checks))
	}
	return nil
}

// printChecks prints a table, then what went wrong.
func printChecks(e *env, checks []etl.SourceCheck) {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "source\tstate\tpage of\tlisted\tnewest\tnew\tunchanged\tproblems\tbytes")
	for _, c := range checks {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%d\t%d\t%d\t%d\n", c.Source, c.State, dash(string(c.Via)), c.Listed, dash(c.Newest), len(c.New), c.Unchanged, len(c.Problems), c.Bytes)
	}
	w.Flush()
	for _, c := range checks {
		for _, n := range c.New {
			fmt.Fprintf(e.out, "new: %s, published %s (%s: %s), by %s: %s\n", n.FileName, n.Published, n.Precision, n.Rule, n.Via, n.URL)
		}
		if c.MovedTo != "" {
			fmt.Fprintf(e.err, "citas: %s: the page moved to %s\n", c.Source, c.MovedTo)
		}
		for _, p := range c.Problems {
			fmt.Fprintf(e.err, "citas: %s: %s: %s\n", c.Source, p.Kind, p)
		}
	}
}

func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// show prints what the pages list.
func (c fetchCommand) show(e *env) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	var checks []etl.SourceCheck
	for _, s := range etl.Published().Sources() {
		if s.Discovery == nil || len(c.Sources) > 0 && !slices.Contains(c.Sources, s.ID) {
			continue
		}
		check, listing, err := etl.Discover(e.ctx, e.fetchConfig(client), s.ID)
		if err != nil {
			return err
		}
		checks = append(checks, check)
		w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
		for _, d := range listing.Documents {
			fmt.Fprintf(w, "%s\t%s\tthrough %s\t%s\t%s\n", s.ID, d.Issue.Name, d.Issue.Through, d.URL, d.Text)
		}
		w.Flush()
		for _, u := range listing.Unknown {
			fmt.Fprintf(e.out, "%s  not known: %s\n", s.ID, u)
		}
	}
	printChecks(e, checks)
	return unsound(checks)
}
