package data

import "slices"

// StageAllocationRules is allocation_rules.csv.
var StageAllocationRules = Stage{Name: "curated_allocation_rules", Columns: []string{
	"rule_id", "topic", "effective_from", "effective_from_precision", "effective_to", "value", "unit", "note",
	"source_id", "confidence", "evidence",
}}

// AllocationRules is how places were requested, ordered and shared.
var AllocationRules = declare(withSaidOn(Dataset{
	ID:      "allocation-rules",
	Title:   "Allocation rules",
	Summary: "How places were requested, ordered and shared, by date: when requests were taken, from where, what part went to those waiting longest and what part by lot, who could book, how it ended. Most dates are those of a report, not of the change itself.",
	Grain:   "one rule from one source, from a date on",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "rule_id", Type: String, Required: true, Pattern: slugPattern, Doc: "topic, date, value"},
		{Name: "topic", Type: String, Required: true, Doc: "what the rule is about", Enum: Terms(
			"request_window: daily period for requests",
			"confirm_window: time to confirm an appointment",
			"priority_share: part of the daily places for those waiting longest",
			"random_share: part of the daily places drawn by lot",
			"booking_horizon: how far ahead an appointment lay",
			"geofence: area to request from",
			"channel: ports and tools",
			"order: how places were handed out, with release or assignment hours",
			"exceptions: who could book, groups, missed appointments",
			"end: end of the programme")},
		{Name: "effective_from", Type: Date, Doc: "first day, or day of the report; empty if not stated"},
		PrecisionField("effective_from_precision"),
		{Name: "effective_to", Type: Date, Doc: "last full day; empty if unknown"},
		{Name: "value", Type: String, Required: true, Doc: "number, clock time, or snake_case token when the unit is category"},
		StatusField(),
		{Name: "unit", Type: String, Required: true, Doc: "unit of the value", Enum: Terms(
			"days", "hours", "percent", "people", "ports", "degrees_north: latitude", "local_time: clock time at the place",
			"eastern_time: clock time or span in U.S. Eastern Time", "category: a token, no number")},
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"rule_id"},
	Order: []string{"rule_id"},
	Reads: []Stage{StageAllocationRules},
	Checks: slices.Concat(ruleChecks(), citationChecks("allocation-rules"), dateChecks("allocation-rules",
		dateColumn{Name: "effective_from", Precision: "effective_from_precision"},
		dateColumn{Name: "effective_to", After: "effective_from"})),
	Spans:  []string{"effective_from", "effective_to"},
	Counts: "Rules as announced or reported.",
	Not:    "How the rules worked in practice. Contradicting reports (14 or 21 days ahead, 50 or 30 percent for the longest waiting) stand side by side; no source dates the change.",
}))

func ruleChecks() []Check {
	return []Check{
		{ID: "allocation-rules/value", Title: "a value has the form of its unit", Severity: Error,
			SQL: `SELECT release_id, locator, rule_id || ': value ' || value || ' with unit ' || unit, 'the form ' || form FROM (
				SELECT *, CASE unit WHEN 'category' THEN '[a-z0-9]+(?:_[a-z0-9]+)*' WHEN 'local_time' THEN '[0-2]\d:[0-5]\d'
					WHEN 'eastern_time' THEN '[0-2]\d:[0-5]\d(?:-[0-2]\d:[0-5]\d)?' ELSE '0|[1-9]\d*' END AS form FROM {table})
				WHERE NOT regexp_full_match(value, form)`},
		{ID: "allocation-rules/share", Title: "a share of places is a percent", Severity: Error,
			SQL: `SELECT release_id, locator, rule_id || ': ' || value || ' ' || unit, '0 to 100 percent' FROM {table}
				WHERE topic IN ('priority_share', 'random_share')
				AND (unit <> 'percent' OR coalesce(TRY_CAST(value AS DOUBLE) NOT BETWEEN 0 AND 100, true))`},
	}
}
