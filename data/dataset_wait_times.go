package data

import "slices"

// StageWaits is waits.csv.
var StageWaits = Stage{Name: "curated_waits", Columns: []string{
	"wait_id", "place", "place_kind", "port_id", "observed", "observed_precision", "statistic", "low", "high", "unit",
	"days_low", "days_high", "share_percent", "still_waiting", "clock_start", "clock_end", "longer_than_programme",
	"population", "sample_size", "method", "duplicate_group", "note", "source_id", "confidence", "evidence",
}}

// WaitTimes is what was published on how long people waited.
var WaitTimes = declare(withSaidOn(Dataset{
	ID:      "wait-times",
	Title:   "Published wait times",
	Summary: "Waiting times as they were published. They were never measured: half of the rows are single cases and many are cut off, because the person was still waiting. No distribution and no probability survey was found. The clocks differ and most are not stated.",
	Grain:   "one published wait",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "wait_id", Type: String, Required: true, Pattern: `w\d{3,}`, Doc: "w and a number; gaps are rows left out"},
		{Name: "place", Type: String, Required: true, Enum: placeTerms(), Doc: "where the people waited"},
		{Name: "place_kind", Type: String, Required: true, Doc: "kind of place", Enum: Terms("border_wide", "border_city", "interior")},
		{Name: "port_id", Type: String, Ref: "ports.port_id", Doc: "port opposite the city, or the port of the appointment"},
		{Name: "observed", Type: Date, Required: true, Doc: "date on which the wait was reported or seen; month only for one or two people; for a wait cut off by the closure, the closure"},
		PrecisionField("observed_precision"),
		{Name: "statistic", Type: String, Required: true, Doc: "what the value is", Enum: Terms(
			"mean", "median", "typical: said to be usual", "range", "maximum: an upper bound", "share_within: share_percent waited at most high",
			"anecdote: one or several told cases")},
		{Name: "low", Type: Number, Unit: "see unit", Min: Bound(0), Doc: "lower value as published; empty for upper bounds"},
		{Name: "high", Type: Number, Unit: "see unit", Min: Bound(0), Doc: "upper value as published; empty means more than low"},
		{Name: "unit", Type: String, Required: true, Doc: "unit as published", Enum: Terms("days", "weeks: 7 days", "months: 30.44 days", "years: 365.25 days")},
		{Name: "days_low", Type: Integer, Unit: "days", Min: Bound(0), Doc: "low in days, rounded"},
		{Name: "days_high", Type: Integer, Unit: "days", Min: Bound(0), Doc: "high in days, rounded"},
		StatusField(),
		{Name: "share_percent", Type: Integer, Unit: "percent", Min: Bound(0), Max: Bound(100), Doc: "percent waiting at most high, for share_within (stated as more than 66)"},
		{Name: "still_waiting", Type: String, Required: true, Doc: "whether the wait was still running", Enum: Terms(
			"yes: no appointment yet, the value is a lower bound", "no: completed", "unknown")},
		{Name: "clock_start", Type: String, Required: true, Doc: "when counting begins", Enum: Terms(
			"arrival_in_mexico", "arrival_in_city: or its state or shelter", "registration", "first_request", "unknown: not stated")},
		{Name: "clock_end", Type: String, Required: true, Doc: "when counting ends", Enum: Terms(
			"allotment: place granted", "appointment: the day itself", "still_waiting", "unknown: not stated")},
		{Name: "longer_than_programme", Type: String, Required: true, Enum: Terms("yes", "no", "unknown"),
			Doc: "yes: more days than from 2023-01-12 to the observation, so part of the wait lies before scheduling; tested with days_low, or days_high where there is no lower value; with a coarse date yes holds from its last day and no from its first"},
		{Name: "population", Type: String, Required: true, Doc: "whom it describes, without names; one person, one family or two people for the smallest"},
		{Name: "sample_size", Type: Integer, Unit: "people or families", Min: Bound(0), Doc: "people or families that it rests on; empty if unknown"},
		{Name: "method", Type: String, Required: true, Doc: "how the wait became known", Enum: Terms("agency_statement", "ngo_research", "local_official", "shelter", "survey", "press")},
		{Name: "duplicate_group", Type: String, Pattern: slugPattern, Doc: "same tag: reports of one statement, count once"},
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"wait_id"},
	Order: []string{"wait_id"},
	Reads: []Stage{StageWaits},
	Checks: slices.Concat(waitChecks(), smallPopulationChecks(), citationChecks("wait-times"), dateChecks("wait-times",
		dateColumn{Name: "observed", Precision: "observed_precision"})),
	Spans:  []string{"observed"},
	Counts: "Time that people were said to wait, from the start to the end of the clock that the row names.",
	Not:    "A measurement. Means, maxima and single cases are three things and no line joins them; no average may be made of told cases. Silence about a place is not a short wait.",
	Notes:  []string{"To protect people, rows on one or two people give the month only, keep the place and drop nationality, sex and family details."},
}))
