package data

// StageLiteracy is literacy.csv.
var StageLiteracy = Stage{Name: "curated_literacy", Columns: []string{
	"territory", "literacy_percent", "year", "population_age", "source_id", "confidence", "evidence",
}}

// Literacy is adult literacy by territory, where a value was found.
var Literacy = declare(Dataset{
	ID:      "literacy",
	Title:   "Adult literacy",
	Summary: "Adult literacy by territory: World Bank series SE.ADT.LITR.ZS, read from an aggregator. Only three of the ten nationalities that DHS names in August 2024 (Cuba, Ecuador, Russia) have a value; the undated values of CLDR were left out.",
	Grain:   "one territory and year",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "territory", Type: String, Required: true, Pattern: territoryPattern, Ref: "territories.territory", Doc: "ISO 3166-1 alpha-2"},
		{Name: "literacy_percent", Type: Number, Unit: "percent of adults", Required: true, Min: Bound(0), Max: Bound(100), Doc: "share of adults who can read and write; 100 is a rounded value"},
		StatusField(),
		{Name: "year", Type: Integer, Unit: "calendar year", Required: true, Min: Bound(0), Doc: "year of the value"},
		{Name: "population_age", Type: String, Required: true, Doc: "age group", Enum: Terms("15_and_above")},
	}, CitationFields()...),
	Key:    []string{"territory", "year"},
	Order:  []string{"territory", "year"},
	Reads:  []Stage{StageLiteracy},
	Checks: citationChecks("literacy"),
	Place:  "World",
	Counts: "Adults of a territory who can read and write in some language.",
	Not:    "People who used the app, or whether they read the languages it had. A territory without a row has no value here, which says nothing of its people.",
})
