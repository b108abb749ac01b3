package data

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Catalog is a validated set of datasets in building order: a dataset stands after
// the ones that it uses.
type Catalog struct {
	ordered []*Dataset
	byID    map[string]*Dataset
}

// declared collects the datasets of this package while its variables initialise; it
// is not written to afterwards.
var declared []*Dataset

// declare enters a dataset of this package into the published catalogue.
func declare(d Dataset) *Dataset {
	declared = append(declared, &d)
	return &d
}

// Published is the catalogue of the datasets that citas publishes. It panics on an
// invalid declaration, which the registry test meets first.
var Published = sync.OnceValue(func() *Catalog {
	c, err := NewCatalog(declared...)
	if err != nil {
		panic(err)
	}
	return c
})

// NewCatalog validates datasets and puts them in building order.
func NewCatalog(datasets ...*Dataset) (*Catalog, error) {
	c := &Catalog{byID: map[string]*Dataset{}}
	for _, d := range datasets {
		if err := d.validate(); err != nil {
			return nil, err
		}
		if c.byID[d.ID] != nil {
			return nil, fmt.Errorf("%w: two datasets are named %s", ErrInvalid, d.ID)
		}
		c.byID[d.ID] = d
	}
	pending := slices.SortedFunc(slices.Values(datasets), func(a, b *Dataset) int { return strings.Compare(a.ID, b.ID) })
	built := map[string]bool{}
	for len(pending) > 0 {
		i := slices.IndexFunc(pending, func(d *Dataset) bool {
			return !slices.ContainsFunc(d.Uses, func(id string) bool { return !built[id] })
		})
		if i < 0 {
			return nil, fmt.Errorf("%w: dataset %s uses an unknown dataset or itself", ErrInvalid, pending[0].ID)
		}
		built[pending[i].ID] = true
		c.ordered = append(c.ordered, pending[i])
		pending = slices.Delete(pending, i, i+1)
	}
	return c, c.validateRefs()
}

func (c *Catalog) validateRefs() error {
	for _, d := range c.ordered {
		for _, f := range d.Fields {
			if f.Ref == "" {
				continue
			}
			id, name, _ := strings.Cut(f.Ref, ".")
			target := c.byID[id]
			if target == nil {
				return fmt.Errorf("%w: %s.%s references unknown dataset %s", ErrInvalid, d.ID, f.Name, id)
			}
			if _, ok := target.Field(name); !ok {
				return fmt.Errorf("%w: %s.%s references unknown field %s", ErrInvalid, d.ID, f.Name, f.Ref)
			}
		}
	}
	return nil
}

// Datasets lists the catalogue in building order.
func (c *Catalog) Datasets() []*Dataset { return c.ordered }

// Sorted lists the catalogue by id.
func (c *Catalog) Sorted() []*Dataset {
	return slices.SortedFunc(slices.Values(c.ordered), func(a, b *Dataset) int { return strings.Compare(a.ID, b.ID) })
}

// Dataset finds a dataset by id, or fails with ErrNotFound.
func (c *Catalog) Dataset(id string) (*Dataset, error) {
	if d := c.byID[id]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("dataset %q: %w", id, ErrNotFound)
}

// SourcesOf lists the sources whose releases feed a dataset, through the datasets that
// it uses as well.
func (c *Catalog) SourcesOf(d *Dataset) []string {
	sources := d.DirectSources()
	for _, id := range d.Uses {
		if used := c.byID[id]; used != nil {
			sources = append(sources, c.SourcesOf(used)...)
		}
	}
	slices.Sort(sources)
	return slices.Compact(sources)
}

// Stages lists every staged table that the catalogue reads, by name.
func (c *Catalog) Stages() []Stage {
	var stages []Stage
	for _, d := range c.ordered {
		for _, s := range d.Reads {
			if !slices.ContainsFunc(stages, func(t Stage) bool { return t.Name == s.Name }) {
				stages = append(stages, s)
			}
		}
	}
	slices.SortFunc(stages, func(a, b Stage) int { return strings.Compare(a.Name, b.Name) })
	return stages
}
