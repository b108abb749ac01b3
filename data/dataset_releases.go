package data

import "slices"

// StageReleases is filled by the load with the facts of every accepted release.
var StageReleases = Stage{Name: "releases", Columns: []string{
	"source", "title", "published", "published_precision", "data_through", "current_as_of", "file_name", "sha256", "bytes",
	"url", "url_basis", "retrieved_at", "basis", "note",
	"decision", "decision_reason", "rows", "ord",
}}

// Releases is every issue of a series that this edition rests on.
var Releases = declare(Dataset{
	ID:      "releases",
	Title:   "Releases",
	Summary: "Every release that this edition was built from: what was published on which day, where, and the SHA-256 of its bytes. A release never changes; a correction by the publisher is another release.",
	Grain:   "one release of one series",
	Level:   Derived,
	Licence: "CC0-1.0",
	Fields: slices.Concat([]Field{
		{Name: "source", Type: String, Required: true, Ref: "sources.source_id", Doc: "series that the release is an issue of"},
		{Name: "title", Type: String, Doc: "title as the document prints it"},
		{Name: "published", Type: Date, Required: true, Doc: "day of publication; a month or year known only so counts from its last day"},
		{Name: "published_precision", Type: String, Required: true, Doc: "how exactly that day is known", Enum: Terms("day", "month", "year")},
		{Name: "data_through", Type: Date, Doc: "last day that the figures cover"},
		{Name: "current_as_of", Type: Date, Doc: "day of the data as the document prints it"},
		{Name: "file_name", Type: String, Doc: "file name as published"},
		{Name: "sha256", Type: String, Required: true, Pattern: `[0-9a-f]{64}`, Doc: "SHA-256 of the document's bytes, in hexadecimal"},
		{Name: "bytes", Type: Integer, Unit: "bytes", Required: true, Min: Bound(0), Doc: "size of the document"},
		{Name: "url", Type: String, Pattern: addressPattern, Doc: "address of the document"},
		{Name: "url_basis", Type: String, Doc: "how the address is known", Enum: Terms(
			"recorded: noted when the document was saved", "pattern: follows from the publisher's way of naming", "archived: of a web archive's copy, from which the document was taken", "unknown")},
		{Name: "retrieved_at", Type: String, Pattern: `\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})`, Doc: "moment of retrieval, RFC 3339; empty for what comes with the program"},
		{Name: "basis", Type: String, Required: true, Doc: "what the rows were read from", Enum: Terms(
			"document: the document itself, in the archive", "seed: figures of the document that come with the program", "curated: our own tables")},
		{Name: "note", Type: String, Doc: "what is known of the release beside this, and what the document remarks"},
		{Name: "decision", Type: String, Doc: "what a person decided about the release; mostly empty", Enum: Terms("accept: let through the gates, which would have held it or might have")},
		{Name: "decision_reason", Type: String, Doc: "the reason that the person gave"},
		{Name: "rows", Type: Integer, Unit: "rows", Required: true, Min: Bound(1), Doc: "rows that the reader found"},
		{Name: "ord", Type: Integer, Unit: "place in order of publication", Required: true, Min: Bound(1), Doc: "oldest is 1; a later release replaces the partitions that it states"},
	}, ProvenanceFields()),
	Key:   []string{"release_id"},
	Order: []string{"ord", "release_id"},
	Reads: []Stage{StageReleases},
	// In an as-of view: the releases published by then.
	History: History{SaidOn: "published"},
	Checks: []Check{
		{ID: "releases/id", Title: "a release is named by its source and day", Severity: Error,
			SQL: `SELECT release_id, locator, release_id, source || '@' || published || ', or with .2, .3 …' FROM {table}
				WHERE NOT regexp_full_match(release_id, '[a-z0-9]+(?:-[a-z0-9]+)*@\d{4}-\d{2}-\d{2}(?:\.(?:[2-9]|[1-9]\d+))?')
				OR NOT starts_with(release_id, source || '@' || published)`},
	},
	Spans:  []string{"published"},
	Place:  Nowhere,
	Counts: "Releases that were read and accepted.",
	Not:    "Releases that were refused, held or rejected (see the status page) or that nobody has added yet.",
})
