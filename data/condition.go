package data

import "strings"

// Operator compares the cells of a field with a value. It stands in the parameter's name
// behind a dot: month.gte.
type Operator string

// The operators. Equals is the only one that takes a list, an empty cell and text.
const (
	Equals  Operator = ""
	AtLeast Operator = "gte"
	AtMost  Operator = "lte"
)

var operators = map[Operator]struct{ words, sql string }{
	Equals:  {"=", " = "},
	AtLeast: {"≥", " >= "},
	AtMost:  {"≤", " <= "},
}

// Words is the operator as a reader writes it.
func (o Operator) Words() string { return operators[o].words }

// Condition keeps rows whose field stands to Values as Op says: equal to one of them,
// where an empty text means that the cell is empty, or not below or above the only one.
// The zero Op is Equals. An empty cell is in no range.
type Condition struct {
	Field  string
	Op     Operator
	Values []string
}

// Param names the condition as an address does: the field, or the field, a dot and the
// operator. Fields have no dot, so that neither can be taken for the other.
func (c Condition) Param() string {
	if c.Op == Equals {
		return c.Field
	}
	return c.Field + "." + string(c.Op)
}

// Operators that a field allows: ranges need an order that readers agree on.
func (f Field) Operators() []Operator {
	if f.Type == String || f.Type == Boolean {
		return []Operator{Equals}
	}
	return []Operator{Equals, AtLeast, AtMost}
}

// Conditions lists every filter that the dataset knows, in order of its fields.
func (d *Dataset) Conditions() []Condition {
	var list []Condition
	for _, f := range d.Fields {
		for _, op := range f.Operators() {
			list = append(list, Condition{Field: f.Name, Op: op})
		}
	}
	return list
}

// Check fails with a ParamError when a value is none of the field's.
func (c Condition) Check(f Field) error {
	if c.Op != Equals && (len(c.Values) != 1 || c.Values[0] == "") {
		return &ParamError{Param: c.Param(), Found: strings.Join(c.Values, ", "), Expected: "one value, " + f.Type.Expect()}
	}
	for _, text := range c.Values {
		if _, err := c.parse(f, text); err != nil {
			return err
		}
	}
	return nil
}

// parse is the value to bind, nil for an empty cell.
func (c Condition) parse(f Field, text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	v, err := f.Parse(text)
	if wrong, ok := err.(*ParamError); ok {
		wrong.Param = c.Param()
	}
	return v, err
}

// write adds the condition on a field of d and its bound values.
func (c Condition) write(b *strings.Builder, d *Dataset, coded codes, args []any) ([]any, error) {
	f, ok := d.Field(c.Field)
	if !ok {
		return nil, unknownField(d, c.Field, c.Field)
	}
	if err := c.Check(f); err != nil {
		return nil, err
	}
	b.WriteString("(")
	for i, text := range c.Values {
		if i > 0 {
			b.WriteString(" OR ")
		}
		value, err := c.parse(f, text)
		if err != nil {
			return nil, err
		}
		if value == nil {
			b.WriteString(ident(f.Name) + " IS NULL")
			continue
		}
		args = append(args, value)
		b.WriteString(ident(f.Name) + operators[c.Op].sql + coded.value(d, f))
	}
	if len(c.Values) == 0 {
		b.WriteString("false")
	}
	b.WriteString(")")
	return args, nil
}
