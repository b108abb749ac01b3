package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Change is what one release did to one versioned dataset, against the release of the
// same series before it. Where rows have months only cells of a month count: a printed
// total of a year to date grows with every issue, and that is no revision.
type Change struct {
	Dataset     *Dataset
	Release     string
	Before      string    // the release before it; empty for the first one held
	First, Last time.Time // the months that it states, by their first days; zero where rows have no month
	FirstYear   int64     // the fiscal years that it states; 0 where rows have none
	LastYear    int64
	Rows        int64 // what it states

	Kinds   map[string]int // revisions by kind
	Shared  int64          // cells that stand in both and were compared
	Largest *Revised       // the largest change; nil when no cell changed

	Uncompared string // why a rest was not compared; empty where it was
}

// Revised is one changed cell. Where holds what its key says beside the month and the
// fiscal year.
type Revised struct {
	Month    time.Time // zero where rows have no month
	Year     int64     // fiscal year; 0 where rows have none
	Where    []string
	Old, New any // nil where the release has no value
	Unit     string
}

// Cells is how many cells another figure, a new one or none any more stands in.
func (c Change) Cells() int { return c.Kinds[Changed] + c.Kinds[Added] + c.Kinds[Withdrawn] }

// Changes lists what every release of the edition did, oldest first within a dataset,
// datasets by id. In an as-of view: the releases published by then.
func (e *Edition) Changes(ctx context.Context) ([]Change, error) {
	return changesIn(ctx, e, e.catalog, e.StatedBy)
}

// changesIn lists what the releases that stated names for a dataset did, datasets by id.
func changesIn(ctx context.Context, q querier, c *Catalog, stated func(context.Context, *Dataset) ([]string, error)) ([]Change, error) {
	var list []Change
	for _, d := range c.Sorted() {
		if !d.Versioned() {
			continue
		}
		releases, err := stated(ctx, d)
		if err != nil {
			return nil, err
		}
		found, err := changesOf(ctx, q, d, releases)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// changesOf lists what each of the releases that state d did, oldest first.
func changesOf(ctx context.Context, q querier, d *Dataset, stated []string) ([]Change, error) {
	if len(stated) == 0 {
		return nil, nil
	}
	covers, err := q.run(ctx, coverSQL(d), nil)
	if err != nil {
		return nil, fmt.Errorf("what releases of %s cover: %w", d.ID, err)
	}
	var list []Change
	before := map[string]string{} // by source
	for _, id := range stated {
		source, _, _ := strings.Cut(id, "@")
		c := Change{Dataset: d, Release: id, Before: before[source]}
		before[source] = id
		covers.Each(func(row Row) {
			if row.Text("release_id") == id {
				c.Rows, c.FirstYear, c.LastYear = row.Int("rows"), row.Int("first_year"), row.Int("last_year")
				c.First, _ = row.Day("first")
				c.Last, _ = row.Day("last")
			}
		})
		if c.Before != "" {
			partitions := sharedPartitions(d)
			if d.Monthly() {
				partitions = "SELECT * FROM (" + partitions + ") WHERE month IS NOT NULL"
			}
			found, err := revisionsOf(ctx, q, d, c.Before, id, partitions)
			if err != nil {
				return nil, err
			}
			c.sum(found)
		}
		list = append(list, c)
	}
	return list, nil
}

// coverSQL measures what each release states.
func coverSQL(d *Dataset) string {
	span := func(name, null string) string {
		if _, ok := d.Field(name); !ok {
			return null + ", " + null
		}
		return "min(" + ident(name) + "), max(" + ident(name) + ")"
	}
	return "SELECT * FROM (SELECT release_id, count(*), " + span("month", "CAST(NULL AS DATE)") + ", " + span("fiscal_year", "CAST(NULL AS BIGINT)") +
		" FROM history." + ident(d.Table()) + " GROUP BY release_id) AS covers(release_id, rows, first, last, first_year, last_year)"
}

func (c *Change) sum(r *Revisions) {
	c.Kinds, c.Shared, c.Uncompared = map[string]int{}, r.Shared, r.Uncompared
	var best Row
	rank := func(row Row) (by float64, total bool) {
		by, _ = row.Float("difference")
		field, value, ok := strings.Cut(c.Dataset.History.Total, "=")
		return max(by, -by), ok && row.Text(field) == value
	}
	r.Table.Each(func(row Row) {
		kind := row.Text("kind")
		c.Kinds[kind]++
		if kind != Changed {
			return
		}
		// Of equal ones the printed total, then the first in the order of the key.
		if by, total := rank(row); best.table != nil {
			most, whole := rank(best)
			if cmp.Or(cmp.Compare(by, most), boolCompare(total, whole)) <= 0 {
				return
			}
		}
		best = row
	})
	if best.table != nil {
		c.Largest = revised(c.Dataset, r.Table, best)
	}
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func revised(d *Dataset, t *Table, row Row) *Revised {
	x := &Revised{Old: row.Value("old_value"), New: row.Value("new_value"), Unit: t.Columns[t.Index("new_value")].Unit}
	for _, k := range d.Key {
		switch {
		case k == "month":
			x.Month, _ = row.Day(k)
		case k == "fiscal_year":
			x.Year = row.Int(k)
		case k != "period" && row.Has(k):
			x.Where = append(x.Where, row.Text(k))
		}
	}
	return x
}

// ChangesBy picks the changes of one release.
func ChangesBy(list []Change, release string) []Change {
	return slices.DeleteFunc(slices.Clone(list), func(c Change) bool { return c.Release != release })
}
