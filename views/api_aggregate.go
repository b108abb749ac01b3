package views

import (
	"context"
	"fmt"
	"slices"

	"citas/data"
)

// aggregateParams are the parameters of an aggregate beside the filters.
var aggregateParams = []string{"group", "measure", "fn"}

// apiGroup is the result for the rows that share the values of Group.
type apiGroup struct {
	Group apiRow `json:"group"`
	Value any    `json:"value" doc:"a number; null where no cell of the group has one"`
	Cells int64  `json:"cells" doc:"cells that have a value"`
	Rows  int64  `json:"rows"`
}

type aggregateOutput struct {
	Body struct {
		Dataset string     `json:"dataset"`
		Edition string     `json:"edition"`
		AsOf    string     `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Fn      string     `json:"fn" enum:"sum,count,min,max,avg"`
		Measure string     `json:"measure,omitempty"`
		Unit    string     `json:"unit,omitempty" doc:"of the values"`
		Groups  []apiGroup `json:"groups" doc:"in order of their values"`
	}
}

func (s *Server) apiAggregate(ctx context.Context, in *datasetInput) (*aggregateOutput, error) {
	r := requestOf(ctx)
	out, err := aggregateOf(r, in.ID)
	return out, s.apiError(r, err)
}

func aggregateOf(r *Request, id string) (*aggregateOutput, error) {
	d, err := r.apiDatasetOf(id)
	if err != nil {
		return nil, err
	}
	question, err := r.aggregate(d, pageMost)
	if err != nil {
		return nil, err
	}
	t, err := groupedTable(r.Context(), r.Edition, question)
	if err != nil {
		return nil, err
	}
	out := &aggregateOutput{}
	b := &out.Body
	b.Dataset, b.Edition, b.AsOf, b.Fn, b.Measure = d.ID, r.Edition.ID(), asOfDay(r.Edition), question.Fn, question.Measure
	b.Groups, b.Unit = groupsOf(t, len(question.Group)), t.Columns[len(question.Group)].Unit
	return out, nil
}

// aggregate reads an aggregate of at most so many groups from an address; others are parameters of the page beside its own.
func (r *Request) aggregate(d *data.Dataset, groups int, others ...string) (data.Aggregate, error) {
	a := data.Aggregate{Dataset: d.ID, Limit: groups + 1} // one more, so that too many are seen
	var err error
	if a.Where, err = r.conditions(d, slices.Concat(aggregateParams, others)...); err != nil {
		return a, err
	}
	if a.Group, err = r.names("group"); err != nil {
		return a, err
	}
	if a.Measure, _, err = r.single("measure"); err != nil {
		return a, err
	}
	a.Fn, _, err = r.single("fn")
	return a, err
}

// groupedTable computes an aggregate, unless it has more groups than it may.
func groupedTable(ctx context.Context, e *data.Edition, a data.Aggregate) (*data.Table, error) {
	t, err := e.Aggregate(ctx, a)
	if err == nil && t.Len() >= a.Limit {
		err = &data.ParamError{Param: "group", Found: fmt.Sprintf("more than %d groups", a.Limit-1), Expected: "columns with fewer values, or a filter"}
	}
	return t, err
}

// groupsOf is a table of an aggregate over n fields as the API has it.
func groupsOf(t *data.Table, n int) []apiGroup {
	groups := make([]apiGroup, t.Len())
	for i, cells := range t.Rows {
		row := t.Row(i)
		groups[i] = apiGroup{Group: apiRow{t.Columns[:n], cells[:n]}, Value: cells[n], Cells: row.Int("_cells"), Rows: row.Int("_rows")}
	}
	return groups
}
