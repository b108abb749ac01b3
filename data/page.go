package data

import (
	"context"
	"fmt"
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
	text, args, err := s.compilePage(d, from)
	if err != nil {
		return nil, nil, err
	}
	t, err := e.run(ctx, text, args)
	if err != nil {
		return nil, nil, fmt.Errorf("page of %s: %w", d.ID, err)
	}
	var last *Mark
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
	return t, last, nil
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

// compilePage is compile over a stored table, with the mark of each row behind its
// columns. What is sorted are the keys and positions alone.
func (s Select) compilePage(d *Dataset, from string) (string, []any, error) {
	columns := s.Columns
	if len(columns) == 0 {
		columns = d.FieldNames()
	}
	keys, err := s.sortKeys(d)
	if err != nil {
		return "", nil, err
	}
	var shown, inner strings.Builder
	if err := writeFields(&shown, d, "columns", columns); err != nil {
		return "", nil, err
	}
	shown.WriteString(", rowid AS _row")
	order := ""
	for i, k := range keys {
		shown.WriteString(", " + ident(k.field.Name) + " AS _key" + strconv.Itoa(i))
		order += k.sql() + ", "
	}
	args, err := s.writeWhere(&inner, d, nil)
	if err != nil {
		return "", nil, err
	}
	if s.After != nil {
		inner.WriteString([]string{" WHERE ", " AND "}[min(len(s.Where), 1)])
		if args, err = s.After.write(&inner, keys, args); err != nil {
			return "", nil, err
		}
		s.Offset = 0
	}
	limit := ""
	if s.Limit > 0 {
		limit = fmt.Sprintf(" LIMIT %d OFFSET %d", s.Limit, max(s.Offset, 0))
	}
	if len(keys) == 0 { // stored in this order
		return "SELECT " + shown.String() + " FROM " + from + inner.String() + limit, args, nil
	}
	order = " ORDER BY " + order + "rowid"
	return "SELECT " + shown.String() + " FROM " + from + " WHERE rowid IN (SELECT rowid FROM " + from + inner.String() + order + limit + ")" + order, args, nil
}

// write adds the condition that a row stands behind the mark: at the first key in which
// they differ it is beyond, and where they differ in none its position is. Empty cells
// come last.
func (p *Mark) write(b *strings.Builder, keys []sortKey, args []any) ([]any, error) {
	if len(p.Keys) != len(keys) {
		return nil, &ParamError{Param: "cursor", Found: strconv.Itoa(len(p.Keys)) + " values", Expected: "a value for each column of the sort"}
	}
	b.WriteString("(")
	var equal strings.Builder
	var equals []any
	for i, k := range keys {
		name := ident(k.field.Name)
		if p.Keys[i] == nil {
			equal.WriteString(name + " IS NULL AND ")
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
		b.WriteString("(" + equal.String() + "(" + name + beyond + " OR " + name + " IS NULL)) OR ")
		args = append(append(args, equals...), value)
		equal.WriteString(name + " = ? AND ")
		equals = append(equals, value)
	}
	b.WriteString("(" + equal.String() + "rowid > ?))")
	return append(append(args, equals...), p.Row), nil
}
