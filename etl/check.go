package etl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"citas/data"
)

// judge decides on the failed checks: one of severity error refuses the releases whose
// rows break it.
func (l *loader) judge(accepted []input, results []data.CheckResult) (refused bool, err error) {
	reasons := map[string][]string{}
	for _, r := range results {
		if r.Passed() {
			continue
		}
		if r.Severity == data.Warning {
			l.cfg.Log.Warn("check", "check", r.ID, "failures", r.Failures, "first", r.Sample)
			continue
		}
		text := fmt.Sprintf("check %s (%s) failed for %d: %s", r.ID, r.Title, r.Failures, r.Sample)
		if len(r.Releases) == 0 {
			return false, fmt.Errorf("%w: %s", data.ErrInvalid, text)
		}
		// A row that breaks a rule together with another release's is the newer one's fault.
		for _, id := range r.Releases {
			reasons[id] = append(reasons[id], text)
		}
	}
	for _, in := range accepted {
		if texts := reasons[in.release.ID]; len(texts) > 0 && in.release.Basis == "document" {
			refused = true
			if err := l.refuse(in, errors.New(strings.Join(texts, "; "))); err != nil {
				return false, err
			}
		}
	}
	if refused || len(reasons) == 0 {
		return refused, nil
	}
	for id, texts := range reasons {
		return false, fmt.Errorf("%s, which comes with the program: %w: %s", id, data.ErrInvalid, strings.Join(texts, "; "))
	}
	return false, nil
}

// publishChecks makes the results of the checks a dataset.
func (l *loader) publishChecks(ctx context.Context, b *data.Builder, results []data.CheckResult) error {
	checks, err := l.cfg.Catalog.Dataset("checks")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(l.scratch, "checks-")
	if err != nil {
		return err
	}
	tables, err := stageInto(dir, "curated@"+data.CuratedEdition, func(out *stageFiles) error {
		for _, r := range results {
			if err := out.write(data.StageChecks, "check "+r.ID, r.Values()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var files []data.Staged
	for _, t := range tables {
		files = append(files, t.file)
	}
	if err := b.Stage(ctx, data.StageChecks, files); err != nil {
		return err
	}
	return b.BuildDataset(ctx, checks)
}
