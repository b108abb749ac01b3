package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// exportFormats are the forms in which every dataset is written, and how DuckDB writes
// them. They must be byte-identical from run to run.
var exportFormats = []struct{ name, options string }{
	{"csv", "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''"},
	{"parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"},
	{"json", "FORMAT json, ARRAY true"},
}

// Export writes every dataset in every format below files/ and returns what it wrote,
// by dataset id. Tables stand in their total order, so nothing is sorted here.
func (b *Builder) Export(ctx context.Context) ([]DatasetFiles, error) {
	var list []DatasetFiles
	for _, d := range b.catalog.Sorted() {
		out := DatasetFiles{ID: d.ID}
		table := "main." + ident(d.Table())
		if err := b.db.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&out.Rows); err != nil {
			return nil, fmt.Errorf("count %s: %w", d.ID, err)
		}
		for _, format := range exportFormats {
			name := d.ID + "." + format.name
			if err := b.exec(ctx, "COPY "+table+" TO "+quote(filesPath(b.folder, name))+" ("+format.options+")"); err != nil {
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
