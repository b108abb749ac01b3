package data

import "slices"

// StageTerritories is territories.csv.
var StageTerritories = Stage{Name: "curated_territories", Columns: []string{
	"territory", "name_en", "name_es", "name_ht", "name_fr", "name_pt", "region", "source_id", "confidence", "evidence",
}}

// Territories are the names and regions of all nationalities that other tables use.
var Territories = declare(Dataset{
	ID:      "territories",
	Title:   "Territories",
	Summary: "Names in five languages and the region of every territory that the tables on nationality, language and literacy use. Names are those of Unicode CLDR, except the Haitian Creole ones, which are general knowledge and wait for a speaker to read them.",
	Grain:   "one territory",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "territory", Type: String, Required: true, Pattern: territoryPattern, Doc: "ISO 3166-1 alpha-2, and XK for Kosovo; NA is Namibia: switch off the reading of NA as missing in your software"},
		{Name: "name_en", Type: String, Required: true, Doc: "English name, CLDR"},
		{Name: "name_es", Type: String, Required: true, Doc: "Spanish name, CLDR"},
		{Name: "name_ht", Type: String, Doc: "Haitian Creole name, not from CLDR; empty where unsure"},
		{Name: "name_fr", Type: String, Required: true, Doc: "French name, CLDR"},
		{Name: "name_pt", Type: String, Required: true, Doc: "Portuguese name, CLDR"},
		{Name: "region", Type: String, Required: true, Doc: "UN M49 subregion as in CLDR; Mexico is in central_america there", Enum: Terms(
			"northern_america", "central_america", "caribbean", "south_america", "northern_europe", "western_europe", "southern_europe",
			"eastern_europe", "northern_africa", "western_africa", "middle_africa", "eastern_africa", "southern_africa", "western_asia",
			"central_asia", "southern_asia", "southeast_asia", "eastern_asia", "australasia", "melanesia", "micronesian_region", "polynesia")},
	}, CitationFields()...),
	Key:   []string{"territory"},
	Order: []string{"territory"},
	Reads: []Stage{StageTerritories},
	Checks: slices.Concat([]Check{{
		// A warning: a table of another source that is held back must not drag this release with it.
		ID: "territories/used", Title: "every territory is used by another table", Severity: Warning,
		SQL: `SELECT release_id, locator, territory || ' is used nowhere', 'a row in nationality-languages, literacy or citizenship-aliases' FROM {table}
			WHERE territory NOT IN (SELECT territory FROM main.nationality_languages UNION SELECT territory FROM main.literacy
				UNION SELECT territory FROM main.citizenship_aliases WHERE territory IS NOT NULL)`,
	}}, citationChecks("territories")),
	Place:  "World",
	Counts: "Territories whose citizens, languages or literacy some table names.",
	Not:    "A list of states. A citizenship is not a residence, and not a language.",
})
