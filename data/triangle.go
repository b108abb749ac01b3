package data

import (
	"context"
	"fmt"
	"strings"
)

// Triangle is the history of one series: what each release said about each reference
// month. Cells are long: one row per month and release, oldest month first.
type Triangle struct {
	Dataset *Dataset
	Series  map[string]string // values of the key fields that pick the series; the rest is summed
	// Cells has month, release_id, published, value, status: one row per reference month
	// and release that states it.
	Cells *Table
	// Months has month, first_release_id, first_value, latest_release_id, latest_value,
	// releases, revisions, largest: one row per reference month.
	Months *Table
}

// Triangle follows a series through the releases. Where names key fields other than the
// months; cells of the fields it leaves out are summed, so a dataset with printed totals
// needs them named. A reference month counts as revised once for each release whose
// value differs from that of the release before it that states the month.
func (e *Edition) Triangle(ctx context.Context, dataset string, where []Condition) (*Triangle, error) {
	d, err := e.catalog.Dataset(dataset)
	if err != nil {
		return nil, err
	}
	if _, monthly := d.Field("month"); !d.Versioned() || !monthly {
		return nil, fmt.Errorf("triangle of %s: %w: the dataset has no monthly series of releases", dataset, ErrNotFound)
	}
	t := &Triangle{Dataset: d, Series: map[string]string{}}
	var filter strings.Builder
	var args []any
	filter.WriteString("h.month IS NOT NULL")
	for _, c := range where {
		filter.WriteString(" AND ")
		if args, err = c.write(&filter, d, e.use.coded, args); err != nil {
			return nil, err
		}
		t.Series[c.Field] = strings.Join(c.Values, ", ")
	}
	if !e.day.IsZero() {
		filter.WriteString(" AND r.published <= DATE " + quote(e.day.Format("2006-01-02")))
	}
	m := ident(d.History.Measure)
	cells := "SELECT h.month, h._ord AS ord, h.release_id, r.published, CAST(sum(h." + m + ") AS DOUBLE) AS value FROM history." + ident(d.Table()) +
		" h JOIN main.releases r ON r.release_id = h.release_id WHERE " + filter.String() + " GROUP BY ALL"
	if t.Cells, err = e.run(ctx, "SELECT month, release_id, published, value FROM ("+cells+") WHERE value IS NOT NULL ORDER BY month, ord", args); err != nil {
		return nil, fmt.Errorf("triangle of %s: %w", dataset, err)
	}
	t.Months, err = e.run(ctx, "WITH cells AS ("+cells+"), steps AS (SELECT *, value - lag(value) OVER (PARTITION BY month ORDER BY ord) AS step FROM cells WHERE value IS NOT NULL)"+
		" SELECT month, arg_min(release_id, ord) AS first_release_id, arg_min(value, ord) AS first_value, arg_max(release_id, ord) AS latest_release_id,"+
		" arg_max(value, ord) AS latest_value, count(*) AS releases, count(*) FILTER (step <> 0) AS revisions,"+
		" coalesce(arg_max(step, abs(step)) FILTER (step <> 0), 0) AS largest FROM steps GROUP BY month ORDER BY month", args)
	if err != nil {
		return nil, fmt.Errorf("triangle of %s: %w", dataset, err)
	}
	unit, _ := d.Field(d.History.Measure)
	for _, table := range []*Table{t.Cells, t.Months} {
		for i, c := range table.Columns {
			if c.Name == "value" || strings.HasSuffix(c.Name, "_value") || c.Name == "largest" {
				table.Columns[i].Unit = unit.Unit
			}
		}
	}
	return t, nil
}
