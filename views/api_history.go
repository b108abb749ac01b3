package views

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"citas/data"
)

// revisionParams are the parameters of the revisions.
var revisionParams = []string{"from", "to", "limit", "cursor"}

type revisionsOutput struct {
	Link string `header:"Link" doc:"address of the next page, rel=\"next\""`
	Body struct {
		Dataset    string        `json:"dataset"`
		Edition    string        `json:"edition" doc:"id of the edition that every page of this answer is read from"`
		AsOf       string        `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		From       string        `json:"from" doc:"the earlier release; empty when there are not two"`
		To         string        `json:"to" doc:"the later release"`
		Known      []string      `json:"known_releases" doc:"releases that hold this dataset, oldest first"`
		Compared   int64         `json:"compared" doc:"cells that stand in both"`
		Changed    int           `json:"changed"`
		Added      int           `json:"added" doc:"cells that only the later release has"`
		Withdrawn  int           `json:"withdrawn" doc:"cells that only the earlier release has"`
		Relabelled int           `json:"relabelled" doc:"the same value under another printed name: no revision of a figure"`
		Net        float64       `json:"net" doc:"what the changes add up to"`
		Unit       string        `json:"unit,omitempty"`
		Uncompared string        `json:"uncompared,omitempty" doc:"what cannot be compared, and why"`
		Total      int           `json:"total" doc:"revisions on all pages"`
		Columns    []data.Column `json:"columns"`
		Revisions  []apiRow      `json:"revisions" doc:"in the order of the key; a null value has the status beside it that says why; where the status is null too, the release does not have the cell"`
		Cursor     string        `json:"next_cursor,omitempty" doc:"cursor of the next page; absent on the last"`
	}
}

func (s *Server) apiRevisions(ctx context.Context, in *datasetInput) (*revisionsOutput, error) {
	r := requestOf(ctx)
	out, err := s.revisionsPage(r, in.ID)
	return out, s.apiError(r, err)
}

func (s *Server) revisionsPage(r *Request, id string) (*revisionsOutput, error) {
	d, err := r.versioned(id, false)
	if err != nil {
		return nil, err
	}
	from, to, stated, err := r.pair(d, revisionParams...)
	if err != nil {
		return nil, err
	}
	limit, err := r.limit()
	if err != nil {
		return nil, err
	}
	day := asOfDay(r.Edition)
	sum := sha256.Sum256([]byte(strings.Join([]string{"revisions", d.ID, from, to, day}, "\n")))
	here, err := r.position(cursor{Edition: r.Edition.ID(), Question: hex.EncodeToString(sum[:8])})
	if err != nil {
		return nil, err
	}
	found := &data.Revisions{Table: data.NoRevisions(d)}
	if from != "" && to != "" {
		if found, err = r.Edition.Revisions(r.Context(), d.ID, from, to); err != nil {
			return nil, err
		}
	}
	out := &revisionsOutput{}
	b := &out.Body
	b.Dataset, b.Edition, b.AsOf, b.From, b.To, b.Known = d.ID, r.Edition.ID(), day, from, to, append([]string{}, stated...)
	b.Compared, b.Net, b.Uncompared, b.Total, b.Columns = found.Shared, found.Net(), found.Uncompared, found.Table.Len(), found.Table.Columns
	b.Changed, b.Added, b.Withdrawn, b.Relabelled = found.Count(data.Changed), found.Count(data.Added), found.Count(data.Withdrawn), found.Count(data.Relabelled)
	if f, ok := d.Field(d.History.Measure); ok {
		b.Unit = f.Unit
	}
	all := rowsIn(found.Table)
	b.Revisions = all[min(here.Offset, len(all)):min(here.Offset+limit, len(all))]
	if here.Offset += limit; here.Offset < len(all) {
		b.Cursor, out.Link = here.String(), s.nextPage(r, here)
	}
	return out, nil
}

// versioned finds a dataset whose releases can be compared, or says which there are.
func (r *Request) versioned(id string, monthly bool) (*data.Dataset, error) {
	d, err := r.apiDatasetOf(id)
	if err != nil {
		return nil, err
	}
	fits := func(d *data.Dataset) bool {
		_, months := d.Field("month")
		return d.Versioned() && (months || !monthly)
	}
	if fits(d) {
		return d, nil
	}
	list := slices.DeleteFunc(slices.Clone(r.Edition.Catalog().Sorted()), func(d *data.Dataset) bool { return !fits(d) })
	expected := "a dataset whose releases replace each other"
	if monthly {
		expected += ", by month"
	}
	return nil, unknownName("id", id, expected, namesOf(list, func(d *data.Dataset) string { return d.ID }))
}

type triangleOutput struct {
	Body struct {
		Dataset string            `json:"dataset"`
		Edition string            `json:"edition"`
		AsOf    string            `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Series  map[string]string `json:"series" doc:"key columns that pick the series; the rest is summed"`
		Columns []data.Column     `json:"columns" doc:"of the months"`
		Months  []apiRow          `json:"months" doc:"first published and latest value of each month"`
		Cells   []apiRow          `json:"cells" doc:"what each release said about each month"`
	}
}

func (s *Server) apiTriangle(ctx context.Context, in *datasetInput) (*triangleOutput, error) {
	r := requestOf(ctx)
	out, err := triangleOf(r, in.ID)
	return out, s.apiError(r, err)
}

func triangleOf(r *Request, id string) (*triangleOutput, error) {
	d, err := r.versioned(id, true)
	if err != nil {
		return nil, err
	}
	where, err := r.series(d)
	if err != nil {
		return nil, err
	}
	t, err := r.Edition.Triangle(r.Context(), d.ID, where)
	if err != nil {
		return nil, err
	}
	out := &triangleOutput{}
	b := &out.Body
	b.Dataset, b.Edition, b.AsOf, b.Series = d.ID, r.Edition.ID(), asOfDay(r.Edition), t.Series
	b.Columns, b.Months, b.Cells = t.Months.Columns, rowsIn(t.Months), rowsIn(t.Cells)
	return out, nil
}
