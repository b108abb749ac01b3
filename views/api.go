package views

import (
	"bytes"
	"context"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"citas/data"
)

// apiDataset is a dataset as the API describes it.
type apiDataset struct {
	ID        string        `json:"id" doc:"identifier, stands in addresses" example:"appointments-processed"`
	Title     string        `json:"title"`
	Summary   string        `json:"summary"`
	Grain     string        `json:"grain" doc:"what one row is"`
	Level     data.Level    `json:"level" enum:"as_published,transcribed,derived,modelled" doc:"how far a figure is from what was published"`
	Counts    string        `json:"counts" doc:"what a figure counts"`
	Not       string        `json:"does_not_count" doc:"what it does not count"`
	Licence   apiLicence    `json:"licence"`
	Key       []string      `json:"key" doc:"columns that are unique together within a release"`
	Fields    []data.Field  `json:"fields" doc:"columns in published order"`
	Rows      int64         `json:"rows"`
	Sources   []string      `json:"sources" doc:"recurring sources that feed it"`
	Releases  []string      `json:"releases" doc:"releases of this edition that feed it, oldest first"`
	Downloads []apiDownload `json:"downloads"`
	Page      string        `json:"page" doc:"address of its page"`
	Place     string        `json:"provenance" doc:"URI template (RFC 6570) whose variables are columns: filled from a row it is the page that shows where the row was read, in which document, with its SHA-256" example:"/releases/{release_id}{?locator,source_id}#cell"`
	Edition   string        `json:"edition" doc:"id of the edition that this was read from"`
}

type apiLicence struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

type apiDownload struct {
	Format string `json:"format" enum:"csv,parquet,json,jsonl,xlsx"`
	URL    string `json:"url"`
	Frozen string `json:"version_url,omitempty" doc:"the same bytes at an address that never changes"`
	Bytes  int64  `json:"bytes,omitempty" doc:"absent for a file that is made on request"`
	SHA256 string `json:"sha256,omitempty"`
}

type datasetsOutput struct {
	Body struct {
		Edition  string       `json:"edition"`
		Label    string       `json:"label" doc:"day of the edition"`
		BuiltAt  string       `json:"built_at" format:"date-time"`
		Datasets []apiDataset `json:"datasets"`
	}
}

type datasetInput struct {
	ID string `path:"id" doc:"identifier of a dataset" example:"appointments-processed"`
}

type datasetOutput struct{ Body apiDataset }

// newAPI makes the part of the API that huma describes and answers. The site's adapter
// stands before it, so that headers and editions are the same as everywhere.
func (s *Server) newAPI() (http.Handler, *huma.OpenAPI) {
	config := huma.DefaultConfig("citas", orElse(s.config.Version, "dev"))
	config.Info.Description = apiAbout
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/openapi", "", ""
	config.CreateHooks = nil // no $schema links into answers
	if s.config.BaseURL != "" {
		config.Servers = []*huma.Server{{URL: s.config.BaseURL}}
	}
	mux := http.NewServeMux()
	api := humago.New(mux, config)
	huma.Register(api, huma.Operation{
		OperationID: "list-datasets", Method: http.MethodGet, Path: "/api/v1/datasets",
		Summary: "List the datasets", Responses: problems(api, 400, 503),
	}, s.apiDatasets)
	huma.Register(api, huma.Operation{
		OperationID: "get-dataset", Method: http.MethodGet, Path: "/api/v1/datasets/{id}",
		Summary: "Describe one dataset", Responses: problems(api, 400, 404, 503),
	}, s.apiDataset)
	huma.Register(api, huma.Operation{
		OperationID: "list-releases", Method: http.MethodGet, Path: "/api/v1/releases",
		Summary: "List the releases, accepted and kept out", Responses: problems(api, 400, 503),
	}, s.apiReleases)
	huma.Register(api, huma.Operation{
		OperationID: "get-status", Method: http.MethodGet, Path: "/api/v1/status",
		Summary: "How the publishers' series stand now", Responses: problems(api, 400, 503),
	}, s.apiStatus)
	s.operations(api)
	return mux, api.OpenAPI()
}

// problems describes the errors of an operation as this site answers them.
func problems(api huma.API, statuses ...int) map[string]*huma.Response {
	schema := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem](), true, "Problem")
	responses := map[string]*huma.Response{}
	for _, status := range statuses {
		responses[strconv.Itoa(status)] = &huma.Response{
			Description: http.StatusText(status), Content: map[string]*huma.MediaType{typeProblem: {Schema: schema}},
		}
	}
	return responses
}

func (s *Server) apiDatasets(ctx context.Context, _ *struct{}) (*datasetsOutput, error) {
	e := requestOf(ctx).Edition
	out := &datasetsOutput{}
	out.Body.Edition, out.Body.Label, out.Body.BuiltAt = e.ID(), e.Manifest.Label, e.Manifest.BuiltAt
	for _, d := range e.Catalog().Sorted() {
		out.Body.Datasets = append(out.Body.Datasets, s.describe(e, d))
	}
	return out, nil
}

func (s *Server) apiDataset(ctx context.Context, in *datasetInput) (*datasetOutput, error) {
	r := requestOf(ctx)
	d, err := r.apiDatasetOf(in.ID)
	if err != nil {
		return nil, s.apiError(r, err)
	}
	return &datasetOutput{Body: s.describe(r.Edition, d)}, nil
}

func (s *Server) describe(e *data.Edition, d *data.Dataset) apiDataset {
	files, _ := e.Manifest.Dataset(d.ID)
	licence := data.Licences[d.Licence]
	out := apiDataset{
		ID: d.ID, Title: d.Title, Summary: d.Summary, Grain: d.Grain, Level: d.Level, Counts: d.Counts, Not: d.Not,
		Licence: apiLicence{licence.ID, licence.Title, licence.URL}, Key: d.Key, Fields: d.Fields, Rows: files.Rows,
		Sources: e.Catalog().SourcesOf(d), Releases: []string{}, Downloads: []apiDownload{},
		Page: s.config.BaseURL + "/data/" + d.ID, Place: s.config.BaseURL + placeTemplate, Edition: e.ID(),
	}
	for _, r := range releasesOf(e, d) {
		out.Releases = append(out.Releases, r.ID)
	}
	for _, format := range exportFormats {
		download := apiDownload{Format: format, URL: s.config.BaseURL + "/data/" + d.ID + "." + format}
		if f, ok := files.File(format); ok {
			download.Frozen, download.Bytes, download.SHA256 = s.config.BaseURL+frozenAddress(e.ID(), d.ID, format), f.Bytes, f.SHA256
		}
		out.Downloads = append(out.Downloads, download)
	}
	return out
}

type requestKey struct{}

// requestOf is the request that callAPI gave to an operation.
func requestOf(ctx context.Context) *Request { return ctx.Value(requestKey{}).(*Request) }

// callAPI lets huma answer, and takes its answer through the site's one responder.
func (s *Server) callAPI(r *Request) (Response, error) {
	recorder := &recorder{header: http.Header{}, status: http.StatusOK}
	inner := r.Request.WithContext(context.WithValue(r.Context(), requestKey{}, r))
	inner.Method = http.MethodGet // the responder leaves the body out for HEAD
	s.api.ServeHTTP(recorder, inner)
	a := Response{
		Status: recorder.status, Type: recorder.header.Get("Content-Type"), Body: recorder.body.Bytes(),
		NoStore: recorder.status >= 400, Links: recorder.header.Values("Link"),
	}
	if a.Status == http.StatusServiceUnavailable {
		a.RetryAfter = retryAfter
	}
	return a, nil
}

// recorder keeps an answer instead of sending it.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }
