package etl

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"citas/data"
)

// Quarantined is a release that is kept out of the editions, and why, in words that a
// person can act on.
type Quarantined struct {
	Release  string `json:"release_id"`
	Source   string `json:"source"`
	FileName string `json:"file_name"`
	SHA256   string `json:"sha256"`
	Reason   string `json:"reason"`
	Code     string `json:"code"` // the code that refused it: other code looks again
	Since    string `json:"since"`
}

func quarantineDir(dir string) string { return filepath.Join(dir, "quarantine") }

// ListQuarantine reads what is held in a data directory, by release id.
func ListQuarantine(dir string) ([]Quarantined, error) {
	entries, err := os.ReadDir(quarantineDir(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []Quarantined
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(quarantineDir(dir), e.Name()))
		if err != nil {
			return nil, err
		}
		var q Quarantined
		if json.Unmarshal(raw, &q) == nil && q.SHA256 != "" {
			list = append(list, q)
		}
	}
	slices.SortFunc(list, func(a, b Quarantined) int { return strings.Compare(a.Release+a.SHA256, b.Release+b.SHA256) })
	return list, nil
}

func (q Quarantined) path(dir string) string {
	return filepath.Join(quarantineDir(dir), q.Source+"-"+q.SHA256[:16]+".json")
}

func hold(dir string, q Quarantined) error {
	raw, err := json.MarshalIndent(q, "", "  ")
	if err != nil {
		return err
	}
	return data.WriteFileAtomic(q.path(dir), append(raw, '\n'))
}

// release takes out of quarantine what is now accepted.
func (q Quarantined) release(dir string) error {
	err := os.Remove(q.path(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
