package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Select asks for rows of one dataset. Names are checked against the catalogue and
// values are bound: nothing of a reader's text becomes SQL.
type Select struct {
	Dataset string
	Columns []string // empty for all, in published order
	Where   []Condition
	Order   []string // empty for the dataset's total order; a minus before a field: from the largest
	Limit   int      // 0 for no limit
	Offset  int
	After   *Mark // of the row before the first one; replaces Offset where a Page gave it
}

// ParamError is a request parameter that cannot be understood.
type ParamError struct {
	Param    string
	Found    string
	Expected string
	Valid    []string // permitted values, if they can be listed
}

func (e *ParamError) Error() string {
	text := fmt.Sprintf("parameter %q: found %q, expected %s", e.Param, e.Found, e.Expected)
	if len(e.Valid) > 0 {
		text += ": " + strings.Join(e.Valid, ", ")
	}
	return text
}

// Unwrap makes a ParamError one of the package's kinds.
func (e *ParamError) Unwrap() error { return ErrInvalid }

// compile turns the request into SQL and the values to bind. Source says where the rows
// of a dataset are, and coded which of their columns have codes.
func (s Select) compile(c *Catalog, coded codes, source func(*Dataset) string) (*Dataset, string, []any, error) {
	d, err := c.Dataset(s.Dataset)
	if err != nil {
		return nil, "", nil, err
	}
	columns := s.Columns
	if len(columns) == 0 {
		columns = d.FieldNames()
	}
	var b strings.Builder
	b.WriteString("SELECT ")
	if err := writeFields(&b, d, "columns", columns); err != nil {
		return nil, "", nil, err
	}
	from := source(d)
	b.WriteString(" FROM " + from)
	args, err := s.writeWhere(&b, d, coded, nil)
	if err != nil {
		return nil, "", nil, err
	}
	if err := s.writeOrder(&b, d, stored(from)); err != nil {
		return nil, "", nil, err
	}
	if s.Limit > 0 {
		fmt.Fprintf(&b, " LIMIT %d OFFSET %d", s.Limit, max(s.Offset, 0))
	}
	return d, b.String(), args, nil
}

// stored reports whether rows are those of a table, which stands in its total order.
func stored(from string) bool { return strings.HasPrefix(from, "main.") }

// writeWhere adds the conditions and their bound values.
func (s Select) writeWhere(b *strings.Builder, d *Dataset, coded codes, args []any) ([]any, error) {
	var err error
	for i, cond := range s.Where {
		b.WriteString([]string{" WHERE ", " AND "}[min(i, 1)])
		if args, err = cond.write(b, d, coded, args); err != nil {
			return nil, err
		}
	}
	return args, nil
}

// writeOrder sorts by what is asked and then by the total order, so that pages of the
// same rows never overlap. A stored table stands in its total order already.
func (s Select) writeOrder(b *strings.Builder, d *Dataset, stored bool) error {
	if len(s.Order) == 0 && stored {
		return nil
	}
	b.WriteString(" ORDER BY ")
	keys, err := s.sortKeys(d)
	if err != nil {
		return err
	}
	for _, k := range keys {
		b.WriteString(k.sql() + ", ")
	}
	return writeFields(b, d, "sort", d.Order)
}

// sortKey is a column to sort by.
type sortKey struct {
	field Field
	down  bool // from the largest
}

func (k sortKey) sql() string {
	direction := ""
	if k.down {
		direction = " DESC"
	}
	return ident(k.field.Name) + direction + " NULLS LAST"
}

// sortKeys checks the columns of Order.
func (s Select) sortKeys(d *Dataset) ([]sortKey, error) {
	var keys []sortKey
	for _, key := range s.Order {
		name, down := strings.CutPrefix(key, "-")
		f, ok := d.Field(name)
		if !ok {
			return nil, unknownField(d, "sort", key)
		}
		if slices.ContainsFunc(keys, func(k sortKey) bool { return k.field.Name == name }) {
			return nil, &ParamError{Param: "sort", Found: strings.Join(s.Order, ","), Expected: "each column once"}
		}
		keys = append(keys, sortKey{f, down})
	}
	return keys, nil
}

func writeFields(b *strings.Builder, d *Dataset, param string, names []string) error {
	for i, name := range names {
		if _, ok := d.Field(name); !ok {
			return unknownField(d, param, name)
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(ident(name))
	}
	return nil
}

func unknownField(d *Dataset, param, found string) error {
	return &ParamError{Param: param, Found: found, Expected: "a column of " + d.ID, Valid: d.FieldNames()}
}

// Parse turns a parameter's text into a value of the field, or fails with a ParamError.
func (f Field) Parse(text string) (any, error) {
	fail := &ParamError{Param: f.Name, Found: text, Expected: f.Type.Expect()}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		fail.Found, fail.Expected = strings.ToValidUTF8(text, "�"), "text in UTF-8"
		return nil, fail
	}
	switch f.Type {
	case Integer:
		if v, err := strconv.ParseInt(text, 10, 64); err == nil {
			return v, nil
		}
		return nil, fail
	case Number:
		if v, err := strconv.ParseFloat(text, 64); err == nil && v-v == 0 {
			return v, nil
		}
		return nil, fail
	case Boolean:
		if text == "true" || text == "false" {
			return text == "true", nil
		}
		return nil, fail
	case Date:
		if v, err := time.Parse(time.DateOnly, text); err == nil {
			return v, nil
		}
		return nil, fail
	}
	if len(f.Enum) > 0 && !slices.Contains(f.EnumValues(), text) {
		fail.Expected, fail.Valid = "one of", f.EnumValues()
		return nil, fail
	}
	return text, nil
}
