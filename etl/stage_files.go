package etl

import (
	"bufio"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"citas/data"
)

// stageBatch is how many rows are handed over at a time.
const stageBatch = 256

// stageFiles writes the staged rows of one release, a CSV file per table. A file is written by a goroutine of its own,
// while the reader goes on.
type stageFiles struct {
	dir, release string
	rows         int
	open         map[string]*stageFile
}

// stagedTable is a file that is whole.
type stagedTable struct {
	stage data.Stage
	file  data.Staged
}

// stageInto lets fill write rows into files below a folder, and says what became of them, by the names of the stages.
func stageInto(dir, release string, fill func(*stageFiles) error) (map[string]stagedTable, error) {
	files := &stageFiles{dir: dir, release: release, open: map[string]*stageFile{}}
	err := fill(files)
	tables, failed := files.close()
	if err = errors.Join(err, failed); err != nil {
		return nil, err
	}
	return tables, nil
}

// write takes a row. That it could not be written may come up later, at the latest in close.
func (s *stageFiles) write(stage data.Stage, locator string, values []string) error {
	if err := fits(stage, values); err != nil {
		return err
	}
	f := s.open[stage.Name]
	if f == nil {
		var err error
		if f, err = createStageFile(filepath.Join(s.dir, stage.Name+".csv"), stage); err != nil {
			return err
		}
		s.open[stage.Name] = f
	}
	s.rows++
	f.batch = append(append(f.batch, values...), s.release, locator)
	if len(f.batch) == stageBatch*f.width {
		f.hand()
	}
	return nil
}

func (s *stageFiles) close() (map[string]stagedTable, error) {
	tables := map[string]stagedTable{}
	var errs []error
	for name, f := range s.open {
		file, err := f.close()
		tables[name] = stagedTable{f.stage, file}
		errs = append(errs, err)
	}
	s.open = nil
	return tables, errors.Join(errs...)
}

// stageFile is one of them.
type stageFile struct {
	stage data.Stage
	path  string
	width int      // cells in a row
	batch []string // cells of the rows that are not handed over yet

	full, free chan []string
	done       chan error
	rows       int
	columns    []valueSet
}

func createStageFile(path string, stage data.Stage) (*stageFile, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	width := len(stage.Columns) + 2
	f := &stageFile{
		stage: stage, path: path, width: width,
		full: make(chan []string, 2), free: make(chan []string, 4), done: make(chan error, 1), columns: make([]valueSet, len(stage.Columns)),
	}
	for range cap(f.free) - 1 {
		f.free <- nil
	}
	go func() { f.done <- f.writeTo(file) }()
	return f, nil
}

// hand gives the batch to the goroutine and goes on with another one.
func (f *stageFile) hand() {
	f.full <- f.batch
	f.batch = <-f.free
}

// writeTo ends when full is closed; after a failure it takes batches and forgets them.
func (f *stageFile) writeTo(file *os.File) error {
	buffer := bufio.NewWriterSize(file, 1<<16)
	out := csv.NewWriter(buffer)
	for batch := range f.full {
		for row := range slices.Chunk(batch, f.width) {
			f.rows++
			for i := range f.columns {
				f.columns[i].add(row[i])
			}
			if out.Write(row) != nil {
				break // it is kept in out
			}
		}
		clear(batch)
		f.free <- batch[:0]
	}
	out.Flush()
	return errors.Join(out.Error(), buffer.Flush(), file.Close())
}

func (f *stageFile) close() (data.Staged, error) {
	f.hand()
	close(f.full)
	err := <-f.done
	staged := data.Staged{Path: f.path, Rows: f.rows, Values: make([][]string, len(f.columns))}
	for i, c := range f.columns {
		staged.Values[i] = c.list()
	}
	return staged, err
}

// valueSet is what a column holds, as long as that is little.
type valueSet struct {
	last  string
	known map[string]bool
	many  bool
}

func (s *valueSet) add(value string) {
	if s.many || value == "" || value == s.last {
		return
	}
	if s.last = value; s.known[value] {
		return
	}
	if s.known == nil {
		s.known = map[string]bool{}
	}
	if s.known[strings.Clone(value)] = true; len(s.known) > data.MostValues {
		s.many, s.known = true, nil
	}
}

// list is nil where it is much. Empty cells are no values.
func (s *valueSet) list() []string {
	if s.many {
		return nil
	}
	return slices.AppendSeq([]string{}, maps.Keys(s.known))
}
