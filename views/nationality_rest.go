package views

import (
	"context"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// statements lists what was said in prose about the nationality.
func (b *nationalityPage) statements(ctx context.Context, m *page.ProfileModel) error {
	t, err := b.edition.Select(ctx, data.Select{Dataset: "published-statements", Where: []data.Condition{{Field: "nationality", Values: []string{b.code}}}})
	if err != nil {
		return err
	}
	if t.Len() == 0 {
		b.gaps = append(b.gaps, b.w.T("Totals in press releases, reports or news: no published statement about this nationality was found."))
		return nil
	}
	m.Sections = append(m.Sections, page.Section{
		ID: "statements", Title: b.w.T("What was said"),
		Texts:  []string{b.w.T("A statement counts what its speaker counted. It is not added to the table above, and not subtracted from it.")},
		Tables: []layout.Table{statementTable(b.w, "statements-table", t)},
		Links:  []layout.Link{{Text: b.w.T("All claims side by side"), Href: "/claims"}},
	})
	return nil
}

// languages shows the modelled shares of languages, the estimate of coverage and
// literacy (editorial.md, rule 9).
func (b *nationalityPage) languages(ctx context.Context, m *page.ProfileModel) error {
	spoken, err := b.of(ctx, "nationality-languages", "territory", "-population_percent")
	if err != nil {
		return err
	}
	corrected, err := b.of(ctx, "nationality-language-overrides", "territory")
	if err != nil {
		return err
	}
	coverage, err := b.of(ctx, "language-coverage", "nationality", "-language_set")
	if err != nil {
		return err
	}
	literacy, err := b.of(ctx, "literacy", "territory")
	if err != nil {
		return err
	}
	section := page.Section{ID: "languages", Title: b.w.T("Languages, a modelled estimate")}
	if spoken.Len() > 0 {
		section.Flag = b.w.T("Modelled from Unicode CLDR: shares of the people of the country, second languages included. Nobody published which languages the people who used the app spoke.")
		section.Texts = append(section.Texts, b.w.T("Nationality is not language, and speaking is not reading. Shares overlap and must not be added."))
		section.Tables = append(section.Tables, languageTable(b.w, spoken, corrected))
		if coverage.Len() > 0 {
			section.Tables = append(section.Tables, coverageTable(b.w, coverage))
		}
		section.Links = append(section.Links, layout.Link{Text: b.w.T("Coverage of all nationalities"), Href: "/charts/coverage-estimate", Note: b.w.T("modelled")},
			layout.Link{Text: b.w.T("Three languages or five: who says so"), Href: "/claims?quantity=app_languages"})
	} else {
		b.gaps = append(b.gaps, b.w.T("Languages: no estimate for this country is held."))
	}
	if literacy.Len() > 0 {
		row := literacy.Row(0)
		section.Texts = append(section.Texts, b.w.T("Literacy of people aged 15 and above in {year}: {share} %, from a copy of World Bank figures, for the whole country.", "year", row.Text("year"), "share", plainDecimal(row, "literacy_percent")))
		section.Links = append(section.Links, layout.Link{Text: b.w.T("The row on literacy"), Href: dataRows("literacy", "territory", b.code)},
			layout.Link{Text: row.Text("source_id"), Href: "/sources/" + row.Text("source_id"), Note: b.w.T("the copy of the World Bank series")})
	} else {
		b.gaps = append(b.gaps, b.w.T("How many people can read: no literacy value for this country is held."))
	}
	if len(section.Texts) > 0 {
		m.Sections = append(m.Sections, section)
	}
	return nil
}

func (b *nationalityPage) of(ctx context.Context, dataset, column string, order ...string) (*data.Table, error) {
	return b.edition.Select(ctx, data.Select{Dataset: dataset, Where: []data.Condition{{Field: column, Values: []string{b.code}}}, Order: order})
}

func languageTable(w Words, spoken, corrected *data.Table) layout.Table {
	better := map[string]data.Row{}
	corrected.Each(func(r data.Row) { better[r.Text("language")] = r })
	t := layout.Table{ID: "languages-table", Caption: w.T("Languages of the country, by share of people able to use them"), Columns: []layout.Column{
		{Label: "Language"}, {Label: "Tag", Code: true}, {Label: "CLDR (modelled)", Unit: "percent of people", Numeric: true}, {Label: "Sourced correction", Unit: "percent of people", Numeric: true}, {Label: "Status there"}, {Label: "Document"},
	}}
	spoken.Each(func(r data.Row) {
		tag := r.Text("language")
		cells := []layout.Cell{{Text: Capital(languageName(w, tag)), Href: citeOf(data.NationalityLanguages, r), Header: true}, {Text: tag}, {Text: plainDecimal(r, "population_percent")}, layout.Blank(w.T("no value|none")), layout.Blank(w.T("not official")), {Text: r.Text("release_id"), Href: "/releases/" + r.Text("release_id")}}
		if r.Has("official_status") {
			cells[4] = layout.Cell{Text: enumWords(w, r.Text("official_status"))}
		}
		if c, ok := better[tag]; ok {
			cells[3] = layout.Cell{Text: plainDecimal(c, "population_percent"), Href: "/sources/" + c.Text("source_id")}
		}
		t.Rows = append(t.Rows, cells)
	})
	return t
}

func coverageTable(w Words, coverage *data.Table) layout.Table {
	t := layout.Table{ID: "coverage", Caption: w.T("Estimated share of the people who use a language of the app (modelled)"), Columns: []layout.Column{
		{Label: "If the app spoke"}, {Label: "Low", Unit: "percent of people", Numeric: true}, {Label: "High", Unit: "percent of people", Numeric: true}, {Label: "Made from"},
	}}
	coverage.Each(func(r data.Row) {
		cells := []layout.Cell{{Text: languageSet(w, r.Text("language_set")), Href: citeOf(data.LanguageCoverage, r), Header: true}}
		for _, column := range []string{"low_percent", "high_percent"} {
			if r.Has(column) {
				cells = append(cells, layout.Cell{Text: plainDecimal(r, column)})
			} else {
				cells = append(cells, layout.Blank(enumWords(w, r.Text("status"))))
			}
		}
		t.Rows = append(t.Rows, append(cells, layout.Cell{Text: orElse(r.Text("shares"), w.T("no share is known"))}))
	})
	return t
}

// charts lists the drawings in which the nationality stands, and the encounters where the
// files that count them are loaded.
func (b *nationalityPage) charts(ctx context.Context, m *page.ProfileModel) error {
	links := []layout.Link{
		{Text: b.w.T("Share of appointments by nationality"), Href: "/charts/nationality-share"},
		{Text: b.w.T("Appointments by official language"), Href: "/charts/by-official-language"},
		{Text: b.w.T("Estimated language coverage"), Href: "/charts/coverage-estimate", Note: b.w.T("modelled")},
	}
	if b.code == "RU" {
		links = append(links, layout.Link{Text: b.w.T("Russia’s share by month"), Href: "/charts/russia-share", Note: b.w.T("derived")})
	}
	met, err := b.edition.Count(ctx, data.Select{Dataset: "encounters", Where: []data.Condition{{Field: "citizenship", Values: []string{b.code}}}})
	if err != nil {
		return err
	}
	if met > 0 {
		links = append(links, layout.Link{Text: b.w.T("Encounters of citizens of {country}", "country", b.name), Href: dataRows("encounters", "citizenship", b.code), Note: b.w.T("all people met by officers, with and without appointments")})
	}
	m.Sections = append(m.Sections, page.Section{ID: "charts", Title: b.w.T("In charts and tables"), Links: links})
	return nil
}

// unknown lists what is not known, and where the whole list stands.
func (b *nationalityPage) unknown(_ context.Context, m *page.ProfileModel) error {
	b.gaps = append(b.gaps,
		b.w.T("How many people asked for an appointment: requests were never published by nationality."),
		b.w.T("How long they waited: no wait was published by nationality. Single cases keep their place and drop the nationality, to protect people."),
		b.w.T("At which port: the tables by nationality have no port."),
		b.w.T("What happened to them after: nothing links an appointment to a decision."))
	m.Sections = append(m.Sections, page.Section{
		ID: "gaps", Title: b.w.T("What is not known"), Points: b.gaps,
		Links: []layout.Link{{Text: b.w.T("What is missing, and whom to ask"), Href: "/missing"}},
	})
	return nil
}

// plainDecimal writes a number with as many decimals as it has: 98.9, 87.
func plainDecimal(r data.Row, column string) string {
	return strings.TrimSuffix(r.Text(column), ".0")
}
