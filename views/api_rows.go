package views

import (
	"context"
	"slices"
	"time"

	"citas/data"
)

// rowsParams are the parameters of the rows beside the filters.
var rowsParams = []string{"columns", "sort", "limit", "cursor"}

type rowsOutput struct {
	Link string `header:"Link" doc:"address of the next page, rel=\"next\""`
	Body struct {
		Dataset string        `json:"dataset"`
		Edition string        `json:"edition" doc:"id of the edition that every page of this answer is read from"`
		AsOf    string        `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Total   int64         `json:"total" doc:"rows that match"`
		Columns []data.Column `json:"columns"`
		Rows    []apiRow      `json:"rows"`
		Cursor  string        `json:"next_cursor,omitempty" doc:"cursor of the next page; absent on the last"`
	}
}

func (s *Server) apiRows(ctx context.Context, in *datasetInput) (*rowsOutput, error) {
	r := requestOf(ctx)
	out, err := s.rowsPage(r, in.ID)
	return out, s.apiError(r, err)
}

func (s *Server) rowsPage(r *Request, id string) (*rowsOutput, error) {
	d, err := r.apiDatasetOf(id)
	if err != nil {
		return nil, err
	}
	query := data.Select{Dataset: d.ID}
	if query.Where, err = r.conditions(d, rowsParams...); err != nil {
		return nil, err
	}
	if query.Columns, err = r.names("columns"); err != nil {
		return nil, err
	}
	query.Columns = withStatus(d, query.Columns)
	if query.Order, err = r.names("sort"); err != nil {
		return nil, err
	}
	if query.Limit, err = r.limit(); err != nil {
		return nil, err
	}
	day := asOfDay(r.Edition)
	here, err := r.position(cursor{Edition: r.Edition.ID(), Question: questionOf(day, query)})
	if err != nil {
		return nil, err
	}
	query.Offset, query.After = here.Offset, here.Mark
	t, last, err := r.Edition.Page(r.Context(), query)
	if err != nil {
		return nil, err
	}
	out := &rowsOutput{}
	out.Body.Dataset, out.Body.Edition, out.Body.AsOf = d.ID, r.Edition.ID(), day
	out.Body.Columns, out.Body.Rows = t.Columns, rowsIn(t)
	if out.Body.Total, err = s.total(r, query, here.Question, t.Len()); err != nil {
		return nil, err
	}
	here.Offset, here.Mark = here.Offset+t.Len(), last
	if t.Len() > 0 && int64(here.Offset) < out.Body.Total {
		out.Body.Cursor, out.Link = here.String(), s.nextPage(r, here)
	}
	return out, nil
}

// total counts the rows that match, once for all pages of a question. A first page that
// is not full has them all.
func (s *Server) total(r *Request, query data.Select, question string, got int) (int64, error) {
	if query.Offset == 0 && got < query.Limit {
		return int64(got), nil
	}
	return remember(r.Context(), s, r.Edition, "total "+query.Dataset+" "+question, func(int64) int { return 8 }, func() (int64, error) {
		return r.Edition.Count(r.Context(), query)
	})
}

// nextPage links to the page where a cursor stands.
func (s *Server) nextPage(r *Request, c cursor) string {
	values := r.URL.Query()
	values.Set("cursor", c.String())
	return link(s.config.BaseURL+r.URL.EscapedPath()+"?"+values.Encode(), "next")
}

// withStatus lets the reason of an empty cell come with the numbers: a null alone does
// not say what kind of missing it is.
func withStatus(d *data.Dataset, columns []string) []string {
	_, typed := d.Field("status")
	number := slices.ContainsFunc(columns, func(name string) bool { return slices.Contains(d.Measures(), name) })
	if !typed || !number || slices.Contains(columns, "status") {
		return columns
	}
	return append(columns, "status")
}

// asOfDay is the day of an as-of view, empty for the latest.
func asOfDay(e *data.Edition) string {
	if day, dated := e.AsOf(); dated {
		return day.Format(time.DateOnly)
	}
	return ""
}
