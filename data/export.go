package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Export writes every dataset in every finished format below files/ and returns what it
// wrote, by dataset id. Tables stand in their total order, so nothing is sorted here.
// Files that say what they are name the edition, and the day of its newest release.
func (b *Builder) Export(ctx context.Context, edition, lastPublished string) ([]DatasetFiles, error) {
	var list []DatasetFiles
	for _, d := range b.catalog.Sorted() {
		out := DatasetFiles{ID: d.ID}
		table := "main." + ident(d.Table())
		if err := b.db.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&out.Rows); err != nil {
			return nil, fmt.Errorf("count %s: %w", d.ID, err)
		}
		for _, format := range exportFormats {
			if format.onRequest {
				continue
			}
			name := d.ID + "." + format.name
			options := format.copyOptions(facts{dataset: d, sources: b.catalog.SourcesOf(d), edition: edition, asOf: lastPublished})
			if err := b.exec(ctx, "COPY "+table+" TO "+quote(filesPath(b.folder, name))+" ("+options+")"); err != nil {
				return nil, fmt.Errorf("export %s: %w", name, err)
			}
			f, err := hashFile(b.folder, "files/"+name, format.name)
			if err != nil {
				return nil, err
			}
			out.Files = append(out.Files, f)
		}
		list = append(list, out)
	}
	return list, nil
}

// StageChecks stages the results of Check, for the dataset that publishes them.
func (b *Builder) StageChecks(ctx context.Context, s Stage, release string, results []CheckResult) error {
	if err := b.Stage(ctx, s, nil); err != nil {
		return err
	}
	results = slices.Clone(results)
	slices.SortFunc(results, func(a, b CheckResult) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range results {
		outcome := "passed"
		if !r.Passed() {
			outcome = "failed"
		}
		err := b.exec(ctx, "INSERT INTO stage."+ident(s.Name)+" (check_id, dataset, severity, title, outcome, failures, sample, release_id, locator) VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?)",
			r.ID, r.Dataset, string(r.Severity), r.Title, outcome, fmt.Sprint(r.Failures), r.Sample, release, "check "+r.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// Engine is the version of DuckDB.
func (b *Builder) Engine(ctx context.Context) (string, error) {
	var version string
	err := b.db.QueryRowContext(ctx, "SELECT version()").Scan(&version)
	return version, err
}

// EngineVersion is the version of DuckDB that this program is built with.
func EngineVersion(ctx context.Context) (string, error) {
	db, err := open(ctx, handle{threads: 1, memory: "64MB"})
	if err != nil {
		return "", err
	}
	defer db.Close()
	b := &Builder{db: db}
	return b.Engine(ctx)
}

// Finish closes the database and measures it. The exports must have been written.
func (b *Builder) Finish(ctx context.Context) (File, error) {
	if err := b.exec(ctx, "CHECKPOINT"); err != nil {
		return File{}, err
	}
	if err := b.Close(); err != nil {
		return File{}, err
	}
	return hashFile(b.folder, "citas.duckdb", "duckdb")
}
