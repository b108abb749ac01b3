package views

import (
	"fmt"
	"strings"

	"citas/data"
	"citas/static"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/page"
)

// schemes are shown side by side, whatever the reader's system prefers.
var schemes = []struct{ name, class string }{{"Light", "scheme-light"}, {"Dark", "scheme-dark"}}

// styleguide answers /styleguide, which is for those who build the site: a public site
// does not have it.
func (s *Server) styleguide(r *Request) (Response, error) {
	if s.config.Public {
		return Response{}, fmt.Errorf("styleguide: %w", data.ErrNotFound)
	}
	m := page.StyleguideModel{Page: s.read(s.page(r, "", "Styleguide", "Every component and mark of the site."))}
	m.Page.NoIndex = true
	m.Page.MainLang = inEnglish(r.tongue()) // for those who build the site
	m.Page.Site.Styles = append(m.Page.Site.Styles, s.assets.URL("css/styleguide.css"))
	for _, scheme := range schemes {
		components, err := specimenOf(scheme.name, scheme.class)
		if err != nil {
			return Response{}, err
		}
		m.Schemes = append(m.Schemes, components)
	}
	for _, fig := range chart.Specimens() {
		mark := page.MarkModel{Name: fig.Name}
		for _, size := range []struct {
			class string
			width int
		}{{"wide-specimen", chart.WideWidth}, {"narrow-specimen", chart.NarrowWidth}} {
			for _, scheme := range schemes {
				drawing, err := specimenDrawing(fig, scheme.class, size.width)
				if err != nil {
					return Response{}, err
				}
				mark.Drawings = append(mark.Drawings, page.SpecimenModel{Class: size.class + " " + scheme.class, Drawing: drawing})
			}
		}
		m.Marks = append(m.Marks, mark)
	}
	return html(r.Context(), page.Styleguide(m))
}

// specimenDrawing is a figure whose ids are its own on the page.
func specimenDrawing(fig chart.Figure, class string, width int) (chart.Markup, error) {
	fig.ID += "-" + class
	return chart.SVG(fig, chart.Options{Width: width})
}

// specimenOf fills every component with words that say nothing.
func specimenOf(name, class string) (page.SchemeModel, error) {
	fig := chart.Specimens()[0]
	fig.ID = "card"
	wide, err := specimenDrawing(fig, class, chart.WideWidth)
	if err != nil {
		return page.SchemeModel{}, err
	}
	narrow, err := specimenDrawing(fig, class+"-narrow", chart.NarrowWidth)
	if err != nil {
		return page.SchemeModel{}, err
	}
	table := layout.Table{
		Caption: "A table",
		Columns: []layout.Column{{Label: "Row"}, {Label: "Value", Unit: "units", Numeric: true}, {Label: "Code", Code: true}},
		Rows: [][]layout.Cell{
			{{Text: "first", Header: true}, {Text: "1,000", Value: "1000"}, {Text: "one"}},
			{{Text: "second", Header: true}, layout.Blank("not published"), {Text: "two", Href: "#components"}},
		},
		Note: "A note under a table.",
	}
	table.ID = "card-table-" + class
	card := layout.Figure{
		ID: "card-" + class, Headline: "A headline states the finding.", Subtitle: "Measure, unit, place and time", Modelled: "How the figure was made.",
		Href: "#components", Table: table, Counts: "What is counted.", Not: "What is not.", Notes: []string{"What must be known beside it."},
		Downloads: []layout.Download{{Format: "CSV", Href: "#components", Use: "what it is good for"}},
		Sources:   []layout.Link{{Text: "A source", Href: "#components", Note: "published on a day"}},
	}
	alone := table
	alone.ID = "table-" + class
	return page.SchemeModel{
		Name: name, Class: class, Table: alone,
		Card: page.ChartBlock{Figure: card, Drawing: page.Drawing{Wide: wide, Narrow: narrow}},
		AsOf: layout.AsOf{Action: "/styleguide", Latest: "/styleguide", Day: "2001-01-01", Said: "The words of a past view."},
		Filter: page.FilterForm{
			Action: "/styleguide", Open: true,
			Active: []layout.Link{{Text: "column: value", Href: "#components"}},
			Files:  []layout.Download{{Format: "CSV", Href: "#components", Use: "the filtered rows"}},
			Controls: []page.FilterControl{
				{Name: "choice-" + class, Options: []page.FilterOption{{Value: "a", Text: "a"}, {Value: "b", Text: "b", Selected: true}}},
				{Name: "text-" + class, Value: "any words"},
			},
		},
		Downloads: []layout.Download{{Format: "CSV", Href: "#components", Size: "1 kB", SHA256: strings.Repeat("0", 64), Use: "what it is good for"}},
		Facts:     []layout.Fact{layout.Text("A term", "what holds of it"), layout.Linked("Another", "a link", "#components")},
		Links:     []layout.Link{{Text: "A link", Href: "#components", Note: "what is there"}},
		Citation:  "A citation, edition of a day, https://citas.example/",
		Failure: page.FailureModel{
			Status: 400, Title: "An error", Text: "What went wrong, in a reader’s words.", Detail: "parameter=value", Valid: []string{"one", "two"},
		},
	}, nil
}

// styleguideCSS sets the colours of both schemes by class: those of the charts, and
// those that the stylesheet of the site sets for each.
func styleguideCSS(assets *static.Set) string {
	file, _ := assets.Named("css/site.css")
	css := string(file.Content)
	light := block(css, ":root {")
	dark := block(css[strings.Index(css, "(prefers-color-scheme: dark)"):], ":root {")
	return chart.SchemesCSS() +
		".scheme-light { " + light + " color-scheme: light; }\n" +
		".scheme-dark { " + light + dark + " color-scheme: dark; }\n" +
		".specimens { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }\n" +
		".specimen { min-inline-size: 0; padding: 1rem; background: var(--paper); color: var(--ink); border: 1px solid var(--rule); overflow-x: auto; }\n" +
		"main:has(.specimens) { max-inline-size: 100rem; }\n" +
		".specimens:has(.wide-specimen) { grid-template-columns: repeat(2, minmax(0, 1fr)); }\n" +
		".stand svg { max-inline-size: none; }\n"
}

// block is the inside of the first rule with a selector.
func block(css, selector string) string {
	_, rest, _ := strings.Cut(css, selector)
	inside, _, _ := strings.Cut(rest, "}")
	return inside
}
