package data

import "slices"

// StageChecks is filled after the checks ran.
var StageChecks = Stage{Name: "checks", Columns: []string{"check_id", "dataset", "severity", "title", "outcome", "failures", "sample"}}

// Checks is what was tested before this edition went up.
var Checks = declare(Dataset{
	ID:      "checks",
	Title:   "Checks",
	Summary: "Every rule that the rows of this edition were held against, and what came of it. A failed error keeps a release out, so an edition shows failures of warnings only.",
	Grain:   "one rule on one dataset",
	Level:   Derived,
	Licence: "CC0-1.0",
	Fields: slices.Concat([]Field{
		{Name: "check_id", Type: String, Required: true, Pattern: `[a-z0-9_/-]+`, Doc: "dataset, field if any, and rule"},
		{Name: "dataset", Type: String, Required: true, Pattern: slugPattern, Doc: "dataset that the rule holds for"},
		{Name: "severity", Type: String, Required: true, Doc: "what a failure does", Enum: Terms("error: keeps the release out", "warning: is shown")},
		{Name: "title", Type: String, Required: true, Doc: "the rule in words"},
		{Name: "outcome", Type: String, Required: true, Doc: "what came of it", Enum: Terms("passed", "failed")},
		{Name: "failures", Type: Integer, Unit: "rows", Required: true, Min: Bound(0), Doc: "rows that break the rule"},
		{Name: "sample", Type: String, Doc: "the first of them in words; empty if none"},
	}, ProvenanceFields()),
	Key:    []string{"check_id"},
	Order:  []string{"check_id"},
	Reads:  []Stage{StageChecks},
	Place:  Nowhere,
	Counts: "Rules, and rows that break them.",
	Not:    "Whether the publishers' figures are true: the rules find what contradicts itself.",
})
