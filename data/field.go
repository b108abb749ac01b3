package data

import "fmt"

// Type is the type of a field: a closed set, the same in DuckDB, CSV, JSON and
// the metadata.
type Type string

// The field types.
const (
	String  Type = "string"
	Integer Type = "integer"
	Number  Type = "number"
	Boolean Type = "boolean"
	Date    Type = "date" // ISO 8601 calendar day
)

var sqlTypes = map[Type]string{
	String: "VARCHAR", Integer: "BIGINT", Number: "DOUBLE", Boolean: "BOOLEAN", Date: "DATE",
}

// SQL is the DuckDB type that holds values of t.
func (t Type) SQL() string { return sqlTypes[t] }

// Expect says in words what a text must look like to become a value of t.
func (t Type) Expect() string {
	switch t {
	case Integer:
		return "a plain whole number"
	case Number:
		return "a plain decimal number"
	case Boolean:
		return "true or false"
	case Date:
		return "a day as YYYY-MM-DD"
	}
	return "text"
}

// Term is one permitted value of an enumerated field and what it means.
type Term struct {
	Value   string `json:"value"`
	Meaning string `json:"meaning,omitempty"`
}

// Terms makes an enumeration from "value: meaning" texts; the meaning may be left out.
func Terms(lines ...string) []Term {
	terms := make([]Term, len(lines))
	for i, line := range lines {
		terms[i] = Term{Value: line}
		for j := 0; j+1 < len(line); j++ {
			if line[j] == ':' && line[j+1] == ' ' {
				terms[i] = Term{Value: line[:j], Meaning: line[j+2:]}
				break
			}
		}
	}
	return terms
}

// Field describes one column of a dataset. Names never change once published.
type Field struct {
	Name     string   `json:"name"`
	Type     Type     `json:"type"`
	Unit     string   `json:"unit,omitempty"` // appointments, people, days, percent …
	Doc      string   `json:"description"`
	Required bool     `json:"required,omitempty"`   // an empty value is an error
	Rounded  int      `json:"rounded_to,omitempty"` // the publisher rounded every value to a multiple of this
	Enum     []Term   `json:"enum,omitempty"`
	Pattern  string   `json:"pattern,omitempty"` // RE2, matched against the whole value
	Min      *float64 `json:"minimum,omitempty"`
	Max      *float64 `json:"maximum,omitempty"`
	Ref      string   `json:"references,omitempty"` // "dataset-id.field"
}

// Bound returns a pointer to v, for Field.Min and Field.Max.
func Bound(v float64) *float64 { return &v }

// EnumValues lists the permitted values in their declared order.
func (f Field) EnumValues() []string {
	values := make([]string, len(f.Enum))
	for i, t := range f.Enum {
		values[i] = t.Value
	}
	return values
}

// Meaning is what value means according to the field's enumeration, or value itself.
func (f Field) Meaning(value string) string {
	for _, t := range f.Enum {
		if t.Value == value && t.Meaning != "" {
			return t.Meaning
		}
	}
	return value
}

func (f Field) validate() error {
	switch {
	case !identifier.MatchString(f.Name):
		return fmt.Errorf("%w: field name %q is not snake_case", ErrInvalid, f.Name)
	case sqlTypes[f.Type] == "":
		return fmt.Errorf("%w: field %s has unknown type %q", ErrInvalid, f.Name, f.Type)
	case f.Doc == "":
		return fmt.Errorf("%w: field %s has no description", ErrInvalid, f.Name)
	case (f.Type == Integer || f.Type == Number) && f.Unit == "":
		return fmt.Errorf("%w: field %s is a number without a unit", ErrInvalid, f.Name)
	}
	return nil
}
