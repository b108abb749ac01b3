package data

// NationalityLanguages is what CLDR estimates on the languages of territories.
var NationalityLanguages = declare(nationalityLanguages())

func nationalityLanguages() Dataset {
	d := Dataset{
		ID:      "nationality-languages",
		Title:   "Languages of territories (CLDR)",
		Summary: "Share of the people of each territory who are able to use a language, second languages included: territoryInfo of Unicode CLDR, for the territories that other tables name. A model, not data on applicants; values move between versions and are too low on Spanish for several countries, which nationality-language-overrides corrects.",
		Grain:   "one language in one territory",
		Level:   AsPublished,
		Series:  []string{"cldr-territories"},
		Licence: "Unicode-3.0",
		Fields: append([]Field{
			{Name: "territory", Type: String, Required: true, Pattern: territoryPattern, Ref: "territories.territory", Doc: "ISO 3166-1 alpha-2"},
			{Name: "language", Type: String, Required: true, Pattern: languagePattern, Doc: "BCP 47, with script where CLDR gives one"},
			{Name: "population_percent", Type: Number, Unit: "percent of the population", Required: true, Min: Bound(0), Max: Bound(100), Doc: "people able to use the language, second languages included; shares of two languages cannot be added"},
			StatusField(),
			{Name: "writing_percent", Type: Number, Unit: "percent", Min: Bound(0), Max: Bound(100), Doc: "percent who write the language, where CLDR gives one"},
			{Name: "official_status", Type: String, Doc: "legal standing of the language, empty if none", Enum: Terms("official", "official_regional", "de_facto_official")},
			{Name: "cldr_version", Type: String, Required: true, Pattern: `\d+(?:\.\d+)*`, Doc: "version of CLDR"},
		}, CitationFields()...),
		Key:     []string{"territory", "language"},
		Order:   []string{"territory", "language"},
		Reads:   []Stage{StageCLDRTerritories},
		Uses:    []string{"territories"},
		History: History{Partition: []string{"territory"}, Measure: "population_percent"},
		Checks: append([]Check{
			{ID: "nationality-languages/version", Title: "a release is of one version of CLDR", Severity: Error,
				SQL: `SELECT release_id, any_value(locator), string_agg(DISTINCT cldr_version, ', ' ORDER BY cldr_version), 'one version' FROM {table}
					GROUP BY release_id HAVING count(DISTINCT cldr_version) > 1`},
			{ID: "nationality-languages/territories", Title: "a release has at least 60 of the territories", Severity: Error,
				SQL: `SELECT release_id, any_value(locator), count(DISTINCT territory) || ' territories', 'at least 60' FROM {table} GROUP BY release_id HAVING count(DISTINCT territory) < 60`},
		}, citationChecks("nationality-languages")...),
		Place:  "World",
		Counts: "People of a territory who are able to use a language, as CLDR estimates.",
		Not:    "People who used the app: nationality is not language, and speaking is not reading. Shares of a territory pass 100 together, because many people use several languages.",
	}
	d.SQL = castSQL(&d) + " WHERE territory IN (SELECT territory FROM main.territories)"
	return d
}
