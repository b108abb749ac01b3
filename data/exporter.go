package data

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// exporter writes rows of one edition as files. It is a DuckDB instance of its own that
// reads the edition, can write to the folder of the file cache and reach nothing else.
type exporter struct {
	edition string // path of the database
	files   *fileCache

	once sync.Once
	err  error
	db   *sql.DB
}

func (x *exporter) open() {
	dir, err := x.files.dir()
	if err != nil {
		x.err = err
		return
	}
	x.db, x.err = open(context.Background(), handle{
		threads: 2, memory: "128MB", tempDir: filepath.Join(dir, "spill"), attach: x.edition, conns: copiesAtOnce, allow: []string{dir},
	})
}

// close ends the instance. Nothing may be writing any more.
func (x *exporter) close() error {
	x.once.Do(func() { x.err = ErrUnavailable })
	if x.db == nil {
		return nil
	}
	return x.db.Close()
}

// copy writes the rows of a query in a format that DuckDB knows.
func (x *exporter) copy(ctx context.Context, f exportFormat, about facts, query string, args []any, path string) error {
	if x.once.Do(x.open); x.err != nil {
		return x.err
	}
	target := path
	if f.mark != "" {
		target += ".plain"
	}
	if _, err := x.db.ExecContext(ctx, "COPY ("+query+") TO "+quote(target)+" ("+f.copyOptions(about)+")", args...); err != nil {
		return err
	}
	if f.mark == "" {
		return nil
	}
	return prefix(target, path, f.mark)
}

// prefix copies a file with a text before it.
func prefix(from, to, text string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err = out.WriteString(text); err == nil {
		_, err = io.Copy(out, in)
	}
	if failed := out.Close(); err == nil {
		err = failed
	}
	return err
}
