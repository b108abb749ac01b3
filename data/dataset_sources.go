package data

import "slices"

// StageSources is sources.csv; StageSeries is filled by the load with the sources that
// package etl declares.
var (
	StageSources = Stage{Name: "curated_sources", Columns: []string{
		"source_id", "title", "publisher", "publisher_kind", "url", "original_url", "published", "published_precision",
		"accessed", "access", "language", "licence", "note",
	}}
	StageSeries = Stage{Name: "series", Columns: []string{
		"source_id", "title", "publisher", "url", "licence", "cadence", "state", "ended", "about",
	}}
)

// Sources is who says what: every document that was read, and every recurring series.
var Sources = declare(Dataset{
	ID:      "sources",
	Title:   "Sources: documents and series",
	Summary: "Every document that the curated tables cite, with what was read of it and when, and every recurring series that citas loads. Most documents were read in part, as a stored copy; none was opened live.",
	Grain:   "one document or one recurring series",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "source_id", Type: String, Required: true, Pattern: slugPattern, Doc: "slug that other tables cite"},
		{Name: "kind", Type: String, Required: true, Doc: "what the source is", Enum: Terms(
			"document: one page or file that was read",
			"series: a publisher's recurring releases, or our own curated tables")},
		{Name: "title", Type: String, Required: true, Doc: "title of the document; the note says when it was made from the page address; Spanish titles may lack accents"},
		{Name: "publisher", Type: String, Required: true, Doc: "who published the page read; a copy is marked in brackets or with via"},
		{Name: "publisher_kind", Type: String, Doc: "kind of publisher; for a copy of an official text, of the body that wrote it; empty for a series",
			Enum: Terms("agency", "court", "legislature", "ngo", "press", "academic", "law_firm", "standards")},
		{Name: "url", Type: String, Pattern: addressPattern, Doc: "page actually read, or the page that lists a series"},
		{Name: "original_url", Type: String, Pattern: addressPattern, Doc: "address of the original when the page read is a copy and the address is known"},
		{Name: "published", Type: Date, Doc: "date of the document; empty if undated"},
		PrecisionField("published_precision"),
		{Name: "accessed", Type: Date, Doc: "day on which the stored copy was read"},
		{Name: "access", Type: String, Doc: "how much of it was read; empty for a series", Enum: Terms(
			"full: read whole",
			"excerpt: only part of the page was read",
			"copy: only a copy, reprint, mirror or third-party host was read, mostly in part")},
		{Name: "language", Type: String, Pattern: languagePattern, Doc: "language of the page, BCP 47"},
		{Name: "licence", Type: String, Required: true, Doc: "terms of the document or series", Enum: Terms(
			"us-public-domain: work of the United States government",
			"Unicode-3.0: Unicode License v3",
			"CC0-1.0: our own tables",
			"all-rights-reserved-facts-only: only facts were taken")},
		{Name: "cadence", Type: String, Doc: "how often a series has a release, in words"},
		{Name: "state", Type: String, Doc: "whether more releases of a series are expected", Enum: Terms("active", "ended")},
		{Name: "ended", Type: Date, Doc: "day on which the programme behind an ended series stopped"},
		{Name: "about", Type: String, Doc: "what a series is and is not"},
		NoteField(),
	}, ProvenanceFields()...),
	Key:   []string{"source_id"},
	Order: []string{"source_id"},
	Reads: []Stage{StageSources, StageSeries},
	SQL: `SELECT source_id, 'document' AS kind, title, publisher, publisher_kind, url, original_url,
			TRY_CAST(published AS DATE) AS published, published_precision, TRY_CAST(accessed AS DATE) AS accessed, access, language, licence,
			NULL AS cadence, NULL AS state, NULL AS ended, NULL AS about, note, release_id, locator
		FROM stage.curated_sources
		UNION ALL
		SELECT source_id, 'series', title, publisher, NULL, url, NULL, NULL, NULL, NULL, NULL, NULL, licence,
			cadence, state, TRY_CAST(ended AS DATE), about, NULL, release_id, locator
		FROM stage.series`,
	Checks: slices.Concat(sourceChecks(), dateChecks("sources",
		dateColumn{Name: "published", Precision: "published_precision"}, dateColumn{Name: "accessed"})),
	Spans:  []string{"published"},
	Place:  Nowhere,
	Counts: "Documents and series that figures on this site rest on.",
	Not:    "Pages that were looked at and not used. A source that is listed was not checked on the live web.",
})
