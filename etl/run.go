package etl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"citas/data"
)

// Config says what a load works on.
type Config struct {
	Dir      string // data directory
	Catalog  *data.Catalog
	Registry *Registry
	Curated  fs.FS // the curated tables, *.csv at its root
	Log      *slog.Logger
	Progress Progress
	Now      func() time.Time
}

// Progress hears how far a load is.
type Progress interface {
	Begin(steps int)
	Step(what string)
	End()
}

// Report is the outcome of a load.
type Report struct {
	Edition     string
	Label       string
	Unchanged   bool // the edition was there before
	Sources     []data.SourceLoad
	Quarantined []Quarantined
	Elapsed     time.Duration
}

type loader struct {
	cfg     Config
	code    string
	held    map[string]Quarantined // by source and SHA-256
	parsed  map[string]*parsedRelease
	scratch string
}

// Load builds an edition from the archive and what comes with the program, and names
// it in current.json. Inputs that were loaded before under the same code give the same
// edition, and then nothing is written. Releases that their reader or a check refuses
// go into quarantine and the rest is loaded; if what comes with the program is itself
// refused, Load fails and the last edition stays.
func Load(ctx context.Context, cfg Config) (Report, error) {
	start := time.Now()
	var err error
	if cfg.Dir, err = filepath.Abs(cfg.Dir); err != nil { // DuckDB's allow-list wants whole paths
		return Report{}, err
	}
	if err := os.MkdirAll(cfg.Dir, 0o755); err != nil {
		return Report{}, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(cfg.Dir, "load.lock")).Lock()
	if err != nil {
		return Report{}, fmt.Errorf("lock %s: %w", cfg.Dir, err)
	}
	defer unlock()
	l := &loader{cfg: cfg, code: Code(), held: map[string]Quarantined{}, parsed: map[string]*parsedRelease{}}
	if err := l.openScratch(); err != nil {
		return Report{}, err
	}
	defer os.RemoveAll(l.scratch)
	report, err := l.load(ctx)
	report.Elapsed = time.Since(start)
	return report, err
}

func (l *loader) openScratch() error {
	// What an interrupted load left behind is of no use to anyone: we hold the lock.
	for _, pattern := range []string{filepath.Join(l.cfg.Dir, "tmp", "load-*"), filepath.Join(l.cfg.Dir, "editions", ".building-*")} {
		stale, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		for _, path := range stale {
			if err := os.RemoveAll(path); err != nil {
				return err
			}
		}
	}
	temp := filepath.Join(l.cfg.Dir, "tmp")
	if err := os.MkdirAll(temp, 0o755); err != nil {
		return err
	}
	var err error
	l.scratch, err = os.MkdirTemp(temp, "load-")
	return err
}

func (l *loader) load(ctx context.Context) (Report, error) {
	if err := l.recall(); err != nil {
		return Report{}, err
	}
	for {
		all, err := l.inputs()
		if err != nil {
			return Report{}, err
		}
		accepted := slices.DeleteFunc(slices.Clone(all), l.refused)
		id := editionID(l.code, accepted)
		if m, err := data.ReadManifest(l.cfg.Dir, id); err == nil {
			return l.keep(m)
		}
		refused, err := l.parse(ctx, accepted)
		if err != nil {
			return Report{}, err
		}
		if refused {
			continue // without what was refused; a seed may stand in again
		}
		m, refused, err := l.build(ctx, id, accepted)
		if err != nil {
			return Report{}, err
		}
		if !refused {
			return l.publish(m)
		}
	}
}

// recall remembers what this same code refused before, so that it need not be read
// again.
func (l *loader) recall() error {
	list, err := ListQuarantine(l.cfg.Dir)
	if err != nil {
		return err
	}
	for _, q := range list {
		if q.Code == l.code {
			l.held[q.Source+q.SHA256] = q
		}
	}
	return nil
}

func (l *loader) refused(in input) bool {
	_, held := l.held[in.release.Source+in.release.SHA256]
	return held && in.release.Basis == "document"
}

// refuse puts a release into quarantine. What comes with the program cannot be held:
// its fault is ours, and the load fails.
func (l *loader) refuse(in input, reason error) error {
	if in.release.Basis != "document" {
		return fmt.Errorf("%s, which comes with the program: %w", in.release.ID, reason)
	}
	q := Quarantined{
		Release: in.release.ID, Source: in.release.Source, FileName: in.release.FileName, SHA256: in.release.SHA256,
		Reason: reason.Error(), Code: l.code, Since: l.cfg.Now().UTC().Format(time.RFC3339),
	}
	if errors.Is(reason, errArchive) {
		q.Code = "" // not the document's fault: the next load looks again
	}
	l.held[q.Source+q.SHA256] = q
	l.cfg.Log.Warn("release held", "release", q.Release, "file", q.FileName, "reason", q.Reason)
	return hold(l.cfg.Dir, q)
}

// editionID hashes what decides the content: the code, and each release with its facts.
func editionID(code string, accepted []input) string {
	h := sha256.New()
	fmt.Fprintln(h, code)
	for _, in := range accepted {
		line, err := json.Marshal(in.release)
		if err != nil {
			panic(err) // a struct of texts and numbers
		}
		h.Write(append(line, '\n'))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// keep serves an edition that was built before from the same inputs.
func (l *loader) keep(m *data.Manifest) (Report, error) {
	if err := l.settle(); err != nil {
		return Report{}, err
	}
	now, err := data.CurrentEdition(l.cfg.Dir)
	if err == nil && now == m.Edition {
		return l.report(m, true), nil
	}
	if err != nil && !errors.Is(err, data.ErrUnavailable) {
		return Report{}, err
	}
	return l.report(m, false), data.SetCurrent(l.cfg.Dir, m.Edition)
}

// settle takes out of quarantine what other code had refused and this code accepted.
func (l *loader) settle() error {
	list, err := ListQuarantine(l.cfg.Dir)
	if err != nil {
		return err
	}
	for _, q := range list {
		if _, still := l.held[q.Source+q.SHA256]; !still {
			if err := q.release(l.cfg.Dir); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loader) publish(m *data.Manifest) (Report, error) {
	if err := l.settle(); err != nil {
		return Report{}, err
	}
	if err := data.SetCurrent(l.cfg.Dir, m.Edition); err != nil {
		return Report{}, err
	}
	l.cfg.Log.Info("edition published", "edition", m.Edition, "label", m.Label, "releases", len(m.Releases))
	return l.report(m, false), nil
}

func (l *loader) report(m *data.Manifest, unchanged bool) Report {
	r := Report{Edition: m.Edition, Label: m.Label, Unchanged: unchanged, Sources: slices.Clone(m.Sources)}
	for _, q := range l.held {
		r.Quarantined = append(r.Quarantined, q)
		for i := range r.Sources {
			if r.Sources[i].Source == q.Source {
				r.Sources[i].Quarantined++
			}
		}
	}
	slices.SortFunc(r.Quarantined, func(a, b Quarantined) int { return strings.Compare(a.Release, b.Release) })
	return r
}
