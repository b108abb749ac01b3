package views

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/page"
)

// storyTitles name the groups of the chart index.
var storyTitles = map[Story]string{Allocations: "Allocations", WaitTimes: "Wait times", Languages: "Languages served", Method: "The record itself"}

func (s *Server) charts(r *Request) (Response, error) {
	m := page.ChartIndexModel{Page: s.figures(r, "/charts", "Charts", "Every chart of this site, with its table, files and sources.")}
	for _, c := range Charts() {
		f, err := loadFrame(r.Context(), r.Edition, c, Words{})
		if err != nil {
			return Response{}, err
		}
		title := storyTitles[c.Story]
		if n := len(m.Stories); n == 0 || m.Stories[n-1].Title != title {
			group := page.ChartGroup{Title: title}
			if c.Story != Method {
				group.Href = "/" + string(c.Story)
			}
			m.Stories = append(m.Stories, group)
		}
		group := &m.Stories[len(m.Stories)-1]
		group.Charts = append(group.Charts, layout.Link{Text: c.Headline(f), Href: "/charts/" + c.ID, Note: c.Name})
	}
	return html(r.Context(), page.ChartIndex(m))
}

// chart answers /charts/{id} and its files.
func (s *Server) chart(r *Request) (Response, error) {
	id, format := splitName(r.PathValue("name"))
	c, err := ChartByID(id)
	if err != nil {
		return Response{}, err
	}
	if err := r.known(); err != nil {
		return Response{}, err
	}
	if format == "" {
		return s.chartPage(r, c)
	}
	f, err := loadFrame(r.Context(), r.Edition, c, Words{})
	if err != nil {
		return Response{}, err
	}
	var a Response
	switch format {
	case "csv":
		a, err = chartCSV(c, f)
	case "json":
		a, err = s.chartJSON(r, c, f)
	case endMarkdown:
		a, err = s.chartMarkdown(r, c, f)
	case "svg", "png":
		if !c.TableOnly && f.Len() > 0 {
			a, err = s.chartImage(r, c, f, format)
			break
		}
		fallthrough
	default:
		return Response{}, fmt.Errorf("chart %s as %q: %w", id, format, data.ErrNotFound)
	}
	a.SaveAs = "citas-" + id + "-" + r.Edition.Manifest.Label + r.asOfSuffix() + "." + format
	a.Inline = format == "svg" || format == "png" || format == endMarkdown
	return a, err
}

func (s *Server) chartPage(r *Request, c *Chart) (Response, error) {
	ctx := r.Context()
	block, err := chartBlock(ctx, r.Edition, c, Words{})
	if err != nil {
		return Response{}, err
	}
	block.Figure.Href = ""
	m := page.ChartModel{
		Page:  s.read(s.figures(r, "/charts/"+c.ID, c.Name, block.Figure.Headline)),
		Chart: block, How: c.How, Level: c.Level.Words(),
		Story: layout.Link{Text: storyTitles[c.Story], Href: "/charts"},
	}
	m.Page.Current = "/charts"
	if c.Story != Method {
		m.Story.Href = "/" + string(c.Story)
	}
	m.Page.Twins = []layout.Twin{
		{Type: "text/csv", Href: "/charts/" + c.ID + ".csv", Title: c.Name + " as CSV"},
		{Type: "application/json", Href: "/charts/" + c.ID + ".json", Title: c.Name + " as JSON"},
		markdownTwin("/charts/"+c.ID, c.Name),
	}
	for _, id := range c.Datasets {
		m.Datasets = append(m.Datasets, layout.Link{Text: id, Href: "/data/" + id})
	}
	releases, err := newestReleases(ctx, r.Edition, c)
	if err != nil {
		return Response{}, err
	}
	for _, rel := range releases {
		m.Releases = append(m.Releases, layout.Link{Text: rel.id, Href: "/releases/" + rel.id})
	}
	m.Citation = s.citation(r, c)
	return prose(ctx, page.Chart(m))
}

// citation names the figure, the edition and, in a past view, its day.
func (s *Server) citation(r *Request, c *Chart) string {
	text := fmt.Sprintf("citas, “%s”, edition %s (%s)", c.Name, r.Edition.Manifest.Label, r.Edition.ID())
	address := s.config.BaseURL + "/charts/" + c.ID
	if day, dated := r.Edition.AsOf(); dated {
		text += ", the public record as of " + Words{}.Day(day)
		address = withParam(address, asOfParam, day.Format(time.DateOnly))
	}
	return text + ", " + address
}

// chartCSV writes exactly the rows that are drawn.
func chartCSV(c *Chart, f Frame) (Response, error) {
	body, err := tableCSV(chartRows(c, f))
	return Response{Type: typeCSV, Body: body}, err
}

// chartRows are the rows that are drawn, for files. What is no plain count says so in a
// column of its own, so that the words travel with the numbers (editorial.md, rule 13).
func chartRows(c *Chart, f Frame) *data.Table {
	if c.Flag() == "" {
		return f.Table
	}
	t := &data.Table{Columns: append(slices.Clone(f.Columns), data.Column{Name: "processing_level", Type: data.String})}
	for _, cells := range f.Rows {
		t.Rows = append(t.Rows, append(slices.Clone(cells), string(c.Level)))
	}
	return t
}

// chartDocument is a chart for machines: the rows and every word that belongs to them.
type chartDocument struct {
	ID       string           `json:"id"`
	Headline string           `json:"headline"`
	Name     string           `json:"name"`
	Subtitle string           `json:"subtitle"`
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

func (s *Server) chartJSON(r *Request, c *Chart, f Frame) (Response, error) {
	doc := chartDocument{
		ID: c.ID, Headline: c.Headline(f), Name: c.Name, Subtitle: c.Subtitle, Level: c.Level, Flag: c.Flag(),
		Counts: c.Counts, Not: c.Not, Notes: c.Notes, Datasets: c.Datasets,
		Edition: r.Edition.ID(), Label: r.Edition.Manifest.Label, Columns: f.Columns, Rows: make([]map[string]any, 0, f.Len()),
	}
	if day, dated := r.Edition.AsOf(); dated {
		doc.AsOf = day.Format(time.DateOnly)
	}
	releases, err := newestReleases(r.Context(), r.Edition, c)
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

// chartImage draws a file with the title, the source and the edition burnt in: an image
// travels without its page.
func (s *Server) chartImage(r *Request, c *Chart, f Frame, format string) (Response, error) {
	sources, err := sourceLine(r.Context(), r.Edition, c)
	if err != nil {
		return Response{}, err
	}
	credit := "Source: "
	for i, l := range sources {
		if i > 0 {
			credit += "; "
		}
		credit += l.Text + ", " + l.Note
	}
	credit += ". citas edition " + r.Edition.Manifest.Label
	if day, dated := r.Edition.AsOf(); dated {
		credit += ", the record as of " + Words{}.Day(day)
	}
	o := chart.Options{Title: c.Headline(f), Subtitle: c.Subtitle, Source: credit, Standalone: true, Scale: 2}
	if flag := c.Flag(); flag != "" {
		o.Subtitle += ". " + flag
	}
	if format == "png" {
		body, err := chart.PNG(figureOf(c, f), o)
		return Response{Type: "image/png", Body: body}, err
	}
	svg, err := chart.SVG(figureOf(c, f), o)
	if err != nil {
		return Response{}, err
	}
	var b bytes.Buffer
	err = svg.Render(r.Context(), &b)
	return Response{Type: "image/svg+xml", Body: b.Bytes()}, err
}
