package data

import "slices"

// StageEvents is events.csv.
var StageEvents = Stage{Name: "curated_events", Columns: []string{
	"event_id", "date", "date_precision", "kind", "title", "note", "source_id", "confidence", "evidence",
}}

// Events is the timeline of the programme.
var Events = declare(withSaidOn(Dataset{
	ID:      "events",
	Title:   "Timeline",
	Summary: "Dated events of the programme and of the rules around it, from the launch of the app to the court cases after its end, each in our own words and cited.",
	Grain:   "one event",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "event_id", Type: String, Required: true, Pattern: slugPattern, Doc: "date and slug"},
		{Name: "date", Type: Date, Required: true, Doc: "day of the event"},
		PrecisionField("date_precision"),
		{Name: "kind", Type: String, Required: true, Doc: "what kind of event", Enum: Terms("launch", "capacity", "rule", "policy", "court", "language", "end", "other")},
		{Name: "title", Type: String, Required: true, Pattern: `.{1,80}`, Doc: "the event in our words, at most 80 characters"},
		SaidOnField(),
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"event_id"},
	Order: []string{"event_id"},
	Reads: []Stage{StageEvents},
	Checks: slices.Concat([]Check{{
		ID: "events/id", Title: "the id begins with the date", Severity: Error,
		SQL: `SELECT release_id, locator, event_id, CAST(date AS VARCHAR) || '- at the beginning' FROM {table} WHERE NOT starts_with(event_id, CAST(date AS VARCHAR) || '-')`,
	}}, citationChecks("events"), dateChecks("events", dateColumn{Name: "date", Precision: "date_precision"})),
	Spans:  []string{"date"},
	Counts: "Events that a document states.",
	Not:    "Causes. That a figure changed after an event does not say that the event changed it.",
}))
