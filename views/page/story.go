package page

import (
	"github.com/a-h/templ"

	"citas/views/layout"
)

// Drawing is a chart in its two layouts; the stylesheet shows the one that fits.
type Drawing struct {
	Wide, Narrow templ.Component // nil when the chart is a table only
}

// ChartBlock is one chart in its card.
type ChartBlock struct {
	Figure  layout.Figure
	Drawing Drawing
}

// StoryModel is a story: its sentences, then its charts.
type StoryModel struct {
	Page   layout.Page
	Title  string
	Leads  []string // the first states the finding
	Remark string   // how the figures were counted, under the sentences
	Charts []ChartBlock
	Links  []layout.Link // where to go on
}

// ChartModel is the page of one chart.
type ChartModel struct {
	Page     layout.Page
	Chart    ChartBlock
	How      string
	Level    string
	Story    layout.Link
	Datasets []layout.Link
	Releases []layout.Link // newest releases behind the figure
	Citation string
}

// ChartIndexModel lists every chart, by story.
type ChartIndexModel struct {
	Page    layout.Page
	Stories []ChartGroup
}

// ChartGroup is a story's charts.
type ChartGroup struct {
	Title  string
	Href   string
	Charts []layout.Link // Note is the short name
}
