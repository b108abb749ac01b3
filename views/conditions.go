package views

import (
	"slices"

	"citas/data"
)

// equalSuffix ends the name of a column where the address has a parameter of that name:
// measure.eq is the column where measure is the parameter.
const equalSuffix = ".eq"

// conditions reads the filters of an address: a parameter is a column, its value the
// cell wanted, empty for an empty cell; a repeated one takes any of its values; with
// .gte or .lte behind the column it is the end of a range. They come in the order of
// the columns, whatever the order of the address. The other parameters of the address
// are the caller's.
func (r *Request) conditions(d *data.Dataset, others ...string) ([]data.Condition, error) {
	if err := r.known(slices.Concat(others, filterNames(d, others...))...); err != nil {
		return nil, err
	}
	values, err := r.query()
	if err != nil {
		return nil, err
	}
	var list []data.Condition
	for _, c := range d.Conditions() {
		c.Values = values[paramOf(c, others)]
		if len(c.Values) == 0 {
			continue
		}
		f, _ := d.Field(c.Field)
		if err := c.Check(f); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// filterNames lists the parameters that filter a dataset: columns, then ends of ranges.
func filterNames(d *data.Dataset, others ...string) []string {
	var names, ends []string
	for _, c := range d.Conditions() {
		if c.Op == data.Equals {
			names = append(names, paramOf(c, others))
		} else {
			ends = append(ends, c.Param())
		}
	}
	return append(names, ends...)
}

func paramOf(c data.Condition, others []string) string {
	if slices.Contains(others, c.Param()) {
		return c.Field + equalSuffix
	}
	return c.Param()
}
