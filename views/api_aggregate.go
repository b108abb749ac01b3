package views

import (
	"context"
	"fmt"

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
	question := data.Aggregate{Dataset: d.ID, Limit: pageMost + 1}
	if question.Where, err = r.conditions(d, aggregateParams...); err != nil {
		return nil, err
	}
	if question.Group, err = r.names("group"); err != nil {
		return nil, err
	}
	if question.Measure, _, err = r.single("measure"); err != nil {
		return nil, err
	}
	if question.Fn, _, err = r.single("fn"); err != nil {
		return nil, err
	}
	t, err := r.Edition.Aggregate(r.Context(), question)
	if err != nil {
		return nil, err
	}
	if t.Len() > pageMost {
		return nil, &data.ParamError{Param: "group", Found: fmt.Sprintf("more than %d groups", pageMost), Expected: "columns with fewer values, or a filter"}
	}
	out := &aggregateOutput{}
	b := &out.Body
	b.Dataset, b.Edition, b.AsOf, b.Fn, b.Measure = d.ID, r.Edition.ID(), asOfDay(r.Edition), question.Fn, question.Measure
	b.Groups = make([]apiGroup, t.Len())
	n := len(question.Group)
	b.Unit = t.Columns[n].Unit
	for i, cells := range t.Rows {
		row := t.Row(i)
		b.Groups[i] = apiGroup{Group: apiRow{t.Columns[:n], cells[:n]}, Value: cells[n], Cells: row.Int("_cells"), Rows: row.Int("_rows")}
	}
	return out, nil
}
