package views

import (
	"context"
	"fmt"
	"net/http"

	"citas/data"
)

type sourcesOutput struct {
	Body struct {
		Edition string   `json:"edition"`
		AsOf    string   `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Sources []apiRow `json:"sources" doc:"rows of the dataset sources: documents and recurring series"`
	}
}

func (s *Server) apiSources(ctx context.Context, _ *struct{}) (*sourcesOutput, error) {
	r := requestOf(ctx)
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "sources"})
	if err != nil {
		return nil, s.apiError(r, err)
	}
	out := &sourcesOutput{}
	out.Body.Edition, out.Body.AsOf, out.Body.Sources = r.Edition.ID(), asOfDay(r.Edition), rowsIn(t)
	return out, nil
}

// apiEdition is an edition as the API describes it.
type apiEdition struct {
	ID       string    `json:"id"`
	Label    string    `json:"label" doc:"day of building, then .2, .3 for more on one day" example:"2026-11-23"`
	DataHash string    `json:"data_hash" doc:"changes only when a published table does"`
	DOI      string    `json:"doi"`
	BuiltAt  string    `json:"built_at" format:"date-time"`
	Releases int       `json:"releases" doc:"how many releases it was built from"`
	Newest   string    `json:"newest_release" format:"date" doc:"day of the newest release"`
	Page     string    `json:"page"`
	Bundle   *apiFile  `json:"bundle,omitempty" doc:"ZIP of every table as CSV and Parquet with descriptions, licences, what changed and SHA256SUMS"`
	Files    []apiFile `json:"files"`
}

type apiFile struct {
	Dataset string `json:"dataset,omitempty" doc:"absent for the database and the bundle of all tables"`
	Format  string `json:"format" enum:"csv,parquet,json,jsonl,duckdb,zip"`
	URL     string `json:"url" doc:"never changes its content"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

type editionsOutput struct {
	Body struct {
		Editions []apiEdition `json:"editions" doc:"newest first"`
	}
}

func (s *Server) apiEditions(ctx context.Context, _ *struct{}) (*editionsOutput, error) {
	list, err := s.store.Editions()
	if err != nil {
		return nil, s.apiError(requestOf(ctx), err)
	}
	out := &editionsOutput{}
	out.Body.Editions = []apiEdition{}
	for _, m := range list {
		out.Body.Editions = append(out.Body.Editions, s.describeEdition(m))
	}
	return out, nil
}

func (s *Server) describeEdition(m *data.Manifest) apiEdition {
	e := apiEdition{
		ID: m.Edition, Label: m.Label, DataHash: m.DataHash, DOI: m.DOI, BuiltAt: m.BuiltAt, Releases: len(m.Releases),
		Newest: data.LastPublished(m.Releases), Page: s.config.BaseURL + "/editions/" + m.Edition,
	}
	for _, d := range m.Datasets {
		for _, f := range d.Files {
			e.Files = append(e.Files, apiFile{d.ID, f.Format, s.config.BaseURL + frozenAddress(m.Edition, d.ID, f.Format), f.Bytes, f.SHA256})
		}
	}
	e.Files = append(e.Files, apiFile{"", m.Database.Format, s.config.BaseURL + frozenAddress(m.Edition, databaseName, m.Database.Format), m.Database.Bytes, m.Database.SHA256})
	if m.Bundle != nil {
		e.Bundle = &apiFile{"", m.Bundle.Format, s.config.BaseURL + bundleAddress(m), m.Bundle.Bytes, m.Bundle.SHA256}
	}
	return e
}

// apiError turns an error of an operation into a problem, and notes it when it is ours.
func (s *Server) apiError(r *Request, err error) error {
	if err == nil {
		return nil
	}
	if late := r.Context().Err(); late != nil {
		err = fmt.Errorf("%w: %w", late, err)
	}
	p := problemOf(err, r.URL.Path)
	if p.Status == http.StatusInternalServerError {
		s.config.Log.Error("request failed", "path", r.URL.Path, "error", err)
	}
	return p
}
