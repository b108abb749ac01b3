package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// States of a release that is kept out of the editions.
const (
	StateRefused  = "refused"  // it cannot be read, or it breaks a rule
	StateHeld     = "held"     // a gate stopped it: it waits for a person's decision
	StateRejected = "rejected" // a person decided to keep it out
)

// Held is a release that is kept out of the editions, and why, in words that a person
// can act on. The load keeps one record per document in quarantine/; the bytes stay in
// the archive.
type Held struct {
	Release   string `json:"release_id"`
	Source    string `json:"source"`
	FileName  string `json:"file_name"`
	Published string `json:"published"`
	SHA256    string `json:"sha256"`
	State     string `json:"state"`              // refused, held, rejected
	Reason    string `json:"reason"`             // of a rejected one: the person's
	Decision  string `json:"decision,omitempty"` // reject, once a person has decided
	Finding   string `json:"finding,omitempty"`  // what had stopped a rejected one before
	Since     string `json:"since"`
	Code      string `json:"code,omitempty"`  // the code that refused it: other code looks again
	Under     string `json:"under,omitempty"` // what a held one was judged beside: another neighbour or limit looks again
}

func quarantineDir(dir string) string { return filepath.Join(dir, "quarantine") }

// ListHeld reads what is kept out in a data directory, by release id. It needs no
// edition.
func ListHeld(dir string) ([]Held, error) {
	records, err := filepath.Glob(filepath.Join(quarantineDir(dir), "*.json"))
	if err != nil {
		return nil, err
	}
	var list []Held
	for _, path := range records {
		raw, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a load has just settled it
		}
		if err != nil {
			return nil, err
		}
		var h Held
		if json.Unmarshal(raw, &h) != nil || len(h.SHA256) != 64 {
			continue
		}
		if h.State == "" { // written before releases could be held or rejected
			h.State = StateRefused
		}
		list = append(list, h)
	}
	slices.SortFunc(list, func(a, b Held) int { return strings.Compare(a.Release+a.SHA256, b.Release+b.SHA256) })
	return list, nil
}

func (h Held) stem(dir string) string { return filepath.Join(quarantineDir(dir), h.Stem()) }

// Stem begins the names of the files about a document in quarantine/, before the first dot.
func (h Held) Stem() string { return h.Source + "-" + h.SHA256[:16] }

// Save writes the record, replacing an earlier one of the same document.
func (h Held) Save(dir string) error {
	raw, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	return WriteFileAtomic(h.stem(dir)+".json", append(raw, '\n'))
}

// SaveDiffs writes what the release would change as CSV beside its record, one file per
// dataset: the first under the record's own name, more with the dataset in theirs.
func (h Held) SaveDiffs(dir string, diffs []*Revisions) error {
	for i, r := range diffs {
		path := h.stem(dir) + ".csv"
		if i > 0 {
			path = h.stem(dir) + "." + r.Dataset.ID + ".csv"
		}
		content, err := r.Table.csv()
		if err == nil {
			err = WriteFileAtomic(path, content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Diffs lists the files that SaveDiffs wrote.
func (h Held) Diffs(dir string) ([]string, error) { return filepath.Glob(h.stem(dir) + "*.csv") }

// Remove takes the record and its diffs away: the release is no longer kept out.
func (h Held) Remove(dir string) error {
	paths, err := h.Diffs(dir)
	for _, path := range append(paths, h.stem(dir)+".json") {
		if e := os.Remove(path); !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// csv writes the table as the exports do: a header, LF, empty for no value.
func (t *Table) csv() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = c.Name
	}
	err := w.Write(record)
	for _, cells := range t.Rows {
		for i, v := range cells {
			record[i] = CellText(v)
		}
		err = errors.Join(err, w.Write(record))
	}
	w.Flush()
	return b.Bytes(), errors.Join(err, w.Error())
}
