package views

import (
	"context"
	"fmt"
	"slices"

	"citas/data"
)

// The operations that answer with one thing of a list: api_lists.go and api_releases.go
// say what a thing looks like.

type releaseInput struct {
	ID string `path:"id" doc:"identifier of a release" example:"ohss-monthly@2024-12-06"`
}

type releaseOutput struct {
	Body struct {
		Edition string     `json:"edition"`
		Release apiRelease `json:"release"`
	}
}

func (s *Server) apiRelease(ctx context.Context, in *releaseInput) (*releaseOutput, error) {
	r := requestOf(ctx)
	list := s.releases(r)
	i := slices.IndexFunc(list, func(x apiRelease) bool { return x.ID == in.ID })
	if i < 0 {
		return nil, s.apiError(r, unknownName("id", in.ID, "a release", namesOf(list, func(x apiRelease) string { return x.ID })))
	}
	out := &releaseOutput{}
	out.Body.Edition, out.Body.Release = r.Edition.ID(), list[i]
	return out, nil
}

type sourceInput struct {
	ID string `path:"id" doc:"identifier of a document or series" example:"ohss-monthly"`
}

type sourceOutput struct {
	Body struct {
		Edition  string   `json:"edition"`
		AsOf     string   `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Source   apiRow   `json:"source" doc:"row of the dataset sources"`
		Releases []string `json:"releases" doc:"its releases in this edition, oldest first; none for a document"`
		Page     string   `json:"page" doc:"address of its page"`
	}
}

func (s *Server) apiSource(ctx context.Context, in *sourceInput) (*sourceOutput, error) {
	r := requestOf(ctx)
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources"})
	if err != nil {
		return nil, s.apiError(r, err)
	}
	var ids []string
	out := &sourceOutput{}
	b := &out.Body
	for i, cells := range t.Rows {
		id := t.Row(i).Text("source_id")
		if ids = append(ids, id); id == in.ID {
			b.Source = apiRow{t.Columns, cells}
		}
	}
	if !slices.Contains(ids, in.ID) {
		return nil, s.apiError(r, unknownName("id", in.ID, "a source", ids))
	}
	b.Edition, b.AsOf, b.Releases, b.Page = r.Edition.ID(), asOfDay(r.Edition), []string{}, s.config.BaseURL+"/sources/"+in.ID
	for _, x := range acceptedReleases(r.Edition) {
		if x.Source == in.ID {
			b.Releases = append(b.Releases, x.ID)
		}
	}
	return out, nil
}

type chartInput struct {
	ID string `path:"id" doc:"identifier of a chart" example:"processed-monthly"`
}

type chartOutput struct {
	Body struct {
		Edition string        `json:"edition"`
		AsOf    string        `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Chart   apiChart      `json:"chart"`
		Notes   []string      `json:"notes"`
		Columns []data.Column `json:"columns"`
		Rows    []apiRow      `json:"rows" doc:"exactly what is drawn"`
	}
}

func (s *Server) apiChart(ctx context.Context, in *chartInput) (*chartOutput, error) {
	r := requestOf(ctx)
	c, err := ChartByID(in.ID)
	if err != nil {
		return nil, s.apiError(r, unknownName("id", in.ID, "a chart", namesOf(Charts(), func(c *Chart) string { return c.ID })))
	}
	q, err := wholeChart(r.Context(), r.Edition, c, Words{})
	if err != nil {
		return nil, s.apiError(r, err)
	}
	described, err := s.describeChart(r.Context(), r.Edition, q)
	if err != nil {
		return nil, s.apiError(r, err)
	}
	out := &chartOutput{}
	b := &out.Body
	b.Edition, b.AsOf, b.Chart, b.Notes = r.Edition.ID(), asOfDay(r.Edition), described, notesOf(q)
	b.Columns, b.Rows = q.Frame.Columns, rowsIn(q.Frame.Table)
	return out, nil
}

type editionInput struct {
	Edition string `path:"edition" doc:"identifier or label of an edition" example:"2026-11-23"`
}

type editionOutput struct{ Body apiEdition }

func (s *Server) apiEdition(ctx context.Context, in *editionInput) (*editionOutput, error) {
	r := requestOf(ctx)
	x, err := s.store.FindEdition(in.Edition)
	if err != nil {
		if list, failed := s.store.Editions(); failed == nil {
			err = unknownName("edition", in.Edition, "an edition", namesOf(list, func(m *data.Manifest) string { return m.Label }))
		}
		return nil, s.apiError(r, err)
	}
	return &editionOutput{Body: s.describeEdition(x)}, nil
}

// unknownName is the error for a name in an address that nothing has, with those that
// are known.
func unknownName(param, found, expected string, valid []string) error {
	return fmt.Errorf("%w: %w", data.ErrNotFound, &data.ParamError{Param: param, Found: shortened(found), Expected: expected, Valid: valid})
}

func namesOf[T any](list []T, name func(T) string) []string {
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = name(x)
	}
	return names
}

// apiDatasetOf finds a dataset, or says which there are.
func (r *Request) apiDatasetOf(id string) (*data.Dataset, error) {
	d, err := r.Edition.Catalog().Dataset(id)
	if err != nil {
		return nil, unknownName("id", id, "a dataset", namesOf(r.Edition.Catalog().Sorted(), func(d *data.Dataset) string { return d.ID }))
	}
	return d, nil
}
