package data

import "slices"

// Claims lays every stated figure beside every other one, whatever table it is kept in.
var Claims = declare(Dataset{
	ID:    "claims",
	Title: "Claims: every stated figure, side by side",
	Summary: "Figures that were stated in prose, from our tables of statements, daily capacity, allocation rules, languages and waits, in one form: what is counted, value and qualifier, who, when, where, and the document. " +
		"Nothing is added, averaged or repaired. Single cases of waits are left out, and so are rules that are no number. Which claims contradict one another is in claim-conflicts.",
	Grain:   "one figure from one document",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: slices.Concat([]Field{
		{Name: "claim_id", Type: String, Required: true, Pattern: slugPattern, Doc: "key of the row in its own table"},
		{Name: "dataset", Type: String, Required: true, Doc: "table that the row is kept in", Enum: Terms(
			"published-statements: its key is statement_id", "daily-capacity: its key is capacity_id", "allocation-rules: its key is rule_id",
			"language-count-claims: its key is claim_id", "wait-times: its key is wait_id")},
		{Name: "quantity", Type: String, Required: true, Doc: "what is counted", Enum: Terms(
			"requests: requests made in the app, or people who made them", "scheduled: appointments booked or people who booked",
			"presented: came to a port", "processed: handled at a port", "admitted: let in, usually on parole",
			"cancelled: appointments cancelled", "waiting: people waiting on a day, a stock",
			"places_per_day: places a day, for all ports or one", "priority_share: part of the daily places for those waiting longest",
			"random_share: part of the daily places drawn by lot", "booking_horizon: how far ahead an appointment lay",
			"app_languages: how many languages the app or a part of it had", "average_wait: mean wait", "longest_wait: upper bound of waits")},
		{Name: "detail", Type: String, Doc: "what narrows the quantity: cumulative or not, the part of the app, the people of a wait, how a level is known"},
		{Name: "place", Type: String, Required: true, Enum: slices.Concat(placeTerms(), portTerms()), Doc: "where: a place or a port of entry"},
		{Name: "nationality", Type: String, Required: true, Pattern: `[A-Z]{2}|all`, Doc: "ISO 3166-1 alpha-2, or all"},
		{Name: "period_start", Type: Date, Doc: "first day covered, or the day on which it was seen"},
		PrecisionField("period_start_precision"),
		{Name: "period_end", Type: Date, Doc: "last day covered, or the as-of date, or the day on which it was seen; a month or year as its last day"},
		PrecisionField("period_end_precision"),
		{Name: "value", Type: Number, Unit: "see unit", Required: true, Min: Bound(0), Doc: "number as published; the lower one of a range"},
		{Name: "value_to", Type: Number, Unit: "see unit", Min: Bound(0), Doc: "upper end where a range was published"},
		StatusField(),
		{Name: "qualifier", Type: String, Required: true, Doc: "words that stand with the number", Enum: Terms(
			"exact: printed without a qualifier; may still be rounded", "more_than", "nearly", "about", "up_to", "not_recorded: the table does not keep the words")},
		{Name: "unit", Type: String, Required: true, Doc: "what the number counts"},
		{Name: "said_by", Type: String, Doc: "who is quoted; empty where the document itself says it"},
		{Name: "stated_on", Type: Date, Doc: "date of the statement; empty where only the date of the document is known"},
		PrecisionField("stated_on_precision"),
		SaidOnField(),
		NoteField(),
	}, CitationFields()),
	Key:    []string{"claim_id"},
	Order:  []string{"quantity", "period_end", "claim_id"},
	Uses:   []string{"published-statements", "daily-capacity", "allocation-rules", "language-count-claims", "wait-times"},
	SQL:    claimsSQL(),
	Checks: citationChecks("claims"),
	Counts: "What each speaker counted, as quantity, detail and unit of the row say.",
	Not:    "A series, or one quantity: requested, scheduled, processed and let in are four different things. Claims must not be joined by a line, subtracted from one another, or averaged.",
	Notes:  []string{"A figure marked low or secondhand should not stand alone.", "Dates of levels and rules are often those of a report, not of the change itself."},
})

func claimsSQL() string {
	return `SELECT statement_id AS claim_id, 'published-statements' AS dataset, quantity,
	CASE WHEN cumulative THEN 'total since the start' WHEN per = 'day' THEN 'average per day' WHEN quantity = 'waiting' THEN 'people at that time' ELSE 'in the period' END AS detail,
	place, nationality, period_start, period_start_precision, period_end, period_end_precision,
	CAST(value AS DOUBLE) AS value, CAST(NULL AS DOUBLE) AS value_to, status, qualifier,
	CASE WHEN per = 'period' THEN unit ELSE unit || ' per ' || per END AS unit,
	said_by, stated_on, stated_on_precision, said_on, note, source_id, confidence, evidence, release_id, locator
FROM main.published_statements
UNION ALL
SELECT capacity_id, 'daily-capacity', 'places_per_day', basis, CASE port_id WHEN 'all' THEN 'border_wide' ELSE port_id END, 'all',
	effective_from, effective_from_precision, effective_to, CASE WHEN effective_to IS NOT NULL THEN 'day' END,
	coalesce(per_day_low, per_day_high), CASE WHEN per_day_high > per_day_low THEN per_day_high END, status,
	CASE WHEN per_day_low IS NULL THEN 'up_to' WHEN per_day_high IS NULL THEN 'more_than' ELSE 'not_recorded' END, 'places per day',
	NULL, NULL, NULL, said_on, note, source_id, confidence, evidence, release_id, locator
FROM main.daily_capacity
UNION ALL
SELECT rule_id, 'allocation-rules', topic, NULL, 'border_wide', 'all', effective_from, effective_from_precision, effective_to, CASE WHEN effective_to IS NOT NULL THEN 'day' END,
	TRY_CAST(value AS DOUBLE), NULL, status, 'not_recorded', unit, NULL, NULL, NULL, said_on, note, source_id, confidence, evidence, release_id, locator
FROM main.allocation_rules WHERE topic IN ('priority_share', 'random_share', 'booking_horizon') AND TRY_CAST(value AS DOUBLE) IS NOT NULL
UNION ALL
SELECT claim_id, 'language-count-claims', 'app_languages', CASE what WHEN 'app' THEN 'the app as a whole' WHEN 'section' THEN 'section for appointments' ELSE replace(what, '_', ' ') END,
	'border_wide', 'all', NULL, NULL, NULL, NULL,
	source_says_count, NULL, status, 'not_recorded', 'languages', NULL, stated_on, stated_on_precision, said_on, note, source_id, confidence, evidence, release_id, locator
FROM main.language_count_claims
UNION ALL
SELECT wait_id, 'wait-times', CASE statistic WHEN 'mean' THEN 'average_wait' ELSE 'longest_wait' END, population, place, 'all', observed, observed_precision, ` + LastDay("observed", "observed_precision") + `, observed_precision,
	coalesce(low, high), CASE WHEN high > low THEN high END, status,
	CASE WHEN low IS NULL THEN 'up_to' WHEN high IS NULL THEN 'more_than' ELSE 'not_recorded' END, unit,
	NULL, NULL, NULL, said_on, note, source_id, confidence, evidence, release_id, locator
FROM main.wait_times WHERE statistic IN ('mean', 'maximum')`
}
