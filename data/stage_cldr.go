package data

// StageCLDRTerritories is what the reader of CLDR's territoryInfo stages, one row per
// territory and language.
var StageCLDRTerritories = Stage{Name: "cldr_territories", Columns: []string{
	"territory",          // ISO 3166-1 alpha-2, or XK
	"language",           // BCP 47 with hyphen: kk-Arab
	"population_percent", // as printed
	"writing_percent",    // as printed, empty where CLDR gives none
	"official_status",    // official, official_regional, de_facto_official, or empty
	"cldr_version",       // 48.2
	"source_id", "confidence", "evidence",
}}
