package data

import "slices"

// StageAppLanguages is app_languages.csv.
var StageAppLanguages = Stage{Name: "curated_app_languages", Columns: []string{
	"entry_id", "language", "component", "status", "from_date", "from_precision", "to_date", "note",
	"source_id", "confidence", "evidence",
}}

// AppLanguages is which source said which language worked where in the app.
var AppLanguages = declare(withSaidOn(Dataset{
	ID:      "app-languages",
	Title:   "Languages of the app, by part and source",
	Summary: "Dated statements on which language a part of the app had. Whether it was three languages (English, Spanish, Haitian Creole) or five (with Portuguese and Russian) is disputed; statements contradict one another and are all kept.",
	Grain:   "one language in one part of the app, as one source states it",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "entry_id", Type: String, Required: true, Pattern: slugPattern, Doc: "language, component, date, source"},
		{Name: "language", Type: String, Required: true, Pattern: languagePattern, Doc: "BCP 47; mul for several or unnamed languages"},
		{Name: "component", Type: String, Required: true, Doc: "part of the app", Enum: Terms(
			"app: as a whole or part not named", "registration: account and two-factor step", "request_section", "error_messages", "help",
			"store_listing", "other: terms, notices, other functions")},
		{Name: "status", Type: String, Required: true, Doc: "what the source says of the language in that part", Enum: Terms("available", "partial", "missing", "unclear")},
		{Name: "from_date", Type: Date, Required: true, Doc: "first day known, else day of the statement"},
		PrecisionField("from_precision"),
		{Name: "to_date", Type: Date, Doc: "empty throughout: no source states an end"},
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"entry_id"},
	Order: []string{"entry_id"},
	Reads: []Stage{StageAppLanguages},
	Checks: slices.Concat(citationChecks("app-languages"), dateChecks("app-languages",
		dateColumn{Name: "from_date", Precision: "from_precision"},
		dateColumn{Name: "to_date", After: "from_date"})),
	Spans:  []string{"from_date", "to_date"},
	Counts: "What sources said of the app's languages.",
	Not:    "What the app offered, which nobody could test afterwards; how well it was translated; or which languages its users spoke. Portuguese and Russian are contested, not absent.",
}))
