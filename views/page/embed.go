package page

import "citas/views/layout"

// EmbedModel is a chart in a page of someone else.
type EmbedModel struct {
	Title   string // of the document
	Chart   ChartBlock
	Notice  layout.Notice // in the language of the address; the others are a link away
	AsOf    string        // "Frozen: …" in a past view
	Credit  string
	Licence layout.Link
	Page    string   // address of the chart's page
	Styles  []string // addresses of the stylesheets
	Scripts []string // addresses of the modules: one tells the height, one reads the chart
	Failure string   // what is wrong with the address; then there is no chart
}

// SnippetsModel are the texts that an editor copies into a page.
type SnippetsModel struct {
	Why      string // there are none, and why not
	Snippets []Snippet
}

// Snippet is one text to copy. ID is that of its element.
type Snippet struct{ ID, Title, Use, Code string }
