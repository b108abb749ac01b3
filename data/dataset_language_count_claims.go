package data

import "slices"

// StageLanguageCountClaims is language_count_claims.csv.
var StageLanguageCountClaims = Stage{Name: "curated_language_count_claims", Columns: []string{
	"claim_id", "source_says_count", "languages", "what", "stated_on", "stated_on_precision", "note",
	"source_id", "confidence", "evidence",
}}

// LanguageCountClaims is how many languages each source says the app had.
var LanguageCountClaims = declare(withSaidOn(Dataset{
	ID:      "language-count-claims",
	Title:   "How many languages: who says what",
	Summary: "How many languages each source says that the app, or a part of it, had. The claims disagree, most of all between three and five; both stand with who says so.",
	Grain:   "one source on one part of the app",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "claim_id", Type: String, Required: true, Pattern: slugPattern, Doc: "part, date, source"},
		{Name: "source_says_count", Type: Integer, Unit: "languages", Required: true, Min: Bound(0), Doc: "number of languages as stated, or the number of languages listed"},
		StatusField(),
		{Name: "languages", Type: String, Pattern: languagePattern + `(?: ` + languagePattern + `)*`, Doc: "BCP 47 tags separated by spaces, sorted; empty if the source does not name them"},
		{Name: "what", Type: String, Required: true, Doc: "part of the app", Enum: Terms(
			"app: as a whole or part not named", "registration: account, Login.gov included", "two_factor: two-factor step", "error_messages",
			"section: section of the app for appointments, or a notice in it")},
		{Name: "stated_on", Type: Date, Required: true, Doc: "date of the statement, else of the page; for a notice, the day it was seen"},
		PrecisionField("stated_on_precision"),
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:    []string{"claim_id"},
	Order:  []string{"claim_id"},
	Reads:  []Stage{StageLanguageCountClaims},
	Checks: slices.Concat(claimChecks(), citationChecks("language-count-claims"), dateChecks("language-count-claims", dateColumn{Name: "stated_on", Precision: "stated_on_precision"})),
	Spans:  []string{"stated_on"},
	Counts: "Languages as each source counts or lists them.",
	Not:    "A measurement of the app. A count for one part says nothing of another.",
}))

func claimChecks() []Check {
	rule := func(name, title, found, expected, where string) Check {
		return Check{ID: "language-count-claims/" + name, Title: title, Severity: Error,
			SQL: "SELECT release_id, locator, claim_id || ': ' || " + found + ", " + expected + " FROM {table} WHERE " + where}
	}
	const id = "replace(what, '_', '-') || '-' || CAST(stated_on AS VARCHAR) || '-' || source_id"
	return []Check{
		rule("id", "the id is the part, the date and the source", "'id of ' || "+id, id, "claim_id <> "+id),
		rule("sorted", "languages are sorted and do not repeat", "languages", "'each tag once, in order of the alphabet'",
			"array_to_string(list_sort(list_distinct(string_split(languages, ' '))), ' ') <> languages"),
		rule("count", "the languages named are as many as the count says", "'count ' || source_says_count || ' for ' || languages", "'a count of ' || len(string_split(languages, ' '))",
			"len(string_split(languages, ' ')) <> source_says_count"),
		rule("not-named", "a claim that names no language says so", "'note ' || coalesce(note, 'empty')", "'the words not named in the note'",
			"languages IS NULL AND NOT contains(coalesce(note, ''), 'not named')"),
		rule("entries", "the source of a claim also has rows on the languages of the app", "source_id", "'a row in app-languages'",
			"source_id NOT IN (SELECT source_id FROM main.app_languages WHERE source_id IS NOT NULL)"),
	}
}
