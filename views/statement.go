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
	"citas/views/locale"
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

// functionWords name what is computed: alone, and of a column.
var functionWords = map[string]struct{ name, of locale.Msg }{
	"sum":   {"function|sum", "the sum of {column}"},
	"count": {"function|count", "the number of cells with {column}"},
	"min":   {"function|smallest value", "the smallest value of {column}"},
	"max":   {"function|largest value", "the largest value of {column}"},
	"avg":   {"function|mean", "the mean of {column}"},
}

// what says what is computed.
func (st statement) what(w Words) string {
	if st.ask.Measure == "" {
		return w.T("the number of rows")
	}
	return w.T(functionWords[st.ask.Fn].of, "column", columnWords(w, st.ask.Measure))
}

// In says what is asked: "the sum of appointments in “Appointments processed”, where month = 2023-07-01".
func (st statement) In(w Words) string {
	args := []any{"what", st.what(w), "dataset", titleOf(w, st.dataset)}
	text := w.T("{what} in “{dataset}”", args...)
	var where, groups []string
	for _, c := range st.ask.Where {
		where = append(where, conditionWords(w, c))
	}
	if len(where) > 0 {
		text = w.T("{what} in “{dataset}”, where {conditions}", append(args, "conditions", w.Join(where))...)
	}
	for _, column := range st.ask.Group {
		groups = append(groups, columnWords(w, column))
	}
	if len(groups) > 0 {
		text = w.T("{statement}, for each {group}", "statement", text, "group", w.Join(groups))
	}
	return text
}

// columnWords is the name of a column as files have it, or the word that another language has for it.
func columnWords(w Words, column string) string {
	if w.English() || !w.Has(columnMessage(column)) {
		return column
	}
	return w.T(columnMessage(column))
}

// termWords is a value as files have it, or the word that another language has for it.
func termWords(w Words, value string) string {
	if w.English() || !w.Has(enumMessage(value)) {
		return value
	}
	return enumWords(w, value)
}

// conditionWords writes a filter: "nationality = CU or VE".
func conditionWords(w Words, c data.Condition) string {
	return columnWords(w, c.Field) + " " + c.Op.Words() + " " + valueNames(w, c.Values, termWords)
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
func (f finding) Value(groups int, w Words) string {
	if groups > 0 {
		return w.N(int64(f.Table.Len()), "{n} group", "{n} groups")
	}
	v, ok := f.Table.Row(0).Float("_value")
	if !ok {
		return w.T("no value")
	}
	text := w.Upto(v, 2)
	if unit := f.Table.Columns[groups].Unit; unit != "" && !strings.HasPrefix(unit, "see ") {
		text += " " + w.T(locale.Msg(unit))
	}
	return text
}

// history is how the answer went, up to the day of the view.
func (st statement) history(ctx context.Context, e *data.Edition) ([]turn[finding], error) {
	return courseOf(e, releasesOf(e, st.dataset),
		func(view *data.Edition) (finding, error) { return st.answer(ctx, view) },
		func(before, now finding) bool { return before.Hash == now.Hash })
}
