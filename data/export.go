package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// exportsAtOnce is how many datasets are written at a time: of a small one, planning is all the work, on one core.
const exportsAtOnce = 2

// Export writes every dataset in its finished formats below files/ and returns what it
// wrote, by dataset id. Tables stand in their total order, so nothing is sorted here.
// Files that say what they are name the edition, and the day of its newest release.
func (b *Builder) Export(ctx context.Context, edition, lastPublished string) ([]DatasetFiles, error) {
	datasets := b.catalog.Sorted()
	list, order := make([]DatasetFiles, len(datasets)), make([]int, len(datasets))
	for i, d := range datasets {
		t, err := b.run(ctx, "SELECT count(*) AS n FROM main."+ident(d.Table()), nil)
		if err != nil {
			return nil, fmt.Errorf("count %s: %w", d.ID, err)
		}
		list[i], order[i] = DatasetFiles{ID: d.ID, Rows: t.Row(0).Int("n"), Files: make([]File, len(finishedFormats))}, i
	}
	// The largest first, so that none that takes long is left to the end, when nothing goes on beside it.
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(list[j].Rows, list[i].Rows) })
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(exportsAtOnce)
	for _, i := range order {
		d, out := datasets[i], &list[i]
		about := facts{dataset: d, sources: b.catalog.SourcesOf(d), edition: edition, asOf: lastPublished}
		work.Go(func() error { return b.exportAll(ctx, about, out) })
	}
	err := work.Wait()
	for i := range list { // what a large table does not have
		list[i].Files = slices.DeleteFunc(list[i].Files, func(f File) bool { return f.Path == "" })
	}
	return list, err
}

// exportAll writes the table of a dataset in every form: as CSV, then what is made of that, and Parquet beside it.
func (b *Builder) exportAll(ctx context.Context, about facts, out *DatasetFiles) error {
	if err := b.exportAs(ctx, "csv", about, out); err != nil {
		return err
	}
	forms, ctx := errgroup.WithContext(ctx)
	forms.Go(func() error { return b.exportText(ctx, about, out) })
	forms.Go(func() (err error) {
		if err = b.exportAs(ctx, "parquet", about, out); err == nil && about.dataset.PartedBy != "" && out.Rows >= b.largeFrom {
			out.Parts, err = b.exportParts(ctx, about)
		}
		return err
	})
	return forms.Wait()
}

// exportAs writes the table of a dataset in a format of DuckDB's.
func (b *Builder) exportAs(ctx context.Context, name string, about facts, out *DatasetFiles) error {
	format, _ := formatNamed(name)
	f, err := b.copyTo(ctx, "main."+ident(about.dataset.Table()), "files/"+about.dataset.ID+"."+name, format, about)
	if err == nil {
		out.set(f)
	}
	return err
}

// exportText makes JSON of the CSV.
func (b *Builder) exportText(ctx context.Context, about facts, out *DatasetFiles) error {
	forms := []string{"jsonl"}
	if array, _ := formatNamed("json"); !array.ifSmall || out.Rows < b.largeFrom {
		forms = append(forms, array.name)
	}
	files, err := exportJSON(ctx, b.folder, about.dataset, "files/"+about.dataset.ID+".csv", forms)
	if err != nil {
		return fmt.Errorf("export %s: %w", about.dataset.ID, err)
	}
	for _, f := range files {
		out.set(f)
	}
	return nil
}

// set puts a file where its format stands among the finished ones.
func (d *DatasetFiles) set(f File) {
	d.Files[slices.IndexFunc(finishedFormats, func(x exportFormat) bool { return x.name == f.Format })] = f
}

// copyTo writes a table, or a query in brackets, to a file below the edition's folder.
func (b *Builder) copyTo(ctx context.Context, from, path string, format exportFormat, about facts) (File, error) {
	look := time.NewTicker(4 * time.Millisecond)
	defer look.Stop()
	f, err := hashWhile(b.folder, path, format.name, look.C, func() error {
		return b.exec(ctx, "COPY "+from+" TO "+quote(b.folder+"/"+path)+" ("+format.copyOptions(about)+")")
	})
	if err != nil {
		return File{}, fmt.Errorf("export %s: %w", path, err)
	}
	return f, nil
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
