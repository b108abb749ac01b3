package views

import (
	"context"
	"strings"

	"citas/data"
)

// apiChart is a chart as the API describes it: enough to show it elsewhere, and to know
// what can be asked of it.
type apiChart struct {
	ID          string       `json:"id" example:"processed-monthly"`
	Story       Story        `json:"story" enum:"allocations,wait-times,languages,method"`
	Name        string       `json:"name"`
	Headline    string       `json:"headline" doc:"the finding, in one sentence"`
	Subtitle    string       `json:"subtitle" doc:"measure, unit, place and time"`
	Description string       `json:"description" doc:"the drawing in words: what is drawn, range, extremes, breaks, missing values; of a table without a drawing, how to read it"`
	Level       data.Level   `json:"level" enum:"as_published,transcribed,derived,modelled"`
	Flag        string       `json:"flag,omitempty" doc:"what must be said beside it, of a figure that is no plain count"`
	How         string       `json:"how_to_read"`
	Counts      string       `json:"counts"`
	Not         string       `json:"does_not_count"`
	Notes       []string     `json:"notes" doc:"caveats that must stand beside it"`
	Filters     []apiFilter  `json:"filters" doc:"parameters of every address below, beside as_of"`
	Datasets    []string     `json:"datasets" doc:"datasets that it is drawn from"`
	Releases    []apiNewest  `json:"releases" doc:"newest release of each series behind it"`
	Page        string       `json:"page" doc:"address of its page"`
	Forms       []apiForm    `json:"forms" doc:"its other forms; they take the same filters"`
	Rows        int          `json:"rows" doc:"rows that are shown when nothing is chosen"`
	Columns     []apiHeading `json:"columns" doc:"columns of its table, in the order of the CSV"`
}

type apiFilter struct {
	Parameter string     `json:"parameter" doc:"repeat it for any of several values; from and to are given once"`
	Label     string     `json:"label"`
	Default   []string   `json:"default,omitempty" doc:"values that are on when the parameter is absent; absent: all"`
	Values    []apiValue `json:"values"`
}

type apiValue struct {
	Value string `json:"value"`
	Words string `json:"words"`
}

type apiForm struct {
	Format string `json:"format" example:"svg"`
	URL    string `json:"url"`
}

type apiNewest struct {
	ID        string `json:"id"`
	Source    string `json:"source"`
	Title     string `json:"title"`
	Published string `json:"published" doc:"in words: a day, or the month or year where no more is known"`
	URL       string `json:"url"`
}

type apiHeading struct {
	Name  string    `json:"name"`
	Type  data.Type `json:"type"`
	Label string    `json:"label"`
	Unit  string    `json:"unit,omitempty"`
}

type chartsOutput struct {
	Body struct {
		Edition string     `json:"edition"`
		AsOf    string     `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Charts  []apiChart `json:"charts"`
	}
}

func (s *Server) apiCharts(ctx context.Context, _ *struct{}) (*chartsOutput, error) {
	r := requestOf(ctx)
	out := &chartsOutput{}
	out.Body.Edition, out.Body.AsOf = r.Edition.ID(), asOfDay(r.Edition)
	for _, c := range Charts() {
		q, err := wholeChart(r.Context(), r.Edition, c, Words{})
		if err != nil {
			return nil, s.apiError(r, err)
		}
		described, err := s.describeChart(r.Context(), r.Edition, q)
		if err != nil {
			return nil, s.apiError(r, err)
		}
		out.Body.Charts = append(out.Body.Charts, described)
	}
	return out, nil
}

func (s *Server) describeChart(ctx context.Context, e *data.Edition, q chartRequest) (apiChart, error) {
	c := q.Chart
	a := apiChart{
		ID: c.ID, Story: c.Story, Name: string(c.Name), Headline: q.Headline(), Subtitle: string(c.Subtitle), Description: string(c.How),
		Level: c.Level, Flag: string(c.Flag()), How: string(c.How), Counts: string(c.Counts), Not: string(c.Not), Notes: notesOf(q), Datasets: c.Datasets,
		Page: s.config.BaseURL + q.Address(""), Rows: q.Frame.Len(), Filters: []apiFilter{}, Releases: []apiNewest{}, Forms: []apiForm{},
	}
	if q.Drawn() {
		a.Description = q.Figure().Description
	}
	for i, f := range c.Filters {
		for _, param := range f.params() {
			filter := apiFilter{Parameter: param, Label: string(f.Label), Default: f.Plain, Values: []apiValue{}}
			for _, o := range q.Options[i] {
				filter.Values = append(filter.Values, apiValue{o.name, o.words})
			}
			a.Filters = append(a.Filters, filter)
		}
	}
	for _, d := range chartDownloads(q) {
		a.Forms = append(a.Forms, apiForm{strings.ToLower(d.Format), s.config.BaseURL + d.Href})
	}
	releases, err := newestReleases(ctx, e, c, q.Frame.Words)
	if err != nil {
		return apiChart{}, err
	}
	for _, rel := range releases {
		a.Releases = append(a.Releases, apiNewest{rel.id, rel.source, rel.title, rel.published, s.config.BaseURL + "/releases/" + rel.id})
	}
	for i, h := range c.Columns {
		a.Columns = append(a.Columns, apiHeading{h.Column, q.Frame.Columns[i].Type, string(h.Label), string(h.Unit)})
	}
	return a, nil
}
