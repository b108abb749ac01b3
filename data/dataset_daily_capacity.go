package data

import "slices"

// StageCapacity is capacity.csv.
var StageCapacity = Stage{Name: "curated_capacity", Columns: []string{
	"capacity_id", "port_id", "effective_from", "effective_from_precision", "effective_to", "per_day_low", "per_day_high",
	"basis", "note", "source_id", "confidence", "evidence",
}}

// DailyCapacity is how many places a day were said to exist.
var DailyCapacity = declare(withSaidOn(Dataset{
	ID:      "daily-capacity",
	Title:   "Daily capacity",
	Summary: "Places per day. The rows for all ports form one gap-free series from 21 March 2023, announced by CBP except for its first level; the rows for single ports are sightings by press and officials, not allocations: no official table by port was found.",
	Grain:   "one level, for all ports or for one",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "capacity_id", Type: String, Required: true, Pattern: slugPattern, Doc: "port, date, source"},
		{Name: "port_id", Type: String, Required: true, Enum: append(Terms("all: the whole southwest border"), portTerms()...), Doc: "port of entry, or all"},
		{Name: "effective_from", Type: Date, Required: true, Doc: "announced: first day in force; reported or estimated: day on which it was seen"},
		PrecisionField("effective_from_precision"),
		{Name: "effective_to", Type: Date, Doc: "last full day in force; empty if unknown"},
		{Name: "per_day_low", Type: Integer, Unit: "appointments per day", Min: Bound(0), Doc: "appointments, or people with one, per day; empty when only an upper level is given"},
		{Name: "per_day_high", Type: Integer, Unit: "appointments per day", Min: Bound(0), Doc: "the same; empty means more than the lower level"},
		StatusField(),
		{Name: "basis", Type: String, Required: true, Doc: "how the level is known", Enum: Terms("announced", "reported", "estimated: the speaker was unsure")},
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"capacity_id"},
	Order: []string{"capacity_id"},
	Reads: []Stage{StageCapacity},
	Checks: slices.Concat(capacityChecks(), citationChecks("daily-capacity"), dateChecks("daily-capacity",
		dateColumn{Name: "effective_from", Precision: "effective_from_precision"},
		dateColumn{Name: "effective_to", After: "effective_from"})),
	Spans:  []string{"effective_from", "effective_to"},
	Counts: "Places for people with an appointment, per day.",
	Not:    "People at a port without an appointment (walk-ups; the notes name them), or places that were used. A port without a row is unknown, not zero.",
	Notes:  []string{"The level of 1,450 ends on 2025-01-19, the last full day, although the app still worked on the morning of 2025-01-20. The 0 after it stands for ended."},
}))

func capacityChecks() []Check {
	return []Check{
		{ID: "daily-capacity/level", Title: "a row gives a level, the lower one first", Severity: Error,
			SQL: `SELECT release_id, locator, capacity_id || ': per_day_low ' || coalesce(CAST(per_day_low AS VARCHAR), 'empty') || ', per_day_high ' || coalesce(CAST(per_day_high AS VARCHAR), 'empty'),
				'one of them, and per_day_low not above per_day_high' FROM {table}
				WHERE (per_day_low IS NULL AND per_day_high IS NULL) OR per_day_low > per_day_high`},
		{ID: "daily-capacity/gap-free", Title: "the border-wide levels follow one another without gap or overlap", Severity: Error,
			SQL: `SELECT release_id, locator, capacity_id || ' ends ' || coalesce(CAST(effective_to AS VARCHAR), 'on no day') || ', the next begins ' || CAST(next_from AS VARCHAR),
				'an end on the day before' FROM (SELECT *, lead(effective_from) OVER (PARTITION BY release_id ORDER BY effective_from) AS next_from FROM {table} WHERE port_id = 'all')
				WHERE next_from IS NOT NULL AND effective_to + 1 IS DISTINCT FROM next_from`},
	}
}
