package data

// CourtLanguages is the languages of the immigration courts.
var CourtLanguages = declare(Dataset{
	ID:      "court-languages",
	Title:   "Languages of the immigration courts",
	Summary: "Proceedings completed and hearings held in immigration courts, by language and fiscal year: Appendix G of the Language Access Plan of the Executive Office for Immigration Review (EOIR). Fiscal years 2020 and 2021 were disturbed by COVID-19.",
	Grain:   "one printed figure: a fiscal year, a measure, and a language or the total",
	Level:   Transcribed,
	Series:  []string{"eoir-languages"},
	Licence: "us-public-domain",
	Fields: append([]Field{
		{Name: "fiscal_year", Type: Integer, Unit: "U.S. fiscal year", Required: true, Min: Bound(1990), Max: Bound(2100), Doc: "October of the calendar year before to September"},
		{Name: "measure", Type: String, Required: true, Doc: "what was counted", Enum: Terms("completions: proceedings completed", "hearings")},
		{Name: "language", Type: String, Required: true, Pattern: languagePattern + `|other|unknown|total`, Doc: "BCP 47, or other, unknown, total (the printed total)"},
		{Name: "language_label", Type: String, Required: true, Doc: "as printed, without footnote marks"},
		{Name: "value", Type: Integer, Unit: "proceedings or hearings (see measure)", Required: true, Min: Bound(0), Doc: "count"},
		StatusField(),
	}, CitationFields()...),
	Key:   []string{"fiscal_year", "measure", "language"},
	Order: []string{"fiscal_year", "measure", "language"},
	Reads: []Stage{StageEOIRLanguages},
	History: History{
		Partition: []string{"fiscal_year", "measure"}, Measure: "value", Labels: []string{"language_label"}, Residual: "language=other",
	},
	Checks: append([]Check{
		{ID: "court-languages/total", Title: "the languages add to the printed total", Severity: Error,
			SQL: `SELECT release_id, any_value(locator), fiscal_year || ' ' || measure || ': sum ' || coalesce(sum(value) FILTER (language <> 'total'), 0)
					|| ', total ' || coalesce(CAST(any_value(value) FILTER (language = 'total') AS VARCHAR), 'missing'), 'the same'
				FROM {table} GROUP BY release_id, fiscal_year, measure
				HAVING sum(value) FILTER (language <> 'total') IS DISTINCT FROM any_value(value) FILTER (language = 'total')`},
		{ID: "court-languages/languages", Title: "each year names the same languages", Severity: Error,
			SQL: `SELECT release_id, any_value(locator), fiscal_year || ' ' || measure || ': ' || string_agg(DISTINCT language, ' ' ORDER BY language), 'cmn en es ht other pa pt total unknown'
				FROM {table} GROUP BY release_id, fiscal_year, measure
				HAVING string_agg(DISTINCT language, ' ' ORDER BY language) <> 'cmn en es ht other pa pt total unknown'`},
		{ID: "court-languages/years", Title: "both measures stand for every year from 2019 to 2023", Severity: Error,
			SQL: `SELECT (SELECT max(release_id) FROM {table}), '', y || ' ' || m || ' is missing', 'both measures for 2019 to 2023'
				FROM range(2019, 2024) AS years(y), (VALUES ('completions'), ('hearings')) AS measures(m)
				WHERE EXISTS (FROM {table}) AND NOT EXISTS (FROM main.court_languages c WHERE c.fiscal_year = y AND c.measure = m)`},
	}, citationChecks("court-languages")...),
	Place:  "United States",
	Counts: "Removal cases of all kinds before immigration courts: proceedings completed, or hearings.",
	Not:    "People who used the app. Russian, K'iche' and Mam are inside other.",
})
