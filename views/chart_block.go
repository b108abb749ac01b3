package views

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// chartBlock makes the card of a request: drawing, table, files, words, source line.
func chartBlock(ctx context.Context, e *data.Edition, q chartRequest) (page.ChartBlock, error) {
	c := q.Chart
	sources, err := sourceLine(ctx, e, c, q.Frame.Words)
	if err != nil {
		return page.ChartBlock{}, err
	}
	block := page.ChartBlock{Figure: layout.Figure{
		ID: c.ID, Headline: q.Headline(), Subtitle: q.Subtitle(), Modelled: q.Frame.T(c.Flag()), Href: q.Address(""), TableOnly: c.TableOnly,
		Table: tableOf(q), Downloads: chartDownloads(q), Counts: q.Frame.T(c.Counts), Not: q.Frame.T(c.Not), Notes: notesOf(q), Sources: sources,
	}}
	if !q.Drawn() { // the headline says so
		return block, nil
	}
	block.Drawing, err = drawingOf(q.Figure())
	return block, err
}

// drawingOf draws a figure for wide and for narrow pages.
func drawingOf(fig chart.Figure) (page.Drawing, error) {
	wide, err := chart.SVG(fig, chart.Options{Width: chart.WideWidth})
	if err != nil {
		return page.Drawing{}, fmt.Errorf("draw %s: %w", fig.ID, err)
	}
	fig.ID += "-narrow"                                                                // ids must be unique on the page
	narrow, err := chart.SVG(fig, chart.Options{Width: chart.NarrowWidth, Bare: true}) // its words are in the wide one
	if err != nil {
		return page.Drawing{}, fmt.Errorf("draw %s: %w", fig.ID, err)
	}
	return page.Drawing{Wide: wide, Narrow: narrow}, nil
}

// notesOf are the caveats of a chart.
func notesOf(q chartRequest) []string {
	notes := make([]string, len(q.Chart.Notes))
	for i, note := range q.Chart.Notes {
		notes[i] = q.Frame.T(note)
	}
	return notes
}

// chartFormats are the forms of a chart outside its page.
var chartFormats = []struct {
	format string
	use    locale.Msg
}{
	{"csv", "the numbers that are drawn"},
	{"json", "the numbers with their units and the words around them"},
	{"svg", "the drawing, for print"},
	{"png", "the drawing as a picture, headline, source and licence in it"},
}

func chartDownloads(q chartRequest) []layout.Download {
	var list []layout.Download
	for _, f := range chartFormats {
		list = append(list, layout.Download{Format: strings.ToUpper(f.format), Href: q.Address(f.format), Use: f.use})
	}
	return list
}

// sourceLine names the series behind a chart with the day of its newest release, and
// for curated tables the dataset whose rows each name their document.
func sourceLine(ctx context.Context, e *data.Edition, c *Chart, w Words) ([]layout.Link, error) {
	newest, err := newestReleases(ctx, e, c, w)
	if err != nil {
		return nil, err
	}
	var links []layout.Link
	for _, r := range newest {
		link := layout.Link{Text: r.title, Href: "/releases/" + r.id, Note: w.T("published {day}", "day", r.published)}
		if r.source == "curated" {
			link = layout.Link{Text: w.T("cited documents, each row names its own"), Href: "/data/" + curatedDataset(e.Catalog(), c), Note: w.T("compiled {day}", "day", r.published)}
		}
		links = append(links, link)
	}
	return links, nil
}

// curatedDataset is the first dataset of a chart that comes from our own tables.
func curatedDataset(catalog *data.Catalog, c *Chart) string {
	for _, id := range c.Datasets {
		if d, err := catalog.Dataset(id); err == nil && slices.Contains(d.Series, "curated") {
			return id
		}
	}
	return c.Datasets[0]
}

type releaseFact struct{ id, source, title, published, sha256 string }

// newestReleases are the newest release of each series that feeds the chart.
func newestReleases(ctx context.Context, e *data.Edition, c *Chart, w Words) ([]releaseFact, error) {
	var series []string
	for _, id := range c.Datasets {
		d, err := e.Catalog().Dataset(id)
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", c.ID, err)
		}
		for _, s := range d.Series {
			if !slices.Contains(series, s) {
				series = append(series, s)
			}
		}
	}
	t, err := e.Query(ctx, "release-facts")
	if err != nil {
		return nil, err
	}
	newest := map[string]releaseFact{}
	t.Each(func(r data.Row) { // oldest first: the last one stays
		published := r.Text("published")
		if day, ok := r.Day("published"); ok {
			published = w.Day(day)
		}
		newest[r.Text("source")] = releaseFact{r.Text("release_id"), r.Text("source"), r.Text("title"), published, r.Text("sha256")}
	})
	var list []releaseFact
	for _, s := range series {
		if r, ok := newest[s]; ok {
			list = append(list, r)
		}
	}
	return list, nil
}
