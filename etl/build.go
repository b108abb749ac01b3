package etl

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"strconv"
	"time"

	"citas/data"
)

// buildSteps are the steps of a build that Progress hears of, after the releases.
const buildSteps = 5

// build makes an edition of the accepted releases, which have all been parsed. It
// reports true when a check refused or a gate held one of them: then nothing was published and the
// load starts over without it.
func (l *loader) build(ctx context.Context, id string, accepted []input) (m *data.Manifest, refused bool, err error) {
	folder, err := data.BuildingDir(l.cfg.Dir, id)
	if err != nil {
		return nil, false, err
	}
	scratch, err := os.MkdirTemp(l.scratch, "build-")
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(folder) // nothing is there any more once it is sealed
	b, err := data.NewBuilder(ctx, folder, l.scratch, scratch, l.cfg.Catalog)
	if err != nil {
		return nil, false, err
	}
	closed := false
	defer func() {
		if !closed {
			err = errors.Join(err, b.Close())
		}
	}()
	m = &data.Manifest{Edition: id, Code: l.code, BuiltAt: l.cfg.Now().UTC().Format(time.RFC3339), Sources: l.summary(accepted), Held: l.heldList()}
	if l.again != nil {
		m.TakeThePlaceOf(l.again)
	}
	for _, in := range accepted {
		m.Releases = append(m.Releases, l.parsedOf(in).release)
	}
	l.cfg.Progress.Step("staging")
	if err := l.stage(ctx, b, accepted); err != nil {
		return nil, false, err
	}
	l.cfg.Progress.Step("datasets")
	if err := b.Build(ctx, "checks"); err != nil {
		return nil, false, err
	}
	l.cfg.Progress.Step("checks")
	results, err := b.Check(ctx, "checks")
	if err != nil {
		return nil, false, err
	}
	if refused, err := l.judge(accepted, results); refused || err != nil {
		return nil, refused, err
	}
	l.cfg.Progress.Step("gates")
	if held, err := l.gate(ctx, b, accepted); held || err != nil {
		return nil, held, err
	}
	if err := l.publishChecks(ctx, b, results); err != nil {
		return nil, false, err
	}
	l.cfg.Progress.Step("exports")
	if m.Datasets, err = b.Export(ctx, id, data.LastPublished(m.Releases)); err != nil {
		return nil, false, err
	}
	if m.Engine, err = b.Engine(ctx); err != nil {
		return nil, false, err
	}
	bundle, err := b.Bundle(ctx, m)
	if err != nil {
		return nil, false, err
	}
	closed = true
	if m.Database, err = b.Finish(ctx); err != nil {
		return nil, false, err
	}
	l.cfg.Progress.End()
	return m, false, data.Seal(l.cfg.Dir, folder, m, bundle, l.cfg.Signer)
}

// stage loads the rows of every release, and the facts about releases and sources.
func (l *loader) stage(ctx context.Context, b *data.Builder, accepted []input) error {
	files, stages := map[string][]data.Staged{}, map[string]data.Stage{}
	take := func(tables map[string]stagedTable) {
		for name, t := range tables {
			files[name], stages[name] = append(files[name], t.file), t.stage
		}
	}
	for _, in := range accepted {
		take(l.parsedOf(in).tables)
	}
	provenance, err := l.stageProvenance(accepted)
	if err != nil {
		return err
	}
	take(provenance)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := b.Stage(ctx, stages[name], files[name]); err != nil {
			return err
		}
	}
	return nil
}

// stageProvenance writes the rows of the tables that say where everything comes from.
func (l *loader) stageProvenance(accepted []input) (map[string]stagedTable, error) {
	dir, err := os.MkdirTemp(l.scratch, "provenance-")
	if err != nil {
		return nil, err
	}
	return stageInto(dir, "curated@"+data.CuratedEdition, func(out *stageFiles) error {
		for _, s := range l.cfg.Registry.Sources() {
			err := out.write(data.StageSeries, "description of the series", []string{
				s.ID, s.Title, s.Publisher, s.Landing, s.Licence, s.Cadence, s.State, s.Ended, s.About,
			})
			if err != nil {
				return err
			}
		}
		change := 0
		for i, s := range l.states {
			if change++; i == 0 || s.source != l.states[i-1].source {
				change = 1
			}
			if err := out.write(data.StageSourceChecks, s.locator(), s.values(change)); err != nil {
				return err
			}
		}
		for ord, in := range accepted {
			p := l.parsedOf(in)
			r := p.release
			out.release = r.ID
			err := out.write(data.StageReleases, "release facts", []string{
				r.Source, r.Title, r.Published, r.PublishedPrecision, r.DataThrough, r.CurrentAsOf, r.FileName, r.SHA256,
				strconv.FormatInt(r.Bytes, 10), r.URL, r.URLBasis, r.RetrievedAt, r.Basis, r.Note,
				r.Decision, r.DecisionReason, strconv.Itoa(p.rows), strconv.Itoa(ord + 1),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// summary counts what each source gave.
func (l *loader) summary(accepted []input) []data.SourceLoad {
	var list []data.SourceLoad
	for _, s := range l.cfg.Registry.Sources() {
		sum := data.SourceLoad{Source: s.ID}
		for _, in := range accepted {
			if in.source.ID == s.ID {
				p := l.parsedOf(in)
				sum.Releases++
				sum.Rows += p.rows
				sum.Millis += p.elapsed.Milliseconds()
			}
		}
		sum.Accepted = sum.Rows
		list = append(list, sum)
	}
	return list
}
