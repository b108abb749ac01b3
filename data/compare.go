package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Comparison is what the gates of a load ask about two releases of a dataset: the
// revisions between them, over more than the partitions that both state. Whole fiscal
// years that the earlier release called closed and both know are compared, and months
// that the later one drops, so that a month which comes or goes there is a revision too.
// Only cells of a month are: a printed total of a year to date grows with every issue,
// and that is no revision.
type Comparison struct {
	*Revisions
	Closed  []string // fiscal years that the earlier release called closed and both state
	Dropped []string // months that the earlier release states and the later one leaves out inside its own window, YYYY-MM-DD
	Apart   int      // months from the newest month of the earlier release to that of the later

	relisted bool
}

// run makes Builder a querier.
func (b *Builder) run(ctx context.Context, text string, args []any) (*Table, error) {
	return query(ctx, b.db, text, args...)
}

// Revisions lists what changed from one release to another of those being built, as
// Edition.Revisions does for a finished edition.
func (b *Builder) Revisions(ctx context.Context, d *Dataset, from, to string) (*Revisions, error) {
	return revisionsOf(ctx, b, d, from, to, sharedPartitions(d))
}

// StatedBy lists the releases that hold rows of a versioned dataset, oldest first.
func (b *Builder) StatedBy(ctx context.Context, d *Dataset) ([]string, error) {
	return statedBy(ctx, b, d, "true")
}

// Compare compares two releases of a dataset for which Monthly holds.
func (b *Builder) Compare(ctx context.Context, d *Dataset, from, to string) (*Comparison, error) {
	c, err := b.compare(ctx, d, from, to)
	if err != nil {
		return nil, fmt.Errorf("compare %s from %s to %s: %w", d.ID, from, to, err)
	}
	return c, nil
}

func (b *Builder) compare(ctx context.Context, d *Dataset, from, to string) (*Comparison, error) {
	c := &Comparison{}
	if err := b.compareMonths(ctx, d, c, from, to); err != nil {
		return nil, err
	}
	if err := b.closedYears(ctx, d, c, from, to); err != nil {
		return nil, err
	}
	partitions := "SELECT * FROM (" + sharedPartitions(d) + ") WHERE month IS NOT NULL"
	stated := " UNION SELECT " + identList(d.History.Partition) + " FROM " + statedTable(d) + " WHERE release_id IN ($1, $2) AND month IS NOT NULL AND "
	if len(c.Dropped) > 0 {
		partitions += stated + "CAST(month AS VARCHAR) IN " + quoteList(c.Dropped)
	}
	if len(c.Closed) > 0 {
		partitions += stated + inYears(c.Closed)
	}
	var err error
	if c.Revisions, err = revisionsOf(ctx, b, d, from, to, partitions); err != nil {
		return nil, err
	}
	c.relisted, err = b.balances(ctx, d, c, from, to)
	return c, err
}

// compareMonths finds the months that the later release drops, and how far apart the
// two are.
func (b *Builder) compareMonths(ctx context.Context, d *Dataset, c *Comparison, from, to string) error {
	t, err := b.run(ctx, "SELECT month, bool_or(release_id = $1) AS before, bool_or(release_id = $2) AS after FROM "+statedTable(d)+
		" WHERE release_id IN ($1, $2) AND month IS NOT NULL GROUP BY month ORDER BY month", []any{from, to})
	if err != nil {
		return err
	}
	var newestBefore, newestAfter time.Time
	var missing []string // since the last month that the later release states
	t.Each(func(r Row) {
		month, _ := r.Day("month")
		if r.Value("before") == true {
			newestBefore = month
		}
		switch {
		case r.Value("after") == true:
			c.Dropped = append(c.Dropped, missing...)
			missing, newestAfter = nil, month
		case !newestAfter.IsZero():
			missing = append(missing, r.Text("month"))
		}
	})
	if !newestBefore.IsZero() && !newestAfter.IsZero() {
		c.Apart = 12*(newestAfter.Year()-newestBefore.Year()) + int(newestAfter.Month()) - int(newestBefore.Month())
	}
	return nil
}

// closedYears asks the earlier release itself which years it called closed.
func (b *Builder) closedYears(ctx context.Context, d *Dataset, c *Comparison, from, to string) error {
	if d.History.Closed == "" {
		return nil
	}
	t, err := b.run(ctx, "SELECT DISTINCT fiscal_year FROM history."+ident(d.Table())+" WHERE "+ofRelease(d, "$1")+" AND ("+d.History.Closed+
		") INTERSECT SELECT fiscal_year FROM "+statedTable(d)+" WHERE release_id = $2 ORDER BY fiscal_year", []any{from, to})
	if err != nil {
		return err
	}
	t.Each(func(r Row) { c.Closed = append(c.Closed, r.Text("fiscal_year")) })
	return nil
}

// balances reports whether the two releases name different lists and yet, in the closed
// years, what is named and the rest together stay what they were: then cells only
// moved between the rest and a name.
func (b *Builder) balances(ctx context.Context, d *Dataset, c *Comparison, from, to string) (bool, error) {
	if c.listing.same() || len(c.Closed) == 0 {
		return false, nil
	}
	var key []string
	for _, name := range d.Key {
		if name != c.listing.field {
			key = append(key, ident(name))
		}
	}
	m := "coalesce(" + ident(d.History.Measure) + ", 0)"
	names := slices.Concat(c.listing.gone, c.listing.new, []string{c.listing.rest})
	t, err := b.run(ctx, "SELECT count(*) AS n FROM (SELECT 1 FROM history."+ident(d.Table())+" WHERE "+ofRelease(d, "$1, $2")+" AND "+inYears(c.Closed)+
		" AND "+ident(c.listing.field)+" IN "+quoteList(names)+" GROUP BY "+strings.Join(key, ", ")+
		" HAVING sum(CASE WHEN release_id = $1 THEN "+m+" ELSE -"+m+" END) <> 0)", []any{from, to})
	if err != nil {
		return false, err
	}
	return t.Row(0).Int("n") == 0, nil
}

func inYears(years []string) string { return "CAST(fiscal_year AS VARCHAR) IN " + quoteList(years) }

// Relisted reports whether a revision comes only from a new named list: the cell has a
// name that one of the releases lacks, and names and rest balance.
func (c *Comparison) Relisted(revision Row) bool {
	return c.relisted && c.listing.has(revision.Text(c.listing.field))
}

// Monthly reports whether releases of the dataset state months, which the gates compare.
func (d *Dataset) Monthly() bool { return slices.Contains(d.History.Partition, "month") }
