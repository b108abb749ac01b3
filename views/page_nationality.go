package views

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

var listingOfNationalities = declareListing(listing{
	ID: "nationality-index", Name: "Appointments processed by nationality, all fiscal years with data", Level: data.Derived, Datasets: []string{"appointments-processed"},
	Key: []string{"territory"}, Country: "territory",
	Columns: []Head{
		{Column: "name_en", Label: "Citizens of", Form: Country},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments"},
		{Column: "share", Label: "Share of all", Form: Percent1},
	},
	Counts: processedCounts, Not: processedNot,
	Page: func(string) string { return "/nationalities" },
})

// nationalities is /nationalities: every citizenship that some table names.
func (s *Server) nationalities(r *Request) (Response, error) {
	t, err := r.Edition.Query(r.Context(), "nationality-index")
	if err != nil {
		return Response{}, err
	}
	w := r.Words()
	counted := layout.Table{ID: "counted", Caption: w.T("Named in the monthly tables of DHS, most appointments first"), Columns: []layout.Column{
		{Label: "Citizens of"}, {Label: "Code", Code: true}, {Label: "Appointments processed", Unit: "rounded to 10", Numeric: true}, {Label: "Share of all", Numeric: true},
	}}
	others := layout.Table{ID: "others", Caption: w.T("Named by other tables, by name"), Plain: true, Columns: []layout.Column{
		{Label: "Country"}, {Label: "Code", Code: true}, {Label: "In Spanish"}, {Label: "Region"}, {Label: "What is held"},
	}}
	t.Each(func(row data.Row) {
		name := layout.Cell{Text: countryWords(w, row.Text("territory"), row.Text("name_en")), Href: "/nationality/" + row.Text("territory"), Header: true}
		if n, ok := row.Float("appointments"); ok {
			share := layout.Blank(w.T("no total"))
			if of, ok := row.Float("share"); ok {
				share = layout.Cell{Text: w.Percent(of, 1)}
			}
			counted.Rows = append(counted.Rows, []layout.Cell{name, {Text: row.Text("territory")}, {Text: w.Count(int64(n)), Value: row.Text("appointments"), Href: listingOfNationalities.cite(citeTable, row)}, share})
			return
		}
		others.Rows = append(others.Rows, []layout.Cell{name, {Text: row.Text("territory")}, {Text: row.Text("name_es"), Quoted: "es"}, {Text: enumWords(w, row.Text("region"))}, {Text: heldWords(w, row)}})
	})
	m := page.ProfileIndexModel{
		Page:  s.figures(r, "/data", w.T("Nationalities"), w.T("Each nationality on one page: appointments, statements, languages, and what is not known.")),
		Title: w.T("Nationalities"),
		Lead:  w.T("{count} nationalities are named in the monthly tables. All others are inside “other”.", "count", Capital(w.Small(int64(len(counted.Rows))))),
		Texts: []string{w.T("DHS chooses which countries it names, and the choice changed once. A nationality is a citizenship: not a language, and not where a person lived.")},
		Links: []layout.Link{
			{Text: w.T("Appointments processed by nationality"), Href: "/charts/nationality-panels", Note: w.T("the chart")},
			{Text: w.T("Places"), Href: "/places", Note: w.T("ports of entry and cities")},
			{Text: w.T("Dataset {id}", "id", "territories"), Href: "/data/territories", Note: w.T("names in five languages")},
		},
	}
	if len(counted.Rows) == 0 {
		m.Lead = r.T(noFigures)
	} else {
		m.Tables = append(m.Tables, counted)
	}
	m.Tables = append(m.Tables, others)
	return html(r.Context(), page.ProfileIndex(m))
}

// heldWords says what is held about a nationality that the monthly tables do not name.
func heldWords(w Words, row data.Row) string {
	var held []string
	if row.Int("languages") > 0 {
		held = append(held, w.T("languages"))
	}
	if row.Has("literacy_percent") {
		held = append(held, w.T("literacy"))
	}
	if n := row.Int("statements"); n > 0 {
		held = append(held, w.N(n, "{n} statement", "{n} statements"))
	}
	if len(held) == 0 {
		return w.T("name only")
	}
	return w.Join(held)
}

// nationality is /nationality/{iso}. Another way to write the country leads there.
func (s *Server) nationality(r *Request) (Response, error) {
	asked := r.PathValue("iso")
	row, err := territory(r.Context(), r.Edition, asked)
	if err != nil {
		return Response{}, err
	}
	code := row.Text("territory")
	if asked != code {
		return Response{Status: http.StatusPermanentRedirect, Location: "/nationality/" + code}, nil
	}
	w := r.Words()
	b := nationalityPage{edition: r.Edition, w: w, code: code, name: countryWords(w, code, row.Text("name_en"))}
	m := page.ProfileModel{
		Page:  s.read(s.figures(r, "/data", b.name, w.T("Citizens of {country} in the record of the CBP One appointments: counts, statements, languages, and what is not known.", "country", b.name))),
		Index: layout.Link{Text: w.T("Nationalities"), Href: "/nationalities"},
		Title: b.name,
		Facts: []layout.Fact{
			{Term: "Code", Parts: []layout.Part{{Text: code, Code: true}}},
			layout.Text("Region", enumWords(w, row.Text("region"))),
			layout.Text("In Spanish", row.Text("name_es")),
		},
	}
	if err := b.fill(r.Context(), &m); err != nil {
		return Response{}, err
	}
	return prose(r.Context(), page.Profile(m))
}

// territory finds a row of the territories by its code, by a name in one of the five
// languages, or by a label of the publishers; accents and case do not matter.
func territory(ctx context.Context, e *data.Edition, asked string) (data.Row, error) {
	t, err := e.Select(ctx, data.Select{Dataset: "territories"})
	if err != nil {
		return data.Row{}, err
	}
	wanted := folded(asked)
	code := ""
	t.Each(func(row data.Row) {
		for _, column := range []string{"territory", "name_en", "name_es", "name_ht", "name_fr", "name_pt"} {
			if code == "" && wanted != "" && folded(row.Text(column)) == wanted {
				code = row.Text("territory")
			}
		}
	})
	if code == "" && wanted != "" {
		labels, err := e.Select(ctx, data.Select{Dataset: "citizenship-aliases", Columns: []string{"label", "territory"}})
		if err != nil {
			return data.Row{}, err
		}
		labels.Each(func(row data.Row) {
			if code == "" && folded(row.Text("label")) == wanted {
				code = row.Text("territory")
			}
		})
	}
	for i := range t.Len() {
		if code != "" && t.Row(i).Text("territory") == code {
			return t.Row(i), nil
		}
	}
	return data.Row{}, fmt.Errorf("nationality %q: %w", asked, data.ErrNotFound)
}

// dataRows is the address of the rows of a dataset that have a value in a column.
func dataRows(dataset, column, value string) string {
	return "/data/" + dataset + "?" + column + "=" + url.QueryEscape(value) + "#rows"
}
