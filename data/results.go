package data

import (
	"context"
	"errors"
	"fmt"

	"github.com/maypok86/otter/v2"
)

// What an edition keeps of answers to questions, in bytes: an edition never changes, and
// pages, languages, charts and their files ask the same again and again. A past day is
// another question, as it stands in the text.
const (
	resultBytes = 24 << 20
	resultMost  = 1 << 20
	cellBytes   = 48 // of a cell, its text apart
)

// results are answers by question. Many who ask the same at once wait for one answer.
type results struct {
	cache *otter.Cache[string, *Table]
}

func newResults() results {
	return results{otter.Must(&otter.Options[string, *Table]{MaximumWeight: resultBytes, Weigher: func(question string, t *Table) uint32 {
		return uint32(len(question) + t.bytes())
	}})}
}

// errLarge ends a flight whose answer is not kept.
var errLarge = errors.New("too large to keep")

// of answers a question, from memory or with make. The caller may change the table, but
// not its cells.
func (r results) of(ctx context.Context, text string, args []any, make func() (*Table, error)) (*Table, error) {
	var mine *Table
	kept, err := r.cache.Get(ctx, fmt.Sprintf("%s\x00%#v", text, args), otter.LoaderFunc[string, *Table](func(context.Context, string) (*Table, error) {
		t, err := make()
		if err != nil {
			return nil, err
		}
		if mine = t; t.bytes() > resultMost {
			return nil, errLarge
		}
		return t, nil
	}))
	switch {
	case err == nil:
		return kept.clone(), nil
	case errors.Is(err, errLarge) && mine != nil:
		return mine, nil
	case errors.Is(err, errLarge):
		return make()
	}
	return nil, err
}

// bytes estimates what the table takes of the memory.
func (t *Table) bytes() int {
	n := 256 + len(t.Rows)*(24+cellBytes*len(t.Columns))
	for _, row := range t.Rows {
		for _, cell := range row {
			if text, ok := cell.(string); ok {
				n += len(text)
			}
		}
	}
	return n
}
