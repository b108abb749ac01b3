package etl

import (
	"context"
	"log/slog"
	"path/filepath"
	"time"
)

// Outcomes of a run.
const (
	RunPublished = "published" // another edition is served now
	RunUnchanged = "unchanged"
	RunHeld      = "held" // ended well, but a release is refused or waits for a decision
	RunFetched   = "fetched"
	RunTroubled  = "troubled" // a publisher could not be asked as it should; the rest was done
	RunFailed    = "failed"   // the machine or the program failed: the last edition stays
)

// Run is one line of runs.jsonl: what was done, for whom, and what came of it.
type Run struct {
	StartedAt  string `json:"started_at"` // RFC 3339
	FinishedAt string `json:"finished_at"`
	What       string `json:"what"` // fetch, load, fetch and load
	For        string `json:"for"`  // source whose turn it was; start; damage; command
	Outcome    string `json:"outcome"`
	Millis     int64  `json:"millis"`
	Bytes      int64  `json:"bytes"` // over the wire
	New        int    `json:"new"`   // documents that were not in the archive before
	Rows       int    `json:"rows"`  // in the releases of the edition
	Held       int    `json:"held"`  // releases that are refused or wait for a decision
	Edition    string `json:"edition,omitempty"`
	Error      string `json:"error,omitempty"`
}

func runsPath(dir string) string { return filepath.Join(dir, "runs.jsonl") }

// Runs lists the runs of a data directory, oldest first.
func Runs(dir string) ([]Run, error) {
	return readLines(runsPath(dir), func(r Run) bool { return r.StartedAt != "" && r.Outcome != "" })
}

// Work is a run: ask publishers, load, or both.
type Work struct {
	Load    *Config      // nil: fetch only
	Fetch   *FetchConfig // nil: load only
	Sources []string     // to ask; none: all that can be asked
	For     string
	Heard   func(Run) // hears of the run when it is over; may be nil
}

// Done is what a run came to.
type Done struct {
	Run    Run
	Checks []SourceCheck
	Report Report
	// FetchErr is a failure of the machine while asking publishers; what is at hand is
	// loaded all the same.
	FetchErr error
}

// Do runs it, notes it in runs.jsonl and fails if the load does, or the fetch where that
// is all. A publisher's trouble is no failure: Done tells of it.
func (w Work) Do(ctx context.Context) (Done, error) {
	var d Done
	dir, now, log := w.where()
	started := now()
	d.Run = Run{StartedAt: stamp(started), For: w.For}
	if w.Fetch != nil {
		d.Run.What = "fetch"
		d.Checks, d.FetchErr = Fetch(ctx, *w.Fetch, w.Sources...)
	}
	var err error
	switch {
	case w.Load == nil:
		err = d.FetchErr
	case ctx.Err() != nil:
		err = ctx.Err()
	default:
		if d.Run.What != "" {
			d.Run.What += " and "
		}
		d.Run.What += "load"
		d.Report, err = Load(ctx, *w.Load)
	}
	d.sum(err)
	finished := now()
	d.Run.FinishedAt, d.Run.Millis = stamp(finished), finished.Sub(started).Milliseconds()
	if failed := appendLine(runsPath(dir), d.Run); failed != nil {
		log.Error("the run log cannot be written", "error", failed)
	}
	if w.Heard != nil {
		w.Heard(d.Run)
	}
	return d, err
}

// sum fills in what the parts of the run came to.
func (d *Done) sum(err error) {
	r := &d.Run
	troubled := false
	for _, c := range d.Checks {
		r.Bytes += c.Bytes
		r.New += len(c.New)
		if !c.Sound() {
			troubled = true
			r.Error = c.Source + ": " + c.Error
		}
	}
	r.Edition, r.Held = d.Report.Edition, len(d.Report.Quarantined)
	for _, s := range d.Report.Sources {
		r.Rows += s.Rows
	}
	if d.FetchErr != nil {
		r.Error = d.FetchErr.Error()
	}
	switch {
	case err != nil:
		r.Outcome, r.Error = RunFailed, err.Error()
	case troubled || d.FetchErr != nil:
		r.Outcome = RunTroubled
	case r.Held > 0:
		r.Outcome = RunHeld
	case r.Edition == "":
		r.Outcome = RunFetched
	case d.Report.Unchanged:
		r.Outcome = RunUnchanged
	default:
		r.Outcome = RunPublished
	}
}

// where is the data directory, clock and log of the run.
func (w Work) where() (dir string, now func() time.Time, log *slog.Logger) {
	if w.Load != nil {
		return w.Load.Dir, w.Load.Now, w.Load.Log
	}
	return w.Fetch.Dir, w.Fetch.Now, w.Fetch.Log
}
