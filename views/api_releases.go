package views

import (
	"context"

	"citas/data"
)

// stateAccepted is the state of a release that is in the edition.
const stateAccepted = "accepted"

// apiRelease is a release as the API describes it.
type apiRelease struct {
	ID          string `json:"id" doc:"{source}@{published}, then .2, .3 for more on one day" example:"ohss-monthly@2024-12-06"`
	Source      string `json:"source"`
	State       string `json:"state" enum:"accepted,refused,held,rejected" doc:"accepted releases make the edition, the others are kept out of it"`
	Title       string `json:"title,omitempty"`
	Published   string `json:"published" format:"date"`
	Precision   string `json:"published_precision,omitempty" enum:"day,month,year" doc:"a month or year known only so counts from its last day"`
	DataThrough string `json:"data_through,omitempty" format:"date"`
	FileName    string `json:"file_name,omitempty"`
	SHA256      string `json:"sha256"`
	Bytes       int64  `json:"bytes,omitempty"`
	URL         string `json:"url,omitempty"`
	Retrieved   string `json:"retrieved_at,omitempty"`
	Basis       string `json:"basis,omitempty" enum:"document,seed,curated"`
	Reason      string `json:"reason,omitempty" doc:"why a person let it through, or why it is kept out"`
	Since       string `json:"since,omitempty" doc:"moment since which it is kept out"`
	Page        string `json:"page" doc:"address of its page"`
}

type releasesOutput struct {
	Body struct {
		Edition  string       `json:"edition"`
		AsOf     string       `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Releases []apiRelease `json:"releases" doc:"accepted ones, oldest first, then those that are kept out"`
	}
}

func (s *Server) apiReleases(ctx context.Context, _ *struct{}) (*releasesOutput, error) {
	r := requestOf(ctx)
	out := &releasesOutput{}
	out.Body.Edition, out.Body.AsOf, out.Body.Releases = r.Edition.ID(), asOfDay(r.Edition), s.releases(r)
	return out, nil
}

// releases lists the accepted releases, oldest first, then those that are kept out.
func (s *Server) releases(r *Request) []apiRelease {
	list := []apiRelease{}
	for _, x := range acceptedReleases(r.Edition) {
		list = append(list, apiRelease{
			ID: x.ID, Source: x.Source, State: stateAccepted, Title: x.Title, Published: x.Published, Precision: x.PublishedPrecision,
			DataThrough: x.DataThrough, FileName: x.FileName, SHA256: x.SHA256, Bytes: x.Bytes, URL: x.URL, Retrieved: x.RetrievedAt,
			Basis: x.Basis, Reason: x.DecisionReason, Page: s.config.BaseURL + "/releases/" + x.ID,
		})
	}
	for _, h := range r.kept() {
		list = append(list, s.apiKept(h))
	}
	return list
}

func (s *Server) apiKept(h data.Held) apiRelease {
	return apiRelease{
		ID: h.Release, Source: h.Source, State: h.State, Published: h.Published, FileName: h.FileName, SHA256: h.SHA256,
		Reason: h.Reason, Since: h.Since, Page: s.config.BaseURL + "/status#" + keptEntry(Words{}, h).slug,
	}
}
