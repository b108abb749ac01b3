package data

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Mark is where a row stands in the order of a Select: the values that it is sorted by,
// nil for an empty cell, and its position in the stored table, which decides between
// rows that are equal in them.
type Mark struct {
	Keys []*string `json:"k,omitempty"`
	Row  int64     `json:"r"`
}

// Page is Select, and the mark of the last row: the next page goes on behind it, however
// deep it lies, without passing over the rows before. The mark is nil where the rows are
// not those of a stored table (a past view): there a page goes on by Offset.
func (e *Edition) Page(ctx context.Context, s Select) (*Table, *Mark, error) {
	d, err := e.catalog.Dataset(s.Dataset)
	if err != nil {
		return nil, nil, err
	}
	from := e.source(d)
	if !stored(from) {
		t, err := e.Select(ctx, s)
		return t, nil, err
	}
	keys, err := s.sortKeys(d)
	if err != nil {
		return nil, nil, err
	}
	ways, err := s.After.ways(d, e.use.coded, keys)
	if err != nil {
		return nil, nil, err
	}
	if s.After != nil {
		s.Offset = 0
	}
	t := &Table{}
	for left := s.Limit; ; {
		text, args, err := s.compileWay(d, e.use.coded, from, keys, ways[0], left)
		if err != nil {
			return nil, nil, err
		}
		part, err := e.run(ctx, text, args)
		if err != nil {
			return nil, nil, fmt.Errorf("page of %s: %w", d.ID, err)
		}
		t.Columns, t.Rows = part.Columns, append(t.Rows, part.Rows...)
		left -= part.Len()
		if ways = ways[1:]; len(ways) == 0 || s.Limit > 0 && left == 0 {
			break
		}
	}
	return t, s.takeMarks(d, t), nil
}

// takeMarks takes the marks from behind the columns of a page, and gives that of the last
// row.
func (s Select) takeMarks(d *Dataset, t *Table) (last *Mark) {
	shown := len(t.Columns) - 1 - len(s.Order)
	for i, cells := range t.Rows {
		if i == len(t.Rows)-1 {
			last = markOf(cells[shown:])
		}
		t.Rows[i] = cells[:shown:shown]
	}
	t.Columns = t.Columns[:shown]
	for i, c := range t.Columns {
		f, _ := d.Field(c.Name)
		t.Columns[i].Type, t.Columns[i].Unit = f.Type, f.Unit
	}
	return last
}

// markOf reads the position and the sort keys behind the columns of a page.
func markOf(cells []any) *Mark {
	p := &Mark{Row: cells[0].(int64)}
	for _, v := range cells[1:] {
		if v == nil {
			p.Keys = append(p.Keys, nil)
			continue
		}
		text := CellText(v)
		p.Keys = append(p.Keys, &text)
	}
	return p
}

// compileWay selects the rows that are asked for, as far as they stand behind the mark in
// one way, with the mark of each behind its columns. What is sorted are the keys and
// positions alone; the rows are fetched by their positions.
func (s Select) compileWay(d *Dataset, coded codes, from string, keys []sortKey, way way, limit int) (string, []any, error) {
	columns := s.Columns
	if len(columns) == 0 {
		columns = d.FieldNames()
	}
	var b, where strings.Builder
	b.WriteString("SELECT ")
	if err := writeFields(&b, d, "columns", columns); err != nil {
		return "", nil, err
	}
	b.WriteString(", rowid AS _row")
	order := ""
	for i, k := range keys {
		b.WriteString(", " + ident(k.field.Name) + " AS _key" + strconv.Itoa(i))
		order += k.sql() + ", "
	}
	b.WriteString(" FROM " + from)
	args, err := s.writeWhere(&where, d, coded, nil)
	if err != nil {
		return "", nil, err
	}
	if way.sql != "" {
		where.WriteString([]string{" WHERE ", " AND "}[min(len(s.Where), 1)] + way.sql)
	}
	rows := where.String()
	if !way.stored {
		order = " ORDER BY " + order + "rowid"
		rows += order
	}
	if limit > 0 {
		rows += fmt.Sprintf(" LIMIT %d OFFSET %d", limit, max(s.Offset, 0))
	}
	if !way.stored {
		rows = " WHERE rowid IN (SELECT rowid FROM " + from + rows + ")" + order
	}
	return b.String() + rows, append(args, way.args...), nil
}

// way is a condition of rows behind a mark, in SQL, with what it binds.
type way struct {
	sql    string
	args   []any
	stored bool // the rows stand in the order of the table
}

// ways lists how a row can stand behind the mark, nearest first: equal in all keys and at
// a later position, then beyond it in the last key, where empty cells come last, and so on
// to the first one. DuckDB reads little for each, and the first mostly fill a page; one
// condition of them all it tries on every row. Without a mark there is one way, which
// every row goes.
func (p *Mark) ways(d *Dataset, coded codes, keys []sortKey) ([]way, error) {
	if p == nil {
		return []way{{stored: len(keys) == 0}}, nil
	}
	if len(p.Keys) != len(keys) {
		return nil, &ParamError{Param: "cursor", Found: strconv.Itoa(len(p.Keys)) + " values", Expected: "a value for each column of the sort"}
	}
	equal := way{stored: true}
	var list []way
	for i, k := range keys {
		name := ident(k.field.Name)
		if p.Keys[i] == nil {
			equal.sql += name + " IS NULL AND "
			continue
		}
		value, err := k.field.Parse(*p.Keys[i])
		if err != nil {
			return nil, &ParamError{Param: "cursor", Found: *p.Keys[i], Expected: "a value of " + k.field.Name}
		}
		beyond := " > ?"
		if k.down {
			beyond = " < ?"
		}
		list = append(list, way{sql: equal.sql + name + " IS NULL", args: equal.args}, way{sql: equal.sql + name + beyond, args: append(slices.Clone(equal.args), value)})
		equal.sql += name + " = " + coded.value(d, k.field) + " AND "
		equal.args = append(slices.Clone(equal.args), value)
	}
	equal.sql += "rowid > ?"
	equal.args = append(slices.Clone(equal.args), p.Row)
	list = append(list, equal)
	slices.Reverse(list)
	return list, nil
}
