package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Aggregate asks for one number per group of rows. Names are checked against the
// catalogue and values are bound, as in Select.
type Aggregate struct {
	Dataset string
	Group   []string // fields; none for all rows together
	Measure string   // a numeric field; may be empty where Fn counts
	Fn      string   // one of Functions
	Where   []Condition
	Limit   int // groups; 0 for no limit
}

// functions in SQL: of the measure, empty cells left out.
var functions = map[string]string{
	"sum": "sum(%s)", "count": "count(%s)", "min": "min(%s)", "max": "max(%s)", "avg": "avg(%s)",
}

// Functions lists the functions of an Aggregate.
func Functions() []string { return []string{"sum", "count", "min", "max", "avg"} }

// Measures lists the numeric fields of a dataset.
func (d *Dataset) Measures() []string {
	var names []string
	for _, f := range d.Fields {
		if f.Type == Integer || f.Type == Number {
			names = append(names, f.Name)
		}
	}
	return names
}

// Whole lists the fields in which a printed total stands beside its parts: a sum over
// both would count everything twice.
func (d *Dataset) Whole() []string {
	var names []string
	if total, _, ok := strings.Cut(d.History.Total, "="); ok {
		names = append(names, total)
	}
	if f, ok := d.Field("period"); ok && len(f.Enum) > 1 {
		names = append(names, f.Name)
	}
	return names
}

// Aggregate computes the groups in order of their values: the fields of Group, then
// value (empty where no cell has one), cells (how many have one) and rows.
func (e *Edition) Aggregate(ctx context.Context, a Aggregate) (*Table, error) {
	d, text, args, err := a.compile(e.catalog, e.use.coded, e.source)
	if err != nil {
		return nil, err
	}
	leave, err := e.use.groups.Enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	t, err := e.run(ctx, text, args)
	if err != nil {
		return nil, fmt.Errorf("aggregate %s: %w", d.ID, err)
	}
	measure, _ := d.Field(a.Measure)
	for i, c := range t.Columns {
		if f, ok := d.Field(c.Name); ok && i < len(a.Group) {
			t.Columns[i].Type, t.Columns[i].Unit = f.Type, f.Unit
		}
		if i == len(a.Group) && a.Fn != "count" {
			t.Columns[i].Unit = measure.Unit
		}
	}
	return t, nil
}

func (a Aggregate) compile(c *Catalog, coded codes, source func(*Dataset) string) (*Dataset, string, []any, error) {
	d, err := c.Dataset(a.Dataset)
	if err != nil {
		return nil, "", nil, err
	}
	if err := a.check(d); err != nil {
		return nil, "", nil, err
	}
	var b strings.Builder
	b.WriteString("SELECT ")
	for _, name := range a.Group {
		b.WriteString(ident(name) + ", ")
	}
	cells := "*"
	if a.Measure != "" {
		cells = ident(a.Measure)
	}
	value := fmt.Sprintf(functions[a.Fn], cells)
	if f, _ := d.Field(a.Measure); f.Type == Integer && a.Fn == "sum" {
		value = "CAST(" + value + " AS BIGINT)"
	}
	b.WriteString(value + " AS _value, count(" + cells + ") AS _cells, count(*) AS _rows FROM " + source(d))
	var args []any
	for i, cond := range a.Where {
		b.WriteString([]string{" WHERE ", " AND "}[min(i, 1)])
		if args, err = cond.write(&b, d, coded, args); err != nil {
			return nil, "", nil, err
		}
	}
	if len(a.Group) > 0 {
		keys := identList(a.Group)
		b.WriteString(" GROUP BY " + keys + " ORDER BY " + keys)
	}
	if a.Limit > 0 {
		fmt.Fprintf(&b, " LIMIT %d", a.Limit)
	}
	return d, b.String(), args, nil
}

// check fails with a ParamError that names the parameter of the API.
func (a Aggregate) check(d *Dataset) error {
	for i, name := range a.Group {
		if _, ok := d.Field(name); !ok {
			return unknownField(d, "group", name)
		}
		if slices.Contains(a.Group[:i], name) {
			return &ParamError{Param: "group", Found: strings.Join(a.Group, ","), Expected: "each column once"}
		}
	}
	if functions[a.Fn] == "" {
		return &ParamError{Param: "fn", Found: a.Fn, Expected: "one of", Valid: Functions()}
	}
	if !slices.Contains(d.Measures(), a.Measure) && !(a.Fn == "count" && a.Measure == "") {
		if len(d.Measures()) == 0 {
			return &ParamError{Param: "measure", Found: a.Measure, Expected: "fn=count without a measure: " + d.ID + " has no numeric column"}
		}
		return &ParamError{Param: "measure", Found: a.Measure, Expected: "a numeric column of " + d.ID, Valid: d.Measures()}
	}
	if a.Fn != "sum" && a.Fn != "avg" {
		return nil
	}
	for _, name := range d.Whole() {
		one := slices.ContainsFunc(a.Where, func(c Condition) bool { return c.Field == name && c.Op == Equals && len(c.Values) == 1 })
		if !one && !slices.Contains(a.Group, name) {
			f, _ := d.Field(name)
			return &ParamError{Param: name, Found: "no choice", Expected: a.Fn + " by " + name + " or for one value of it, because printed totals stand beside their parts", Valid: f.EnumValues()}
		}
	}
	return nil
}
