package layout

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"citas/views/locale"
)

// Table is a table ready to be shown.
type Table struct {
	ID      string // of the element; unique on its page
	Caption string
	Columns []Column
	Rows    [][]Cell
	Note    string // one line under it
	Plain   bool   // text tables without the ruled, dense look of figures
}

// Column heads a column.
type Column struct {
	Label   locale.Msg
	Name    string // of the machine's, in the place of a label
	Unit    locale.Msg
	Numeric bool   // right-aligned, tabular figures
	Code    bool   // a name of the machine's: monospaced
	Wide    bool   // running text
	Href    string // sorts by the column; empty where a table stands in one order
	Sort    string // Ascending or Descending where the table is sorted by it
}

// How a table is sorted by a column, as aria-sort has it.
const (
	Ascending  = "ascending"
	Descending = "descending"
)

// Cell is one cell. A missing one says in Text what kind of missing it is.
type Cell struct {
	Text    string
	Value   string // the machine's form of Text, if it is another one
	Href    string
	Missing bool
	Header  bool   // names its row
	Quoted  string // the language of words that are not ours, such as a document's title
	Lang    string // of words that were written with the data, where the page speaks another
	More    Phrase // behind the text, such as the words of the data in another language
}

// Blank is a cell whose value is not there; why says what kind of missing it is.
func Blank(why string) Cell { return Cell{Text: why, Missing: true} }

// heading is what a column is headed with.
func (c Column) heading(ctx context.Context) string {
	if c.Name != "" {
		return c.Name
	}
	return locale.T(ctx, c.Label)
}

// sorted tells assistive technology that a table is sorted by a column.
func sorted(c Column) templ.Attributes {
	if c.Sort == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": c.Sort}
}

func (t Table) captionID() string { return t.ID + "-caption" }

func (t Table) class() string {
	if t.Plain {
		return "plain"
	}
	return "figures"
}

func (c Column) class() string {
	switch {
	case c.Numeric:
		return "num"
	case c.Code:
		return "code"
	case c.Wide:
		return "wide"
	}
	return ""
}

// classOf joins the class of a column with that of a missing cell.
func (t Table) classOf(column int, c Cell) string {
	class := ""
	if column < len(t.Columns) {
		class = t.Columns[column].class()
	}
	if c.Missing {
		class = strings.TrimSpace(class + " missing")
	}
	return class
}

// attributes are the class of a cell, if it has one: most have none, and a page has
// thousands of cells.
func (t Table) attributes(column int, c Cell) templ.Attributes {
	class := t.classOf(column, c)
	if class == "" && c.Lang == "" {
		return nil
	}
	list := templ.Attributes{}
	if class != "" {
		list["class"] = class
	}
	if c.Lang != "" {
		list["lang"] = c.Lang
	}
	return list
}

// Fact is a term and what holds of it. Parts stand after one another.
type Fact struct {
	Term  locale.Msg
	Parts []Part
}

// Part is a piece of a fact: text, a link, or a name of the machine's.
type Part struct {
	Text, Href string
	Code       bool
	Lang       string // of the text, where it is not the page's
}

// Text makes a fact of plain words.
func Text(term locale.Msg, text string) Fact { return Fact{Term: term, Parts: []Part{{Text: text}}} }

// In makes a fact of words in a language.
func In(term locale.Msg, text, lang string) Fact {
	return Fact{Term: term, Parts: []Part{{Text: text, Lang: lang}}}
}

// Linked makes a fact of one link.
func Linked(term locale.Msg, text, href string) Fact {
	return Fact{Term: term, Parts: []Part{{Text: text, Href: href}}}
}

// Download is one file to take away.
type Download struct {
	Format string // CSV
	Href   string
	Size   string // 12 kB
	SHA256 string
	Use    locale.Msg // what it is good for
}

// Figure is a chart with everything that belongs to it: Chart, Table, Download, About.
type Figure struct {
	ID        string // of the element, and of /charts/{id}
	Headline  string // the finding, a sentence
	Own       string // the same in Tongue, where the rest of the page is English
	Tongue    locale.Words
	Subtitle  string // measure, unit, place
	Modelled  string // how a figure that is no plain count was made; empty if it is one
	Href      string // its own page
	TableOnly bool   // the table stands in the place of the drawing
	Table     Table
	TableAt   *Link // where the table stands, if it is too long for this page
	Downloads []Download
	Counts    string // what it counts
	Not       string // what it does not
	Notes     []string
	Sources   []Link // the source line; Note holds the date
}

// HeadingID is the id of the headline.
func (f Figure) HeadingID() string { return f.ID + "-headline" }

func rel(l Link) string {
	if l.Outgoing() {
		return "noreferrer"
	}
	return ""
}
