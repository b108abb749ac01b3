package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Kinds of revision.
const (
	Changed    = "changed"    // another value, or another reason for having none
	Added      = "added"      // only the later release has the cell
	Withdrawn  = "withdrawn"  // only the earlier release has the cell
	Relabelled = "relabelled" // the same value under another printed name
)

// revisionColumns follow the key columns in every list of revisions of d. Each value has
// the status beside it that says why it is missing, where the dataset knows.
func revisionColumns(d *Dataset) []Column {
	m, _ := d.Field(d.History.Measure)
	list := []Column{
		{"kind", String, ""}, {"old_value", m.Type, m.Unit}, {"old_status", String, ""}, {"new_value", m.Type, m.Unit}, {"new_status", String, ""}, {"difference", m.Type, m.Unit},
		{"old_release_id", String, ""}, {"new_release_id", String, ""}, {"old_locator", String, ""}, {"new_locator", String, ""},
	}
	if _, typed := d.Field("status"); typed {
		return list
	}
	return slices.DeleteFunc(list, func(c Column) bool { return strings.HasSuffix(c.Name, "_status") })
}

// Revisions compares two releases of a versioned dataset cell by cell.
type Revisions struct {
	Dataset  *Dataset
	From, To string // release ids
	// Table has the key columns, then kind, old_value, old_status, new_value, new_status,
	// difference, old_release_id, new_release_id, old_locator, new_locator; in the order of
	// the key. Without a status in the dataset there are none here.
	Table *Table
	// Shared is the number of cells that stand in both releases and were compared.
	Shared int64
	// Uncompared says why the rest ("Other") was left out; empty where it was compared.
	Uncompared string

	listing listing
}

// Count is the number of revisions of a kind.
func (r *Revisions) Count(kind string) int {
	n := 0
	r.Table.Each(func(row Row) {
		if row.Text("kind") == kind {
			n++
		}
	})
	return n
}

// Net is what the changed, added and withdrawn cells add up to.
func (r *Revisions) Net() float64 {
	net := 0.0
	r.Table.Each(func(row Row) {
		if v, ok := row.Float("difference"); ok {
			net += v
		}
	})
	return net
}

// querier runs a query: an open edition, or one that is being built.
type querier interface {
	run(ctx context.Context, text string, args []any) (*Table, error)
}

// Revisions lists what changed from one release to another, within the partitions that
// both state. Releases that do not exist, or are not the dataset's, are ErrNotFound.
func (e *Edition) Revisions(ctx context.Context, dataset, from, to string) (*Revisions, error) {
	d, err := e.catalog.Dataset(dataset)
	if err != nil {
		return nil, err
	}
	if !d.Versioned() {
		return nil, fmt.Errorf("revisions of %s: %w: the dataset has no releases to compare", dataset, ErrNotFound)
	}
	stated, err := e.StatedBy(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, p := range []struct{ name, id string }{{"from", from}, {"to", to}} {
		known := false
		for _, s := range stated {
			known = known || s == p.id
		}
		if !known {
			return nil, &ParamError{Param: p.name, Found: p.id, Expected: "a release of " + dataset, Valid: stated}
		}
	}
	return revisionsOf(ctx, e, d, from, to, sharedPartitions(d))
}

// StatedBy lists the releases that hold rows of a versioned dataset, oldest first: in
// an as-of view those published by then.
func (e *Edition) StatedBy(ctx context.Context, d *Dataset) ([]string, error) {
	if e.day.IsZero() {
		return statedBy(ctx, e, d, "true")
	}
	return statedBy(ctx, e, d, "published <= DATE "+quote(e.day.Format("2006-01-02")))
}

func statedBy(ctx context.Context, q querier, d *Dataset, where string) ([]string, error) {
	t, err := q.run(ctx, "SELECT release_id FROM "+statedTable(d)+" WHERE "+where+" GROUP BY release_id ORDER BY min(ord)", nil)
	if err != nil {
		return nil, fmt.Errorf("releases of %s: %w", d.ID, err)
	}
	var ids []string
	t.Each(func(r Row) { ids = append(ids, r.Text("release_id")) })
	return ids, nil
}

// revisionsOf compares two releases within the partitions that a query of $1 and $2
// selects.
func revisionsOf(ctx context.Context, q querier, d *Dataset, from, to, partitions string) (*Revisions, error) {
	r := &Revisions{Dataset: d, From: from, To: to}
	list, err := listingOf(ctx, q, d, from, to)
	if err != nil {
		return nil, err
	}
	r.Uncompared, r.listing = list.why(from, to), list
	t, err := q.run(ctx, revisionSQL(d, partitions, list.residual()), []any{from, to})
	if err != nil {
		return nil, fmt.Errorf("revisions of %s from %s to %s: %w", d.ID, from, to, err)
	}
	// The last row counts the cells compared; it is no revision.
	last := t.Row(t.Len() - 1)
	r.Shared = last.Int("difference")
	t.Rows = t.Rows[:t.Len()-1]
	known := NoRevisions(d).Columns
	for i := range t.Columns {
		t.Columns[i] = known[i]
	}
	r.Table = t
	return r, nil
}

// sharedPartitions selects the partitions that releases $1 and $2 both state.
func sharedPartitions(d *Dataset) string {
	return "SELECT " + identList(d.History.Partition) + " FROM " + statedTable(d) + " WHERE release_id = $1 INTERSECT SELECT " +
		identList(d.History.Partition) + " FROM " + statedTable(d) + " WHERE release_id = $2"
}

// revisionSQL compares release $1 with release $2 within the selected partitions. Rows
// for which residual holds are left out, and cells that either release prints as a
// total to date. The last row, of kind NULL, counts the cells
// that stand in both.
func revisionSQL(d *Dataset, partitions, residual string) string {
	table, m := "history."+ident(d.Table()), ident(d.History.Measure)
	same := func(a, b string, names []string) string {
		parts := make([]string, len(names))
		for i, n := range names {
			parts[i] = a + "." + ident(n) + " IS NOT DISTINCT FROM " + b + "." + ident(n)
		}
		return strings.Join(parts, " AND ")
	}
	compared, oldStatus, newStatus, noStatus := []string{d.History.Measure}, "", "", ""
	if _, typed := d.Field("status"); typed {
		compared = append(compared, "status")
		oldStatus, newStatus, noStatus = " o.status AS old_status,", " n.status AS new_status,", "NULL, NULL, "
	}
	labels := "true"
	if len(d.History.Labels) > 0 {
		labels = same("o", "n", d.History.Labels)
	}
	keys := make([]string, len(d.Key))
	for i, k := range d.Key {
		keys[i] = "coalesce(o." + ident(k) + ", n." + ident(k) + ") AS " + ident(k)
	}
	nulls := strings.Repeat("NULL, ", len(d.Key))
	left, running := " AND NOT coalesce("+residual+", false)", "false"
	if d.History.Running != "" {
		running = "coalesce(" + d.History.Running + ", false)"
	}
	return "WITH shared AS (" + partitions + "), " +
		"o AS (SELECT t.* FROM (SELECT *, " + running + " AS _running FROM " + table + " WHERE " + ofRelease(d, "$1") + left + ") t JOIN shared s ON " + same("t", "s", d.History.Partition) + "), " +
		"n AS (SELECT t.* FROM (SELECT *, " + running + " AS _running FROM " + table + " WHERE " + ofRelease(d, "$2") + left + ") t JOIN shared s ON " + same("t", "s", d.History.Partition) + "), " +
		"pairs AS (SELECT " + strings.Join(keys, ", ") + ", CASE WHEN n.release_id IS NULL THEN 'withdrawn' WHEN o.release_id IS NULL THEN 'added'" +
		" WHEN NOT (" + same("o", "n", compared) + ") THEN 'changed' WHEN NOT (" + labels + ") THEN 'relabelled' END AS kind," +
		" o." + m + " AS old_value," + oldStatus + " n." + m + " AS new_value," + newStatus + " coalesce(n." + m + ", 0) - coalesce(o." + m + ", 0) AS difference," +
		" o.release_id AS old_release_id, n.release_id AS new_release_id, o.locator AS old_locator, n.locator AS new_locator" +
		" FROM o FULL OUTER JOIN n ON " + same("o", "n", d.Key) + " WHERE NOT coalesce(o._running, false) AND NOT coalesce(n._running, false))" +
		" SELECT * FROM (SELECT * FROM pairs WHERE kind IS NOT NULL UNION ALL" +
		" SELECT " + nulls + noStatus + "NULL, NULL, NULL, count(*) FILTER (old_release_id IS NOT NULL AND new_release_id IS NOT NULL), NULL, NULL, NULL, NULL FROM pairs)" +
		" ORDER BY kind IS NULL, " + identList(d.Key) + ", kind"
}

// ofRelease is SQL for the rows in history of the releases that a list of values names. By their order, in which the rows
// stand: DuckDB passes over the other ones, which it does not by a text.
func ofRelease(d *Dataset, values string) string {
	return "_ord IN (SELECT ord FROM " + statedTable(d) + " WHERE release_id IN (" + values + "))"
}

// NoRevisions is an empty list of revisions of d, with its columns.
func NoRevisions(d *Dataset) *Table {
	t := &Table{}
	for _, name := range d.Key {
		f, _ := d.Field(name)
		t.Columns = append(t.Columns, Column{f.Name, f.Type, f.Unit})
	}
	t.Columns = append(t.Columns, revisionColumns(d)...)
	return t
}
