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
	"time"

	"citas/data"
)

// Config says what a load works on.
type Config struct {
	Dir      string // data directory
	Catalog  *data.Catalog
	Registry *Registry
	Curated  fs.FS        // the curated tables, *.csv at its root
	Gates    Gates        // zero for the defaults
	Signer   *data.Signer // nil: editions are not signed
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

type loader struct {
	cfg     Config
	code    string
	decided map[string]Decision  // in force, by document
	before  map[string]data.Held // as the last load left it
	held    map[string]data.Held // kept out of this load
	all     []input
	states  []sourceState // changes of state of the sources, by source and time
	parsed  map[string]*parsedRelease
	again   *data.Manifest // of a damaged edition that was set aside; nil for none
	scratch string
}

// Load builds an edition from the archive and what comes with the program, and names
// it in current.json. Inputs that were loaded before under the same code give the same
// edition, and then nothing is written. Releases that their reader or a check refuses,
// that a gate holds or that a person rejected are listed in quarantine and the rest is
// loaded; if what comes with the program is itself
// refused, Load fails and the last edition stays.
func Load(ctx context.Context, cfg Config) (Report, error) {
	start := time.Now()
	err := cfg.Gates.Validate()
	if err != nil {
		return Report{}, err
	}
	if cfg.Dir, err = filepath.Abs(cfg.Dir); err != nil { // DuckDB's allow-list wants whole paths
		return Report{}, err
	}
	unlock, err := lock(ctx, cfg.Dir, cfg.Log)
	if err != nil {
		return Report{}, err
	}
	defer unlock()
	l := newLoader(cfg)
	if err := l.openScratch(); err != nil {
		return Report{}, err
	}
	defer os.RemoveAll(l.scratch)
	report, err := l.load(ctx)
	if data.DiskFull(err) {
		err = fmt.Errorf("the disk is full, so the edition before stays: make room at %s, or run citas gc: %w", cfg.Dir, err)
	}
	report.Elapsed = time.Since(start)
	return report, err
}

func newLoader(cfg Config) *loader {
	return &loader{cfg: cfg, code: Code(), decided: map[string]Decision{}, before: map[string]data.Held{}, held: map[string]data.Held{}, parsed: map[string]*parsedRelease{}}
}

func (l *loader) openScratch() error {
	// What an interrupted load left behind is of no use to anyone: we hold the lock.
	for _, pattern := range []string{filepath.Join(l.cfg.Dir, "tmp", "load-*"), filepath.Join(l.cfg.Dir, "editions", data.BuildingPrefix+"*"), filepath.Join(l.cfg.Dir, "editions", data.RemovingPrefix+"*")} {
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
	if err := l.watch(); err != nil {
		return Report{}, err
	}
	for {
		var err error
		if l.all, err = l.inputs(); err != nil {
			return Report{}, err
		}
		accepted := slices.DeleteFunc(slices.Clone(l.all), l.out)
		id := l.editionID(accepted)
		m, err := l.whole(ctx, id)
		if err != nil {
			return Report{}, err
		}
		if m != nil {
			return l.keep(m)
		}
		refused, err := l.parse(ctx, accepted)
		if err != nil {
			return Report{}, err
		}
		if refused {
			continue // without what was refused; a seed may stand in again
		}
		m, refused, err = l.build(ctx, id, accepted)
		if err != nil {
			return Report{}, err
		}
		if !refused {
			return l.publish(m)
		}
	}
}

// editionID hashes what decides the content: the code, each release with its facts and
// the decision on it, the rejections, and the gates' limits where they decide anything.
func (l *loader) editionID(accepted []input) string {
	h := sha256.New()
	fmt.Fprintln(h, l.code)
	if gatesMatter(accepted) {
		fmt.Fprintln(h, "gates", l.cfg.Gates.fingerprint())
	}
	for _, in := range accepted {
		line, err := json.Marshal(in.release)
		if err != nil {
			panic(err) // a struct of texts and numbers
		}
		h.Write(append(line, '\n'))
	}
	for _, s := range l.states {
		fmt.Fprintf(h, "state %q\n", s.values(0))
	}
	for _, d := range l.rejections() {
		fmt.Fprintf(h, "rejected %s %s %q\n", d.Source, d.SHA256, d.Reason)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// whole finds the edition of an id, if it was built before and every file of it is what
// its manifest lists. A damaged one is set aside, to be built again under its name.
func (l *loader) whole(ctx context.Context, id string) (*data.Manifest, error) {
	m, err := data.Inspect(ctx, l.cfg.Dir, id)
	var damage *data.DamageError
	switch {
	case err == nil:
		return m, nil
	case errors.Is(err, data.ErrNotFound):
		l.again = data.ReadAside(l.cfg.Dir, id)
		return nil, nil
	case !errors.As(err, &damage):
		return nil, err
	}
	aside, err := data.SetAside(l.cfg.Dir, id)
	if err != nil {
		return nil, errors.Join(damage, err)
	}
	l.cfg.Log.Error("edition damaged: it is built again from the archive", "edition", id, "problem", damage.Problem, "set_aside", aside)
	l.again = data.ReadAside(l.cfg.Dir, id)
	return nil, nil
}

// keep serves an edition that was built before from the same inputs.
func (l *loader) keep(m *data.Manifest) (Report, error) {
	if err := l.settle(); err != nil {
		return Report{}, err
	}
	if l.cfg.Signer != nil {
		if err := l.cfg.Signer.SignEdition(l.cfg.Dir, m.Edition); err != nil {
			return Report{}, err
		}
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
