package etl

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"citas/data"
)

// ErrOtherCode says that an edition was built by another version of this program, which
// may rightly write other bytes.
var ErrOtherCode = errors.New("built by another version of this program")

// Rebuild builds the edition of a manifest again, in a folder of its own, from the
// archive of cfg.Dir, the decisions there and what comes with the program, and lists
// what came out otherwise: releases, and bytes of exports. It changes nothing in cfg.Dir.
// It fails with ErrOtherCode when the edition is not this program's.
func Rebuild(ctx context.Context, cfg Config, m *data.Manifest) ([]string, error) {
	if m.Code != Code() {
		return nil, fmt.Errorf("edition %s: %w: code %s, this is %s", m.Edition, ErrOtherCode, m.Code, Code())
	}
	dir, err := os.MkdirTemp("", "citas-rebuild-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := errors.Join(lend(cfg.Dir, dir), lendChecks(cfg.Dir, dir, m.BuiltAt)); err != nil {
		return nil, err
	}
	cfg.Dir = dir
	report, err := Load(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("rebuild: %w", err)
	}
	again, err := data.ReadManifest(dir, report.Edition)
	if err != nil {
		return nil, err
	}
	return differences(m, again), nil
}

// lend lets a load in another folder read the archive and the decisions of a data
// directory.
func lend(from, to string) error {
	from, err := filepath.Abs(from)
	if err != nil {
		return err
	}
	for _, name := range []string{"archive", filepath.Base(decisionsPath(from))} {
		source := filepath.Join(from, name)
		if _, err := os.Stat(source); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.Symlink(source, filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

// lendChecks copies the checks of the sources that had been made when an edition was
// built: later ones may have seen another state.
func lendChecks(from, to, builtAt string) error {
	checks, err := SourceChecks(from)
	for _, c := range checks {
		if c.FinishedAt <= builtAt {
			err = errors.Join(err, appendLine(checksPath(to), c))
		}
	}
	return err
}

// differences lists how a rebuilt edition differs from the one that was published.
func differences(was, is *data.Manifest) []string {
	var list []string
	if was.Edition != is.Edition {
		list = append(list, fmt.Sprintf("rebuilt edition: found id %s, expected %s: other releases, decisions or gates", is.Edition, was.Edition))
	}
	ids := func(m *data.Manifest) (list []string) {
		for _, r := range m.Releases {
			list = append(list, r.ID+" with SHA-256 "+r.SHA256)
		}
		return list
	}
	for _, id := range ids(was) {
		if !slices.Contains(ids(is), id) {
			list = append(list, "rebuilt edition: no release "+id+", which the edition has")
		}
	}
	for _, id := range ids(is) {
		if !slices.Contains(ids(was), id) {
			list = append(list, "rebuilt edition: release "+id+", which the edition does not have")
		}
	}
	for _, d := range is.Datasets {
		before, _ := was.Dataset(d.ID)
		held := map[string]data.File{}
		for _, f := range before.All() {
			held[f.Path] = f
		}
		for _, f := range d.All() {
			want, ok := held[f.Path]
			switch {
			case f.Format == "parquet" && was.Edition != is.Edition: // it names its edition
			case !ok:
				list = append(list, fmt.Sprintf("rebuilt %s: the edition has no such file", f.Path))
			case want.SHA256 != f.SHA256:
				list = append(list, fmt.Sprintf("rebuilt %s: found SHA-256 %s (%d bytes), expected %s (%d bytes)", f.Path, f.SHA256, f.Bytes, want.SHA256, want.Bytes))
			}
		}
	}
	return list
}
