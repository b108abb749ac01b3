package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"citas/data"
	"citas/etl"
)

type statusCommand struct {
	JSON bool `help:"As JSON."`
}

// statusReport is what status tells.
type statusReport struct {
	At      string              `json:"at"`
	Edition *statusEdition      `json:"edition"` // null before one is built
	Damage  string              `json:"damage,omitempty"`
	Held    int                 `json:"held"` // releases that are refused or wait for a decision
	LastRun *etl.Run            `json:"last_run,omitempty"`
	Sources []data.SourceStatus `json:"sources"`
}

type statusEdition struct {
	ID       string `json:"id"`
	Label    string `json:"label"`
	BuiltAt  string `json:"built_at"`
	Releases int    `json:"releases"`
	Bytes    int64  `json:"bytes"`
}

// Run reads the data directory and changes nothing.
func (c statusCommand) Run(e *env) error {
	report, err := e.report()
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(e.out)
		out.SetIndent("", "  ")
		return out.Encode(report)
	}
	report.print(e)
	return nil
}

func (e *env) report() (r statusReport, err error) {
	now := time.Now()
	r.At = now.UTC().Format(time.RFC3339)
	if r.Edition, r.Damage, err = e.current(); err != nil {
		return r, err
	}
	held, err := data.ListHeld(e.dataDir)
	if err != nil {
		return r, err
	}
	for _, h := range held {
		if h.State != data.StateRejected {
			r.Held++
		}
	}
	runs, err := etl.Runs(e.dataDir)
	if err != nil {
		return r, err
	}
	if len(runs) > 0 {
		r.LastRun = &runs[len(runs)-1]
	}
	cfg, err := e.loadConfig(etl.Gates{})
	if err != nil {
		return r, err
	}
	r.Sources, err = etl.NewWatch(cfg).Sources()
	return r, err
}

// current is the edition that current.json names, and what is wrong with it.
func (e *env) current() (*statusEdition, string, error) {
	id, err := data.CurrentEdition(e.dataDir)
	if errors.Is(err, data.ErrUnavailable) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	m, err := data.Inspect(e.ctx, e.dataDir, id)
	if err != nil {
		return &statusEdition{ID: id}, err.Error(), e.ctx.Err()
	}
	return &statusEdition{ID: id, Label: m.Label, BuiltAt: m.BuiltAt, Releases: len(m.Releases), Bytes: m.Size()}, "", nil
}

func (r statusReport) print(e *env) {
	switch {
	case r.Edition == nil:
		fmt.Fprintln(e.out, "edition   none has been built: run citas load")
	case r.Damage != "":
		fmt.Fprintf(e.out, "edition   %s: run citas load\n", r.Damage)
	default:
		fmt.Fprintf(e.out, "edition   %s (%s), built %s, of %d releases, %d bytes\n", r.Edition.ID, r.Edition.Label, r.Edition.BuiltAt, r.Edition.Releases, r.Edition.Bytes)
	}
	fmt.Fprintf(e.out, "kept out  %d releases are refused or wait for a decision: see citas releases\n", r.Held)
	if x := r.LastRun; x != nil {
		fmt.Fprintf(e.out, "last run  %s, %s for %s: %s in %.1f s", x.FinishedAt, x.What, x.For, x.Outcome, float64(x.Millis)/1000)
		if x.Error != "" {
			fmt.Fprintf(e.out, ": %s", x.Error)
		}
		fmt.Fprintln(e.out)
	}
	fmt.Fprintln(e.out)
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "source\tstate\tlast asked\toutcome\tnewest release\tnext expected\tdays late\tlast trouble")
	for _, s := range r.Sources {
		asked := dash(s.LastChecked)
		if !s.Asked {
			asked = "by hand"
		}
		outcome := dash(s.Outcome)
		if s.HTTPStatus > 0 {
			outcome += fmt.Sprintf(" (%d)", s.HTTPStatus)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\n", s.Source, s.State, asked, outcome, dash(s.LastRelease), dash(s.Expected), s.DaysLate, dash(s.Error))
	}
	w.Flush()
}
