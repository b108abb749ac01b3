package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"citas/etl"
)

type gcCommand struct {
	Keep   int  `help:"How many editions to keep, newest first, the current one among them. An edition that is removed leaves its addresses with nothing to show." default:"12" env:"CITAS_KEEP"`
	DryRun bool `help:"Only list what would be removed."`
}

// Run clears away what nothing needs and prints it, with its size.
func (c gcCommand) Run(e *env) error {
	if c.Keep < 1 {
		return exit{exitUsage, "--keep: expected 1 or more"}
	}
	list, err := etl.Clean(e.ctx, etl.Cleaning{Dir: e.dataDir, Keep: c.Keep, DryRun: c.DryRun, Log: e.logger(), Now: time.Now})
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	var bytes int64
	for _, g := range list {
		fmt.Fprintf(w, "%d bytes\t%s\t%s\n", g.Bytes, g.Why, g.Path)
		bytes += g.Bytes
	}
	w.Flush()
	if err != nil {
		return fmt.Errorf("gc: %w", err)
	}
	done := "removed"
	if c.DryRun {
		done = "would be removed"
	}
	fmt.Fprintf(e.out, "%d %s, %d bytes\n", len(list), done, bytes)
	return nil
}
