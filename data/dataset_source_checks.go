package data

import "slices"

// StageSourceChecks is filled by the load with the changes of state that the checks of
// the sources show.
var StageSourceChecks = Stage{Name: "source_checks", Columns: []string{
	"source", "change", "since", "state", "outcome", "http_status", "duty", "newest_issue", "data_through", "last_release",
	"expected", "days_late", "moved_to", "error",
}}

// SourceChecks is what became of the sources themselves. It has a row for a change of
// state and not for a check: an edition must not change because a publisher was asked.
var SourceChecks = declare(Dataset{
	ID:    "source-checks",
	Title: "States of the sources",
	Summary: "When a publisher's series fell silent, moved, disappeared or came back: one row for each change of state, beginning with the state that " +
		"the source is declared with. What was checked last, and how many days late a series is today, is on the status page and not in a dataset.",
	Grain:   "one change of state of one series",
	Level:   Derived,
	Licence: "CC0-1.0",
	Fields: slices.Concat([]Field{
		{Name: "source", Type: String, Required: true, Ref: "sources.source_id", Doc: "series"},
		{Name: "change", Type: Integer, Unit: "place in order", Required: true, Min: Bound(1), Doc: "1 is the state that the source is declared with, then each change"},
		{Name: "since", Type: Date, Doc: "day of the first check that saw this state; of an ended series, the day on which its programme stopped; empty: as declared, before the first check"},
		{Name: "state", Type: String, Required: true, Doc: "what the publisher does, as far as can be seen", Enum: Terms(
			"active: releases come, or are not due yet",
			"ended: the programme behind the series stopped; nothing of it is due",
			"late: the next release is overdue by more than the time allowed",
			"moved: another address of the publisher lists the documents now",
			"removed: the page is gone, or no longer lists its newest document",
			"blocked: the server or its robots.txt does not let us in",
			"unreadable: no answer, a fault of the server, or a page that lists no documents any more")},
		{Name: "outcome", Type: String, Doc: "what the check that saw it found; empty before the first check", Enum: Terms(
			"found", "moved", "unreachable", "failing", "blocked", "removed", "refused")},
		{Name: "http_status", Type: Integer, Unit: "HTTP status", Min: Bound(100), Doc: "answer of the publisher's page; empty without one"},
		{Name: "duty", Type: String, Doc: "law or promise that obliges the publisher; empty where none is known"},
		{Name: "newest_issue", Type: String, Doc: "newest issue that the publisher had listed by then, by its name"},
		{Name: "data_through", Type: Date, Doc: "last day that this issue covers"},
		{Name: "last_release", Type: Date, Doc: "day of publication of the newest release held here by then"},
		{Name: "expected", Type: Date, Doc: "day by which the next release was expected; empty where none is"},
		{Name: "days_late", Type: Integer, Unit: "days", Min: Bound(0), Doc: "days after the expected one at that check; empty while nothing was overdue"},
		{Name: "moved_to", Type: String, Pattern: addressPattern, Doc: "address that lists the documents now"},
		{Name: "error", Type: String, Doc: "what went wrong, in plain words"},
	}, ProvenanceFields()),
	Key:     []string{"source", "change"},
	Order:   []string{"source", "change"},
	Reads:   []Stage{StageSourceChecks},
	History: History{SaidOn: "since"},
	Checks: []Check{
		{ID: "source-checks/ended-never-late", Title: "a series that has ended is never late", Severity: Error,
			SQL: `SELECT l.release_id, l.locator, l.source || ' is late', 'ended' FROM {table} l
				WHERE (l.state = 'late' OR l.days_late IS NOT NULL) AND EXISTS (FROM {table} e WHERE e.source = l.source AND e.change = 1 AND e.state = 'ended')`},
	},
	Spans:  []string{"since"},
	Place:  Nowhere,
	Counts: "Changes of state of the series that citas watches.",
	Not:    "Checks: most find nothing new and leave no row. A state says what citas met; it does not say why.",
})
