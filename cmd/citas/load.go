package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"citas/data"
	"citas/etl"
)

type loadCommand struct {
	Fetch bool `help:"Ask the publishers for new documents first, as citas fetch does."`

	gateFlags  `embed:""`
	signFlags  `embed:""`
	fetchFlags `embed:""`
}

// gateFlags are the limits within which a release may revise the one before it.
type gateFlags struct {
	GateShare   float64 `help:"Hold a release that changes a cell by more than this share (0.25 is 25 %) and by more than --gate-step." default:"0.25" env:"CITAS_GATE_SHARE"`
	GateStep    float64 `help:"See --gate-share." default:"500" env:"CITAS_GATE_STEP"`
	GateChanged float64 `help:"Hold a release that changes more than this share of the cells it shares with the one before, for each month between them." default:"0.02" env:"CITAS_GATE_CHANGED"`
}

// gates are the limits as flags and environment give them.
func (f gateFlags) gates() (etl.Gates, error) {
	g := etl.Gates{MaxShare: f.GateShare, MaxStep: f.GateStep, MaxChanged: f.GateChanged}
	for _, limit := range []float64{f.GateShare, f.GateStep, f.GateChanged} {
		if limit == 0 { // which etl would take for the default
			return g, exit{exitUsage, "--gate-share, --gate-step and --gate-changed: expected numbers above 0"}
		}
	}
	if err := g.Validate(); err != nil {
		return g, exit{exitUsage, err.Error()}
	}
	return g, nil
}

// Run builds an edition and prints what each source gave to it.
func (c loadCommand) Run(e *env) error {
	gates, err := c.gates()
	if err != nil {
		return err
	}
	cfg, err := e.loadConfig(gates)
	if err != nil {
		return err
	}
	if cfg.Signer, err = c.signer(); err != nil {
		return err
	}
	work := etl.Work{Load: &cfg, For: "command"}
	if c.Fetch {
		client, err := c.client()
		if err != nil {
			return err
		}
		defer client.Close()
		ask := e.fetchConfig(client)
		work.Fetch = &ask
	}
	done, err := work.Do(e.ctx)
	if c.Fetch {
		printChecks(e, done.Checks)
		fmt.Fprintln(e.out)
	}
	if err = errors.Join(done.FetchErr, err); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	report := done.Report
	printReport(e.out, report)
	for _, h := range report.Rejected {
		fmt.Fprintf(e.out, "%s is kept out by decision: %s\n", h.Release, h.Reason)
	}
	if len(report.Quarantined) > 0 {
		for _, q := range report.Quarantined {
			fmt.Fprintf(e.err, "citas: %s %s: %s\n", q.Release, q.State, q.Reason)
		}
		return exit{code: exitQuarantined}
	}
	return nil
}

// loadConfig is a load of everything that citas publishes into the data directory.
func (e *env) loadConfig(gates etl.Gates) (etl.Config, error) {
	curated, err := fs.Sub(data.Curated, "curated")
	if err != nil {
		return etl.Config{}, err
	}
	cfg := etl.Config{
		Dir: e.dataDir, Catalog: data.Published(), Registry: etl.Published(), Curated: curated,
		Gates: gates, Log: e.logger(), Progress: etl.Quiet{}, Now: time.Now,
	}
	if e.interactive {
		cfg.Progress = &bar{out: e.err}
	}
	return cfg, nil
}

func (e *env) logger() *slog.Logger {
	if e.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(e.err, nil))
	}
	return slog.New(slog.NewTextHandler(e.err, nil))
}

func printReport(out io.Writer, r etl.Report) {
	state := "built"
	if r.Unchanged {
		state = "unchanged"
	}
	fmt.Fprintf(out, "edition %s (%s) %s in %.1f s\n\n", r.Edition, r.Label, state, r.Elapsed.Seconds())
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "source\treleases\trows read\taccepted\tquarantined\ttime\t")
	for _, s := range r.Sources {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.2f s\t\n", s.Source, s.Releases, s.Rows, s.Accepted, s.Quarantined, float64(s.Millis)/1000)
	}
	w.Flush()
}

// bar draws a load's progress on a terminal.
type bar struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

func (b *bar) Begin(steps int) {
	b.bar = progressbar.NewOptions(steps, progressbar.OptionSetWriter(b.out), progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

func (b *bar) Step(what string) {
	b.bar.Describe(what)
	_ = b.bar.Add(1) // a bar that cannot be drawn must not stop a load
}

func (b *bar) End() { _ = b.bar.Finish() }

// counting draws how many of a growing number are done, on a terminal only.
func (e *env) counting(what string) (progress func(done, known int), end func()) {
	if !e.interactive {
		return func(int, int) {}, func() {}
	}
	bar := progressbar.NewOptions(1, progressbar.OptionSetWriter(e.err), progressbar.OptionSetWidth(24), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	return func(done, known int) {
		bar.ChangeMax(max(known, done))
		_ = bar.Set(done) // a bar that cannot be drawn must not stop the work
	}, func() { _ = bar.Finish() }
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
