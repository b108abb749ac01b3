package data

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Column is a column of a result.
type Column struct {
	Name string `json:"name"`
	Type Type   `json:"type"`
	Unit string `json:"unit,omitempty"`
}

// Table is a small result in memory: what a page or a chart shows. A cell is string,
// int64, float64, bool, time.Time (a day, UTC) or nil.
type Table struct {
	Columns []Column
	Rows    [][]any
}

// Index is the position of a column, or -1.
func (t *Table) Index(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// Each calls visit with a cursor on every row.
func (t *Table) Each(visit func(Row)) {
	for i := range t.Rows {
		visit(Row{table: t, cells: t.Rows[i]})
	}
}

// Row returns the i-th row.
func (t *Table) Row(i int) Row { return Row{table: t, cells: t.Rows[i]} }

// clone is a table of its own with the same cells.
func (t *Table) clone() *Table { return &Table{slices.Clone(t.Columns), slices.Clone(t.Rows)} }

// Len is the number of rows.
func (t *Table) Len() int { return len(t.Rows) }

// Row reads the cells of one row by column name. A column that the query does not
// have is a programming error and panics; the query tests meet it first.
type Row struct {
	table *Table
	cells []any
}

// Value is the cell as it is, nil when empty.
func (r Row) Value(name string) any {
	i := r.table.Index(name)
	if i < 0 {
		panic("no column " + name)
	}
	return r.cells[i]
}

// Has reports whether the cell holds a value.
func (r Row) Has(name string) bool { return r.Value(name) != nil }

// Text is the cell as CSV prints it; empty when the cell is.
func (r Row) Text(name string) string { return CellText(r.Value(name)) }

// Float is a numeric cell, and false when it is empty.
func (r Row) Float(name string) (float64, bool) {
	switch v := r.Value(name).(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// Int is a whole-number cell, 0 when it is empty.
func (r Row) Int(name string) int64 {
	v, _ := r.Float(name)
	return int64(v)
}

// Day is a date cell, and false when it is empty.
func (r Row) Day(name string) (time.Time, bool) {
	v, ok := r.Value(name).(time.Time)
	return v, ok
}

// CellText writes a cell as the exports do: ISO dates, plain numbers, empty for nil.
func CellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		text := strconv.FormatFloat(v, 'f', -1, 64)
		if v == float64(int64(v)) {
			text += ".0" // as DuckDB prints a DOUBLE, so that every form of a number is the same text
		}
		return text
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(v)
}

// scan reads all rows of a query; types come from the result's columns.
func scan(rows *sql.Rows) (*Table, error) {
	t := &Table{}
	var err error
	t.Columns, err = walk(rows, func(cells []any) error {
		t.Rows = append(t.Rows, cells)
		return nil
	})
	return t, err
}

// query runs a query and keeps its rows.
func query(ctx context.Context, db *sql.DB, text string, args ...any) (*Table, error) {
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return scan(rows)
}

// walk shows the rows of a query one after another and closes it. The cells are the
// visitor's to keep.
func walk(rows *sql.Rows, visit func(cells []any) error) ([]Column, error) {
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	columns := make([]Column, len(types))
	for i, ct := range types {
		columns[i] = Column{Name: ct.Name(), Type: typeOf(ct.DatabaseTypeName())}
	}
	targets := make([]any, len(types))
	for rows.Next() {
		cells := make([]any, len(types))
		for i := range cells {
			targets[i] = &cells[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		for i, v := range cells {
			if cells[i], err = plain(v); err != nil {
				return nil, fmt.Errorf("column %s: %w", columns[i].Name, err)
			}
		}
		if err := visit(cells); err != nil {
			return nil, err
		}
	}
	return columns, rows.Err()
}

func typeOf(duck string) Type {
	switch duck {
	case "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UBIGINT", "UINTEGER", "HUGEINT":
		return Integer
	case "DOUBLE", "FLOAT":
		return Number
	case "BOOLEAN":
		return Boolean
	case "DATE":
		return Date
	}
	return String
}

// plain narrows the driver's many types to those of a Table. Anything else (DECIMAL,
// HUGEINT, a list) is refused: a query must cast what it returns.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, int64, float64, bool:
		return v, nil
	case time.Time:
		return v.UTC(), nil
	case int32:
		return int64(v), nil
	case int16:
		return int64(v), nil
	case int8:
		return int64(v), nil
	case float32:
		return float64(v), nil
	case []byte:
		return string(v), nil
	}
	return nil, fmt.Errorf("%w: a query returned %T: cast it to BIGINT, DOUBLE, VARCHAR, BOOLEAN or DATE", ErrInvalid, v)
}
