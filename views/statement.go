package views

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"citas/data"
)

// statement is a question to a dataset whose answer can be computed again on any day: an aggregate over some of its rows.
type statement struct {
	dataset *data.Dataset
	ask     data.Aggregate
}

// statementGroups is how many groups the answer to a statement may have: it is quoted, not downloaded.
const statementGroups = 100

// statement reads one from an address: the parameters of the API's aggregate. Without fn there is none yet, and rows are counted.
func (r *Request) statement(d *data.Dataset, others ...string) (statement, error) {
	ask, err := r.aggregate(d, statementGroups, others...)
	ask.Fn = orElse(ask.Fn, "count")
	return statement{d, ask}, err
}

// parameters is the statement as an address has it, always in the same order.
func (st statement) parameters() []string {
	parts := []string{"fn=" + st.ask.Fn}
	if st.ask.Measure != "" {
		parts = append(parts, "measure="+url.QueryEscape(st.ask.Measure))
	}
	if len(st.ask.Group) > 0 {
		parts = append(parts, "group="+url.QueryEscape(strings.Join(st.ask.Group, ",")))
	}
	for _, c := range st.ask.Where {
		for _, v := range c.Values {
			parts = append(parts, url.QueryEscape(paramOf(c, slices.Concat(aggregateParams, checkParams)))+"="+url.QueryEscape(v))
		}
	}
	return parts
}

// Words says what is asked: "sum of appointments in Appointments processed, where month is 2023-07-01".
func (st statement) Words() string {
	of := map[string]string{"sum": "the sum of ", "count": "the number of cells with ", "min": "the smallest value of ", "max": "the largest value of ", "avg": "the mean of "}[st.ask.Fn] + st.ask.Measure
	if st.ask.Measure == "" {
		of = "the number of rows"
	}
	text := of + " in “" + st.dataset.Title + "”"
	var where []string
	for _, c := range st.ask.Where {
		where = append(where, c.Words())
	}
	if len(where) > 0 {
		text += ", where " + strings.Join(where, " and ")
	}
	if len(st.ask.Group) > 0 {
		text += ", for each " + strings.Join(st.ask.Group, " and ")
	}
	return text
}

// finding is the answer to a statement on a day.
type finding struct {
	Table *data.Table // fields of the groups, then _value, _cells, _rows
	Hash  string      // of groups and values, not of the day
}

// answer computes the statement in a view of the edition.
func (st statement) answer(ctx context.Context, e *data.Edition) (finding, error) {
	t, err := groupedTable(ctx, e, st.ask)
	if err != nil {
		return finding{}, err
	}
	return finding{Table: t, Hash: fingerprint(t, len(st.ask.Group))}, nil
}

// fingerprint names an answer by its content: 16 hexadecimal digits of the SHA-256 of groups and values, one line each.
func fingerprint(t *data.Table, groups int) string {
	h := sha256.New()
	for _, cells := range t.Rows {
		for _, v := range cells[:groups+1] {
			fmt.Fprintf(h, "%q,", data.CellText(v))
		}
		h.Write([]byte("\n"))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// Value is the one number of an answer without groups.
func (f finding) Value(groups int) string {
	if groups > 0 {
		return counted(int64(f.Table.Len()), "group", "groups")
	}
	v, ok := f.Table.Row(0).Float("_value")
	if !ok {
		return "no value"
	}
	text := Words{}.Upto(v, 2)
	if unit := f.Table.Columns[groups].Unit; unit != "" && !strings.HasPrefix(unit, "see ") {
		text += " " + unit
	}
	return text
}

// history is how the answer went, up to the day of the view.
func (st statement) history(ctx context.Context, e *data.Edition) ([]turn[finding], error) {
	return courseOf(e, releasesOf(e, st.dataset),
		func(view *data.Edition) (finding, error) { return st.answer(ctx, view) },
		func(before, now finding) bool { return before.Hash == now.Hash })
}
