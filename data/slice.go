package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// Slice opens the rows of s as a file in an export format (a finished one, xlsx or
// CSVForExcel), as the view of e has them; the caller closes it. It is written when it is
// first asked for: DuckDB writes, Go serves. The bytes are those that an export of the
// same rows would have. Fails with ErrUnavailable when too many files are being made, or
// there is no room for it.
func (e *Edition) Slice(ctx context.Context, s Select, format string) (File, *os.File, error) {
	job, err := e.sliceJob(s, format)
	if err != nil {
		return File{}, nil, err
	}
	if job.book {
		if rows, err := e.Count(ctx, s); err != nil {
			return File{}, nil, err
		} else if err := fitsSheet(rows); err != nil {
			return File{}, nil, err
		}
	}
	file, open, err := e.use.files.get(ctx, job.fileJob)
	if poisoned(err) {
		e.use.broken.Store(true)
		err = fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if err != nil {
		return File{}, nil, fmt.Errorf("export from %s: %w", s.Dataset, err)
	}
	return file, open, nil
}

// FindSlice is Slice if the file is there already; else the file is nil. It checks the
// request all the same.
func (e *Edition) FindSlice(s Select, format string) (File, *os.File, error) {
	job, err := e.sliceJob(s, format)
	if err != nil {
		return File{}, nil, err
	}
	file, open, _ := e.use.files.find(job.name)
	return file, open, nil
}

// sliceJob is the making of one slice.
type sliceJob struct {
	fileJob
	book bool
}

func (e *Edition) sliceJob(s Select, format string) (sliceJob, error) {
	d, text, args, err := s.compile(e.catalog, e.use.coded, e.source)
	if err != nil {
		return sliceJob{}, err
	}
	f, ok := formatNamed(format)
	if !ok {
		return sliceJob{}, fmt.Errorf("dataset %s as %q: %w", d.ID, format, ErrNotFound)
	}
	bound, err := json.Marshal(args)
	if err != nil {
		return sliceJob{}, err
	}
	about := facts{dataset: d, sources: e.catalog.SourcesOf(d), edition: e.ID(), asOf: e.recordDay()}
	sum := sha256.Sum256([]byte(format + "\n" + about.asOf + "\n" + text + "\n" + string(bound)))
	job := sliceJob{book: f.options == "", fileJob: fileJob{
		name: e.ID() + "-" + hex.EncodeToString(sum[:]) + "." + format, format: format, lane: e.use.files.copies, grows: true,
		hold: func() func() {
			e.retain() // the caller has it: it is open
			return e.Release
		},
		write: func(ctx context.Context, path string) error {
			return e.use.exporter.copy(ctx, f, about, text, args, path)
		},
	}}
	if job.book {
		job.lane, job.grows = e.use.files.books, false
		job.write = func(ctx context.Context, path string) error { return e.writeBook(ctx, d, s, about, path) }
	}
	return job, nil
}

// writeBook writes a workbook from the CSV of the same rows: DuckDB is free again long
// before the workbook is done.
func (e *Edition) writeBook(ctx context.Context, d *Dataset, s Select, about facts, path string) error {
	_, rows, err := e.csvOf(ctx, d, s)
	if err != nil {
		return err
	}
	defer rows.Close()
	return writeWorkbook(ctx, rows, e.sheetOf(d, s), about, path)
}

// csvOf opens the rows of s as CSV: the finished file where it has them.
func (e *Edition) csvOf(ctx context.Context, d *Dataset, s Select) (File, *os.File, error) {
	if !e.Finished(s, "csv") {
		return e.Slice(ctx, s, "csv")
	}
	file, path, err := e.Export(d.ID, "csv")
	if err != nil {
		return File{}, nil, err
	}
	open, err := os.Open(path)
	return file, open, err
}

// recordDay is the day of the view, for the latest one that of the newest release.
func (e *Edition) recordDay() string {
	if e.day.IsZero() {
		return LastPublished(e.Manifest.Releases)
	}
	return e.day.Format(time.DateOnly)
}

// Finished reports whether the edition has exactly the rows of s in a format as a
// finished file, which needs no slice.
func (e *Edition) Finished(s Select, format string) bool {
	d, err := e.catalog.Dataset(s.Dataset)
	if err != nil || len(s.Where)+len(s.Order)+len(s.Columns) > 0 || s.Limit > 0 || !e.day.IsZero() && e.catalog.Dated(d) {
		return false
	}
	files, _ := e.Manifest.Dataset(d.ID)
	_, finished := files.File(format)
	return finished
}
