package data

import (
	"context"
	"slices"
	"strings"
)

// listing is how two releases differ in the names that stand beside their rest: "other"
// means the same only where both name the same list.
type listing struct {
	field, rest string
	gone, new   []string // names that only the earlier, only the later release has
}

// listingOf compares the named lists of two releases; it is empty for a dataset
// without a rest.
func listingOf(ctx context.Context, q querier, d *Dataset, from, to string) (listing, error) {
	var l listing
	if d.History.Residual == "" {
		return l, nil
	}
	l.field, l.rest, _ = strings.Cut(d.History.Residual, "=")
	table, name := "history."+ident(d.Table()), ident(l.field)
	only := func(a, b string) (list []string, err error) {
		t, err := q.run(ctx, "SELECT DISTINCT "+name+" AS name FROM "+table+" WHERE "+ofRelease(d, "$1")+" EXCEPT SELECT "+name+" FROM "+table+
			" WHERE "+ofRelease(d, "$2")+" ORDER BY name", []any{a, b})
		if err != nil {
			return nil, err
		}
		t.Each(func(r Row) { list = append(list, r.Text("name")) })
		return list, nil
	}
	var err error
	if l.gone, err = only(from, to); err != nil {
		return l, err
	}
	l.new, err = only(to, from)
	return l, err
}

// same reports whether both releases name the same list.
func (l listing) same() bool { return len(l.gone)+len(l.new) == 0 }

// has reports whether only one of the releases names the list entry.
func (l listing) has(name string) bool {
	return slices.Contains(l.gone, name) || slices.Contains(l.new, name)
}

// residual is SQL for the rows that cannot be compared.
func (l listing) residual() string {
	if l.same() {
		return "false"
	}
	return ident(l.field) + " = " + quote(l.rest)
}

// why says in words what cannot be compared; empty when everything can.
func (l listing) why(from, to string) string {
	if l.same() {
		return ""
	}
	text := "“" + l.rest + "” is not compared: the two releases name different lists beside it"
	if len(l.gone) > 0 {
		text += "; only " + from + " names " + strings.Join(l.gone, ", ")
	}
	if len(l.new) > 0 {
		text += "; only " + to + " names " + strings.Join(l.new, ", ")
	}
	return text + "."
}
