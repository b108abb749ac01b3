package data

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
)

// Quarantine is what is kept out of the editions of a data directory, as of its last
// load.
type Quarantine struct{ Dir string }

// List is ListHeld.
func (q Quarantine) List() ([]Held, error) { return ListHeld(q.Dir) }

// Sums adds up the diffs that lie beside the record of a release: one for each dataset
// that stopped it.
func (q Quarantine) Sums(h Held) ([]DiffSum, error) {
	if len(h.SHA256) != 64 {
		return nil, nil
	}
	paths, err := h.Diffs(q.Dir)
	if err != nil {
		return nil, err
	}
	var sums []DiffSum
	for _, path := range paths {
		s, err := sumDiff(path)
		if errors.Is(err, os.ErrNotExist) {
			continue // a load has just settled it
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		sums = append(sums, s)
	}
	return sums, nil
}

// DiffSum is what a release that is kept out would change in one dataset.
type DiffSum struct {
	Path   string // of the diff
	Before string // the release that it was compared with
	Kinds  map[string]int
	Net    float64 // what the differences add up to
}

func sumDiff(path string) (DiffSum, error) {
	s := DiffSum{Path: path, Kinds: map[string]int{}}
	f, err := os.Open(path)
	if err != nil {
		return s, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	header, err := in.Read()
	if err != nil {
		return s, err
	}
	kind, difference, from := slices.Index(header, "kind"), slices.Index(header, "difference"), slices.Index(header, "old_release_id")
	if kind < 0 || difference < 0 || from < 0 {
		return s, fmt.Errorf("%w: columns %q", ErrInvalid, header)
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return s, err
		}
		s.Kinds[record[kind]]++
		if by, err := strconv.ParseFloat(record[difference], 64); err == nil {
			s.Net += by
		}
		if s.Before == "" {
			s.Before = record[from]
		}
	}
}
