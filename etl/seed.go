package etl

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"

	"citas/data"
)

// SeedRelease is a release whose figures come with the program: what a reader found
// in the official document, for those who do not have the document.
type SeedRelease struct {
	Release data.Release // Basis is "seed"
	stages  []data.Stage
	files   fs.FS // data.Seed
}

// seedReleaseColumns are the columns of seed/releases.csv.
var seedReleaseColumns = []string{
	"release_id", "source", "title", "published", "published_precision", "data_through", "current_as_of",
	"file_name", "sha256", "bytes", "url", "url_basis", "note",
}

// Seeds lists the releases that come with the program, by id. It fails if their table
// breaks its form, which only a mistake in this repository can cause.
func Seeds() ([]SeedRelease, error) { return readSeeds(data.Seed, Published()) }

func readSeeds(files fs.FS, known *Registry) ([]SeedRelease, error) {
	var seeds []SeedRelease
	err := readSeedCSV(files, "seed/releases.csv", seedReleaseColumns, func(v []string) error {
		size, err := strconv.ParseInt(v[9], 10, 64)
		if err != nil {
			return fmt.Errorf("bytes of %s: %w", v[0], err)
		}
		r := data.Release{
			ID: v[0], Source: v[1], Title: v[2], Published: v[3], PublishedPrecision: v[4], DataThrough: v[5], CurrentAsOf: v[6],
			FileName: v[7], SHA256: v[8], Bytes: size, URL: v[10], URLBasis: v[11], Note: v[12], Basis: "seed",
		}
		source, published, err := data.ParseReleaseID(r.ID)
		if err != nil {
			return err
		}
		if source != r.Source || published != r.Published {
			return fmt.Errorf("release %s: %w: source or day differ from the id's", r.ID, data.ErrInvalid)
		}
		s, err := known.Source(r.Source)
		if err != nil {
			return err
		}
		seeds = append(seeds, SeedRelease{Release: r, stages: s.Stages, files: files})
		return nil
	})
	return seeds, err
}

// Each gives the staged rows of the release, stage by stage, in the order in which the
// reader found them. The values stand in the order of stage.Columns and may be kept.
func (s SeedRelease) Each(row func(stage data.Stage, locator string, values []string) error) error {
	for _, stage := range s.stages {
		n := len(stage.Columns)
		err := readSeedCSV(s.files, s.file(stage), append(slices.Clone(stage.Columns), "locator"), func(v []string) error {
			return row(stage, v[n], v[:n:n])
		})
		if err != nil {
			return fmt.Errorf("seed of %s: %w", s.Release.ID, err)
		}
	}
	return nil
}

// file is where the rows of a stage lie.
func (s SeedRelease) file(stage data.Stage) string {
	return path.Join("seed", s.Release.Slug(), stage.Name+".csv")
}

// readSeedCSV calls row with each record below a header that must be exactly as given.
func readSeedCSV(files fs.FS, name string, columns []string, row func(values []string) error) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := csv.NewReader(f)
	header, err := in.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if !slices.Equal(header, columns) {
		return fmt.Errorf("%s: %w: columns %q, expected %q", name, data.ErrInvalid, header, columns)
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := row(record); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}
