package page

import (
	"github.com/a-h/templ"

	"citas/views/layout"
	"citas/views/locale"
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
	Cite   string       // where the leading sentences can be copied
	Leads  []string     // the first states the finding
	Tongue locale.Words // of title and leads, where the rest of the page is English
	Plain  []string     // the leads in English, where Tongue is not
	Remark string       // how the figures were counted, under the sentences
	Charts []ChartBlock
	Links  []layout.Link // where to go on
}
