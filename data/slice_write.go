package data

import (
	"context"
	"io"
	"os"
	"path/filepath"
)

// sliceJob is one file to write.
type sliceJob struct {
	name   string
	format exportFormat
	query  string
	args   []any
	facts  facts
	sheet  sheet // of a workbook
}

// write makes the file of a job and enters it among the finished ones.
func (x *slicer) write(ctx context.Context, job sliceJob) (any, error) {
	if x.once.Do(x.open); x.err != nil {
		return nil, x.err
	}
	path := filepath.Join(x.dir, job.name)
	if err := x.fill(ctx, job, path); err != nil {
		os.Remove(path) // half a file
		return nil, err
	}
	file, err := hashFile(x.dir, job.name, job.format.name)
	if err != nil {
		return nil, err
	}
	made := slice{name: job.name, file: file, path: path}
	x.keep(made)
	return made, nil
}

// fill writes the bytes. Everything goes through the slicer's one connection: one file
// at a time.
func (x *slicer) fill(ctx context.Context, job sliceJob, path string) error {
	if job.format.options == "" {
		rows, err := x.db.QueryContext(ctx, job.query, job.args...)
		if err != nil {
			return err
		}
		return writeWorkbook(rows, job.sheet, job.facts, path)
	}
	target := path
	if job.format.mark != "" {
		target += ".plain"
		defer os.Remove(target)
	}
	if _, err := x.db.ExecContext(ctx, "COPY ("+job.query+") TO "+quote(target)+" ("+job.format.copyOptions(job.facts)+")", job.args...); err != nil {
		return err
	}
	if job.format.mark == "" {
		return nil
	}
	return prefix(target, path, job.format.mark)
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
