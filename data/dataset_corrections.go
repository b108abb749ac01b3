package data

import "slices"

// StageCorrections is corrections.csv.
var StageCorrections = Stage{Name: "curated_corrections", Columns: []string{
	"correction_id", "corrected_on", "wrong_since", "dataset", "what_was_wrong", "what_is_right", "touched", "reported_by_kind",
}}

// Corrections is what we got wrong. Nobody else states it, so its rows cite nothing.
var Corrections = declare(Dataset{
	ID:      "corrections",
	Title:   "Our own corrections",
	Summary: "Every error of ours in a figure, a table or a page that was up, with what is right instead and what it touched. What publishers revise in their own figures is no correction of ours and stands in the revisions.",
	Grain:   "one correction",
	Level:   Derived,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: slices.Concat([]Field{
		{Name: "correction_id", Type: String, Required: true, Pattern: slugPattern, Doc: "day of the correction and slug"},
		{Name: "corrected_on", Type: Date, Required: true, Doc: "day from which the right figure stands"},
		{Name: "wrong_since", Type: Date, Doc: "day from which the wrong figure stood; empty if unknown"},
		{Name: "dataset", Type: String, Required: true, Pattern: slugPattern, Doc: "dataset that was wrong; site for what stood only on pages"},
		{Name: "what_was_wrong", Type: String, Required: true, Pattern: `.{1,400}`, Doc: "what stood there, with the figure"},
		{Name: "what_is_right", Type: String, Required: true, Pattern: `.{1,400}`, Doc: "what stands there now, with the figure"},
		{Name: "touched", Type: String, Required: true, Pattern: `.{1,400}`, Doc: "which figures, charts and pages showed it"},
		{Name: "reported_by_kind", Type: String, Required: true, Doc: "who noticed", Enum: Terms("reader", "press", "ourselves")},
	}, ProvenanceFields()),
	Key:      []string{"correction_id"},
	Order:    []string{"correction_id"},
	Reads:    []Stage{StageCorrections},
	MayEmpty: true,
	History:  History{SaidOn: "corrected_on"},
	Checks: slices.Concat([]Check{
		{ID: "corrections/id", Title: "the id begins with the day of the correction", Severity: Error,
			SQL: `SELECT release_id, locator, correction_id, CAST(corrected_on AS VARCHAR) || '- at the beginning' FROM {table} WHERE NOT starts_with(correction_id, CAST(corrected_on AS VARCHAR) || '-')`},
		{ID: "corrections/dataset-known", Title: "a correction names a dataset or the site", Severity: Error,
			SQL: `SELECT release_id, locator, dataset, 'a dataset, or site' FROM {table} WHERE dataset NOT IN ('site', 'checks')
				AND replace(dataset, '-', '_') NOT IN (SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main')`},
	}, dateChecks("corrections", dateColumn{Name: "corrected_on", After: "wrong_since"}, dateColumn{Name: "wrong_since"})),
	Spans:  []string{"corrected_on"},
	Place:  Nowhere,
	Counts: "Errors that we made and have put right.",
	Not:    "Revisions by the publishers, and errors that nobody has noticed yet.",
})
