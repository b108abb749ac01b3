package views

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// storyTitles name the groups of the chart index.
var storyTitles = map[Story]locale.Msg{Allocations: "Allocations", WaitTimes: "Wait times", Languages: "Languages served", Method: "The record itself"}

func (s *Server) charts(r *Request) (Response, error) {
	m := page.ChartIndexModel{Page: s.figures(r, "/charts", r.T("Charts"), r.T("Every chart of this site, with its table, files and sources."))}
	for _, c := range Charts() {
		q, err := wholeChart(r.Context(), r.Edition, c, r.Words())
		if err != nil {
			return Response{}, err
		}
		title := r.T(storyTitles[c.Story])
		if n := len(m.Stories); n == 0 || m.Stories[n-1].Title != title {
			group := page.ChartGroup{Title: title}
			if c.Story != Method {
				group.Href = "/" + string(c.Story)
			}
			m.Stories = append(m.Stories, group)
		}
		entry, err := indexEntry(r.Context(), r.Edition, q)
		if err != nil {
			return Response{}, err
		}
		group := &m.Stories[len(m.Stories)-1]
		group.Charts = append(group.Charts, entry)
	}
	return html(r.Context(), page.ChartIndex(m))
}

// indexEntry is a chart in the list of all.
func indexEntry(ctx context.Context, e *data.Edition, q chartRequest) (page.ChartEntry, error) {
	w := q.Frame.Words
	entry := page.ChartEntry{Href: q.Address(""), Headline: q.Headline(), Name: w.T(q.Chart.Name), Subtitle: w.T(q.Chart.Subtitle), Facts: Capital(levelWords(w, q.Chart.Level)) + "."}
	releases, err := newestReleases(ctx, e, q.Chart, w)
	if err != nil {
		return entry, err
	}
	var newest []string
	for _, rel := range releases {
		newest = append(newest, w.T("{source} of {day}", "source", rel.source, "day", rel.published))
	}
	if len(newest) > 0 {
		entry.Facts += " " + w.T("Newest release: {releases}.", "releases", strings.Join(newest, ", "))
	}
	for _, d := range chartDownloads(q) {
		entry.Files = append(entry.Files, layout.Link{Text: d.Format, Href: d.Href, Note: w.T("{title} as {format}", "title", q.Chart.Name, "format", d.Format)})
	}
	return entry, nil
}

// chart answers /charts/{id} and its files.
func (s *Server) chart(r *Request) (Response, error) {
	id, format, cited := splitCitation(r.PathValue("name"))
	if !cited {
		id, format = splitName(id)
	}
	c, err := ChartByID(id)
	if err != nil {
		return Response{}, err
	}
	var others []string
	if format == "png" {
		others = []string{sizeParam}
	}
	q, err := r.readChart(c, others...)
	if err != nil {
		return Response{}, err
	}
	size, err := pictureSizeOf(r.URL.Query())
	if err != nil {
		return Response{}, err
	}
	if cited {
		ref, err := s.chartReference(r, q)
		if err != nil {
			return Response{}, err
		}
		return ref.answer(format)
	}
	var a Response
	switch format {
	case "":
		if leftAlone(r.URL.Query()) {
			return Response{Status: http.StatusSeeOther, Location: q.Address(""), NoStore: true}, nil
		}
		return s.chartPage(r, q)
	case "csv":
		a, err = chartCSV(q)
	case "json":
		a, err = s.chartJSON(r, q)
	case endMarkdown:
		a, err = s.chartMarkdown(r, q)
	case "svg":
		a, err = s.chartSVG(r, q)
	case "png":
		a, err = s.chartPNG(r, q, size)
	default:
		return Response{}, fmt.Errorf("chart %s as %q: %w", id, format, data.ErrNotFound)
	}
	a.SaveAs = q.FileName(r.Edition.Manifest.Label, format)
	a.Inline = format == "svg" || format == "png" || format == endMarkdown
	return a, err
}

func (s *Server) chartPage(r *Request, q chartRequest) (Response, error) {
	ctx, c := r.Context(), q.Chart
	block, err := chartBlock(ctx, r.Edition, q)
	if err != nil {
		return Response{}, err
	}
	m := page.ChartModel{
		Page:  s.read(s.figures(r, "/charts/"+c.ID, r.T(c.Name), block.Figure.Headline)),
		Chart: block, Form: formOf(q), How: r.T(c.How),
		Story: layout.Link{Text: r.T(storyTitles[c.Story]), Href: "/charts"},
	}
	m.Page.Current = "/charts"
	m.Page.NoIndex = m.Page.NoIndex || q.Selected()
	if c.Story != Method {
		m.Story.Href = "/" + string(c.Story)
	}
	m.Page.Twins = []layout.Twin{
		{Type: "text/csv", Href: q.Address("csv"), Title: r.T("{title} as {format}", "title", c.Name, "format", "CSV")},
		{Type: "application/json", Href: q.Address("json"), Title: r.T("{title} as {format}", "title", c.Name, "format", "JSON")},
		{Type: plainType(typeMarkdown), Href: q.Address(endMarkdown), Title: r.T("{title} as {format}", "title", c.Name, "format", "Markdown")},
	}
	if q.Drawn() {
		m.Alt = q.Headline() + " " + q.Figure().Description
	} else if q.Frame.Len() == 0 {
		m.Empty = q.Empty()
	}
	if m.Facts, err = originOf(ctx, r.Edition, q); err != nil {
		return Response{}, err
	}
	ref, err := s.chartReference(r, q)
	if err != nil {
		return Response{}, err
	}
	m.Citation, m.Citations = ref.text(), citationFiles(r.Words(), q.citationAddress)
	m.Pictures, m.Embed = pictureDownloads(q), s.snippets(r, q)
	m.Facts = append(m.Facts, licenceFact(r.Words(), s.config.Publisher))
	m.Page.Twins = append(m.Page.Twins, s.oembedTwin(q)...)
	m.Page.Card = s.chartCard(m.Page.Card, block.Figure.Headline, q)
	return prose(ctx, page.Chart(m))
}

// chartCSV writes exactly the rows that are drawn.
func chartCSV(q chartRequest) (Response, error) {
	body, err := tableCSV(chartRows(q))
	return Response{Type: typeCSV, Body: body}, err
}

// chartRows are the rows that are drawn, for files. What is no plain count says so in a
// column of its own, and so does a selection, so that the words travel with the numbers
// (editorial.md, rule 13).
func chartRows(q chartRequest) *data.Table {
	t := q.Frame.Table
	if q.Chart.Flag() != "" {
		t = withColumn(t, "processing_level", string(q.Chart.Level))
	}
	if q.Selected() {
		t = withColumn(t, "selection", q.Selection())
	}
	return t
}

// withColumn adds a column that says the same in every row.
func withColumn(t *data.Table, name, value string) *data.Table {
	out := &data.Table{Columns: append(slices.Clone(t.Columns), data.Column{Name: name, Type: data.String})}
	for _, cells := range t.Rows {
		out.Rows = append(out.Rows, append(slices.Clone(cells), value))
	}
	return out
}

// chartDocument is a chart for machines: the rows and every word that belongs to them.
type chartDocument struct {
	ID       string           `json:"id"`
	Headline string           `json:"headline"`
	Name     string           `json:"name"`
	Subtitle string           `json:"subtitle"`
	Selected *selection       `json:"selection,omitempty"` // absent when the rows are all that the chart shows
	Said     string           `json:"description,omitempty"`
	Level    data.Level       `json:"processing_level"`
	Flag     string           `json:"flag,omitempty"`
	Counts   string           `json:"counts"`
	Not      string           `json:"does_not_count"`
	Notes    []string         `json:"notes,omitempty"`
	Datasets []string         `json:"datasets"`
	Releases []string         `json:"releases"`
	Edition  string           `json:"edition"`
	Label    string           `json:"edition_label"`
	AsOf     string           `json:"as_of,omitempty"` // day of the view; absent for the latest
	Columns  []data.Column    `json:"columns"`
	Rows     []map[string]any `json:"rows"`
}

// selection is what a reader chose of a chart's rows.
type selection struct {
	Words  string              `json:"words"`
	Filter map[string][]string `json:"filters"`
	Of     int                 `json:"rows_of_the_chart"`
}

func (s *Server) chartJSON(r *Request, q chartRequest) (Response, error) {
	c, f := q.Chart, q.Frame
	doc := chartDocument{
		ID: c.ID, Headline: q.Headline(), Name: string(c.Name), Subtitle: q.Subtitle(), Level: c.Level, Flag: string(c.Flag()),
		Counts: string(c.Counts), Not: string(c.Not), Notes: notesOf(q), Datasets: c.Datasets,
		Edition: r.Edition.ID(), Label: r.Edition.Manifest.Label, Columns: f.Columns, Rows: make([]map[string]any, 0, f.Len()),
	}
	doc.AsOf = q.Day
	if q.Drawn() {
		doc.Said = q.Figure().Description
	}
	if q.Selected() {
		doc.Selected = &selection{Words: q.Selection(), Filter: q.At("").Values(), Of: q.Of}
	}
	releases, err := newestReleases(r.Context(), r.Edition, c, q.Frame.Words)
	if err != nil {
		return Response{}, err
	}
	for _, rel := range releases {
		doc.Releases = append(doc.Releases, rel.id)
	}
	for _, cells := range f.Rows {
		row := map[string]any{}
		for i, v := range cells {
			row[f.Columns[i].Name] = v
			if f.Columns[i].Type == data.Date && v != nil {
				row[f.Columns[i].Name] = data.CellText(v)
			}
		}
		doc.Rows = append(doc.Rows, row)
	}
	body, err := json.Marshal(doc)
	return Response{Type: typeJSON, Body: append(body, '\n')}, err
}
