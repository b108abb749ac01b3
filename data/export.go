package data

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// exportsAtOnce: one file is hashed or rewritten while DuckDB makes the next.
const exportsAtOnce = 2

// Export writes every dataset in every finished format below files/ and returns what it
// wrote, by dataset id. Tables stand in their total order, so nothing is sorted here.
// Files that say what they are name the edition, and the day of its newest release.
func (b *Builder) Export(ctx context.Context, edition, lastPublished string) ([]DatasetFiles, error) {
	datasets := b.catalog.Sorted()
	list := make([]DatasetFiles, len(datasets))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(exportsAtOnce)
	for i, d := range datasets {
		out, about := &list[i], facts{dataset: d, sources: b.catalog.SourcesOf(d), edition: edition, asOf: lastPublished}
		out.ID, out.Files = d.ID, make([]File, len(finishedFormats))
		for at, format := range finishedFormats {
			if format.from == "" { // else it is made together with the other
				work.Go(func() error { return b.exportAs(ctx, format, about, out, at) })
			}
		}
		work.Go(func() (err error) {
			out.Rows, out.Parts, err = b.exportParts(ctx, about)
			return err
		})
	}
	return list, work.Wait()
}

// exportAs writes the table of a dataset in a format, and what is made from that.
func (b *Builder) exportAs(ctx context.Context, format exportFormat, about facts, out *DatasetFiles, at int) (err error) {
	name := about.dataset.ID + "."
	if out.Files[at], err = b.copyTo(ctx, "main."+ident(about.dataset.Table()), "files/"+name+format.name, format, about); err != nil {
		return err
	}
	for i, other := range finishedFormats {
		if other.from != format.name {
			continue
		}
		if out.Files[i], err = asArray(b.folder, out.Files[at].Path, "files/"+name+other.name, other.name); err != nil {
			return fmt.Errorf("export %s as %s: %w", about.dataset.ID, other.name, err)
		}
	}
	return nil
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
