package data

import "slices"

// StageStatements is statements.csv.
var StageStatements = Stage{Name: "curated_statements", Columns: []string{
	"statement_id", "quantity", "cumulative", "period_start", "period_start_precision", "period_end", "period_end_precision",
	"place", "nationality", "value", "qualifier", "unit", "per", "said_by", "stated_on", "stated_on_precision", "note",
	"source_id", "confidence", "evidence",
}}

// PublishedStatements is what agencies, press and organisations said in prose.
var PublishedStatements = declare(withSaidOn(Dataset{
	ID:      "published-statements",
	Title:   "Published statements",
	Summary: "Totals that were stated in press releases, reports, court papers and news: requested, scheduled, processed, let in, waiting, cancelled. One row per statement, relays merged into the best page read. The statements contradict one another and mix these quantities; nothing was averaged or repaired.",
	Grain:   "one statement",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "statement_id", Type: String, Required: true, Pattern: slugPattern, Doc: "quantity, cumulative or period, end date, place and nationality if any, source"},
		{Name: "quantity", Type: String, Required: true, Doc: "what the statement counts, decided by the wording of the source", Enum: Terms(
			"scheduled: appointments booked or people who booked",
			"processed: handled at a port",
			"admitted: let in, usually on parole",
			"presented: came to a port",
			"requests: requests made in the app",
			"waiting: people waiting on a day, a stock",
			"cancelled: appointments cancelled")},
		{Name: "cumulative", Type: Boolean, Required: true, Doc: "true: since the start of the programme or year; false: a month, a day or a date"},
		{Name: "period_start", Type: Date, Doc: "first day covered; January 2023 without a day is stored with precision month"},
		PrecisionField("period_start_precision"),
		{Name: "period_end", Type: Date, Doc: "last day covered, or the as-of date; a month or year is stored as its last day"},
		PrecisionField("period_end_precision"),
		{Name: "place", Type: String, Required: true, Enum: slices.Concat(placeTerms(), portTerms()), Doc: "where: a place or a port of entry"},
		{Name: "nationality", Type: String, Required: true, Pattern: `[A-Z]{2}|all`, Doc: "ISO 3166-1 alpha-2, or all"},
		{Name: "value", Type: Integer, Unit: "people, appointments or requests (see unit)", Required: true, Min: Bound(0), Doc: "number as published"},
		StatusField(),
		{Name: "qualifier", Type: String, Required: true, Doc: "words printed with the number", Enum: Terms(
			"exact: printed without a qualifier; may still be rounded", "more_than", "nearly", "about", "up_to")},
		{Name: "unit", Type: String, Required: true, Doc: "what the number counts", Enum: Terms("people", "appointments", "requests")},
		{Name: "per", Type: String, Required: true, Doc: "what time the value belongs to", Enum: Terms(
			"period: the value covers the whole period", "day: average per day", "month: average per month")},
		{Name: "said_by", Type: String, Required: true, Doc: "who is quoted", Enum: Terms(
			"cbp", "dhs", "dhs_documents: documents given to a House committee", "dhs_secretary", "former_dhs_official",
			"federal_documents: internal documents seen by CBS News", "border_patrol", "house_committee", "house_subcommittee_chair",
			"ap", "press: the page itself", "law_firm", "legal_services_group", "ngo", "msf", "iom", "shelter", "tijuana_municipality",
			"inm_baja_california", "state_population_council", "unspecified")},
		{Name: "stated_on", Type: Date, Doc: "date of the statement, else of the page"},
		PrecisionField("stated_on_precision"),
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"statement_id"},
	Order: []string{"statement_id"},
	Reads: []Stage{StageStatements},
	Checks: slices.Concat(statementChecks(), citationChecks("published-statements"), dateChecks("published-statements",
		dateColumn{Name: "period_start", Precision: "period_start_precision"},
		dateColumn{Name: "period_end", Precision: "period_end_precision", End: true, After: "period_start"},
		dateColumn{Name: "stated_on", Precision: "stated_on_precision"})),
	Spans:  []string{"period_start", "period_end"},
	Counts: "What each speaker counted, as the quantity and unit of the row say: requested, scheduled, processed and let in are four different things.",
	Not:    "A series. Statements must not be joined by a line, subtracted from one another or from the monthly tables, which count appointments, not people. Processed does not mean that asylum was granted or even sought.",
	Notes: []string{
		"Only a few statements are primary; a figure marked low or secondhand should not stand alone.",
		"Where CBP says scheduled, the number equals the sum of processed appointments for most months up to June 2024, then jumps by about 40,000; no source explains it.",
	},
}))

func statementChecks() []Check {
	rule := func(name, title, found, expected, where string) Check {
		return Check{ID: "published-statements/" + name, Title: title, Severity: Error,
			SQL: "SELECT release_id, locator, statement_id || ': ' || " + found + ", " + quote(expected) + " FROM {table} WHERE " + where}
	}
	return []Check{
		rule("nationality-known", "a nationality is a known territory", "'nationality ' || nationality", "all, or a territory of the list",
			"nationality <> 'all' AND nationality NOT IN (SELECT territory FROM main.territories)"),
		rule("cumulative-rate", "a cumulative figure is not a rate", "'cumulative, per ' || per", "per period", "cumulative AND per <> 'period'"),
		rule("waiting-stock", "waiting is a stock of people", "'waiting, cumulative ' || cumulative || ', unit ' || unit", "not cumulative, in people",
			"quantity = 'waiting' AND (cumulative OR unit <> 'people')"),
		rule("request-unit", "the unit requests belongs to the quantity requests", "'unit requests with quantity ' || quantity", "quantity requests",
			"unit = 'requests' AND quantity <> 'requests'"),
	}
}
