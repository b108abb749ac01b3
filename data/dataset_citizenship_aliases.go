package data

import "slices"

// StageCitizenshipAliases is citizenship_aliases.csv.
var StageCitizenshipAliases = Stage{Name: "curated_citizenship_aliases", Columns: []string{
	"label", "publisher", "territory", "since", "since_precision", "until", "until_precision", "note",
	"source_id", "confidence", "evidence",
}}

// CitizenshipAliases are the labels that OHSS and CBP print, and what they stand for.
var CitizenshipAliases = declare(Dataset{
	ID:      "citizenship-aliases",
	Title:   "Citizenship labels",
	Summary: "Every citizenship label that OHSS and CBP printed in the files at hand, and the territory it stands for. The readers know no other label: a new one stops a release until a person has looked at it.",
	Grain:   "one label of one publisher",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "label", Type: String, Required: true, Doc: "as printed, inner double spaces kept"},
		{Name: "publisher", Type: String, Required: true, Doc: "who prints it", Enum: Terms(
			"ohss: DHS Office of Homeland Security Statistics", "cbp: U.S. Customs and Border Protection")},
		{Name: "territory", Type: String, Required: true, Pattern: territoryPattern + `|other|unknown|total`, Doc: "ISO 3166-1 alpha-2, or other, unknown, total"},
		{Name: "since", Type: Date, Doc: "first edition with the label, when a change was seen (first day of its data month)"},
		PrecisionField("since_precision"),
		{Name: "until", Type: Date, Doc: "last edition with the label, when a change was seen (last day of its data month)"},
		PrecisionField("until_precision"),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"publisher", "label"},
	Order: []string{"publisher", "label"},
	Reads: []Stage{StageCitizenshipAliases},
	Checks: slices.Concat([]Check{{
		ID: "citizenship-aliases/territory-known", Title: "a label stands for a known territory, or for other, unknown or total", Severity: Error,
		SQL: `SELECT release_id, locator, label || ': territory ' || territory, 'other, unknown, total, or a territory of the list' FROM {table}
			WHERE territory NOT IN ('other', 'unknown', 'total') AND territory NOT IN (SELECT territory FROM main.territories)`,
	}}, citationChecks("citizenship-aliases"), dateChecks("citizenship-aliases",
		dateColumn{Name: "since", Precision: "since_precision"},
		dateColumn{Name: "until", Precision: "until_precision", End: true, After: "since"})),
	Place:  "World",
	Counts: "Labels as printed by the two publishers.",
	Not:    "Nationalities of people. Other stands for different territories in different releases: the named ones change.",
})
