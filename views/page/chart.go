package page

import "citas/views/layout"

// ChartModel is the page of one chart, in four parts: the chart, its table, its files,
// and what there is to know about it.
type ChartModel struct {
	Page  layout.Page
	Chart ChartBlock
	Story layout.Link
	Form  ChartForm
	Empty string // a sentence in the place of a drawing without rows
	Alt   string // the long description, to be copied
	How   string // how to read it
	Facts []layout.Fact

	Pictures  []layout.Download // the picture in all sizes
	Embed     SnippetsModel
	Citation  string
	Citations []layout.Download
}

// ChartForm chooses rows. Its address is the state of the page.
type ChartForm struct {
	Action   string
	Open     bool
	Asks     string // what can be chosen, in words
	Groups   []ChartChoice
	Active   []layout.Link // one for each filter; following it takes the filter away
	Whole    string        // address without any
	Selected string        // what is chosen, in words
	Periods  []ChartPeriod
}

// ChartChoice is a filter with values, any of which may be on.
type ChartChoice struct {
	Name, Label string
	Note        string // what is shown when nothing is chosen, if that is not everything
	Options     []FilterOption
}

// ChartPeriod is a filter with two ends.
type ChartPeriod struct {
	Label    string
	From, To FilterControl
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
	Charts []ChartEntry
}

// ChartEntry is a chart in a list.
type ChartEntry struct {
	Href, Headline string
	Name, Subtitle string
	Facts          string // level, filters, newest release
	Files          []layout.Link
}
