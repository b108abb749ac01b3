package data

// StageNationalityLanguageOverrides is nationality_language_overrides.csv.
var StageNationalityLanguageOverrides = Stage{Name: "curated_nationality_language_overrides", Columns: []string{
	"territory", "language", "population_percent", "note", "source_id", "confidence", "evidence",
}}

// NationalityLanguageOverrides are sourced corrections to the shares of CLDR.
var NationalityLanguageOverrides = declare(Dataset{
	ID:      "nationality-language-overrides",
	Title:   "Sourced corrections to language shares",
	Summary: "Shares to use in place of those of Unicode CLDR, only where a source supports the figure: CLDR is too low on Spanish for Mexico, Venezuela and others. Where the note says first language or lower bound, more people can use the language than the figure says.",
	Grain:   "one language in one territory",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "territory", Type: String, Required: true, Pattern: territoryPattern, Ref: "territories.territory", Doc: "ISO 3166-1 alpha-2"},
		{Name: "language", Type: String, Required: true, Pattern: languagePattern, Doc: "BCP 47"},
		{Name: "population_percent", Type: Number, Unit: "percent of the population", Required: true, Min: Bound(0), Max: Bound(100), Doc: "corrected share of people able to use the language"},
		StatusField(),
		{Name: "note", Type: String, Required: true, Pattern: `.{0,120}`, Doc: "year, basis, and how it was worked out"},
	}, CitationFields()...),
	Key:   []string{"territory", "language"},
	Order: []string{"territory", "language"},
	Reads: []Stage{StageNationalityLanguageOverrides},
	Checks: append([]Check{{
		// A warning: a release of CLDR that is held back must not drag this one with it.
		ID: "nationality-language-overrides/covered", Title: "a corrected territory has shares of CLDR to correct", Severity: Warning,
		SQL: `SELECT release_id, locator, territory || ' has no row in nationality-languages', 'a share to correct' FROM {table}
			WHERE territory NOT IN (SELECT territory FROM main.nationality_languages)`,
	}}, citationChecks("nationality-language-overrides")...),
	Place:  "World",
	Counts: "People of a territory able to use a language, as the cited source has it.",
	Not:    "People who used the app. Shares of two languages cannot be added: many people use both.",
})
