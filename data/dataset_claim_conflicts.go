package data

import "slices"

// StageClaimConflicts is claim_conflicts.csv.
var StageClaimConflicts = Stage{Name: "curated_claim_conflicts", Columns: []string{
	"conflict_id", "question", "claims", "why", "source_id", "confidence", "evidence",
}}

// ClaimConflicts are the questions to which the record has more than one answer.
var ClaimConflicts = declare(Dataset{
	ID:      "claim-conflicts",
	Title:   "Where claims contradict one another",
	Summary: "Questions to which the public record gives more than one answer, with the claims that answer them and, where a document explains it, why they differ. Where no document explains it, the reason is empty: it is not stated, and we do not guess.",
	Grain:   "one question",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "conflict_id", Type: String, Required: true, Pattern: slugPattern, Doc: "slug of the question"},
		{Name: "question", Type: String, Required: true, Pattern: `.{10,120}\?`, Doc: "what the claims answer"},
		{Name: "claims", Type: String, Required: true, Pattern: `[a-z0-9-]+(?: [a-z0-9-]+)+`, Doc: "claim_id of each claim, separated by spaces, in order of time"},
		{Name: "why", Type: String, Pattern: `.{0,240}`, Doc: "why they differ, as the document says; empty: not stated"},
	}, CitationFields()...),
	Key:   []string{"conflict_id"},
	Order: []string{"conflict_id"},
	Reads: []Stage{StageClaimConflicts},
	Checks: slices.Concat([]Check{
		{ID: "claim-conflicts/known", Title: "every claim of a conflict is a claim", Severity: Error,
			SQL: `SELECT release_id, locator, conflict_id || ': ' || id, 'a claim_id of claims' FROM (SELECT *, unnest(string_split(claims, ' ')) AS id FROM {table})
				WHERE id NOT IN (SELECT claim_id FROM main.claims)`},
		{ID: "claim-conflicts/once", Title: "a conflict names each claim once", Severity: Error,
			SQL: `SELECT release_id, locator, conflict_id || ': ' || claims, 'each claim once' FROM {table}
				WHERE len(list_distinct(string_split(claims, ' '))) <> len(string_split(claims, ' '))`},
	}, citationChecks("claim-conflicts")),
	Counts: "Questions, each with the claims that answer it. The document named is the one that shows or explains the difference.",
	Not:    "A judgement on which claim is right. Claims of one question may count different things, on different days; their rows say so.",
})
