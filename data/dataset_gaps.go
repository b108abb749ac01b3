package data

import "slices"

// StageGaps is gaps.csv.
var StageGaps = Stage{Name: "curated_gaps", Columns: []string{
	"gap_id", "topic", "missing", "office", "ask", "basis", "source_id", "confidence", "evidence",
}}

// Gaps is what was never published, and which office would hold it.
var Gaps = declare(Dataset{
	ID:      "gaps",
	Title:   "What is missing",
	Summary: "Figures that no document we read states, with the office that would hold them and the document that shows why. Gaps that follow from the other tables, such as months without a figure, are worked out on the page of what is missing and are not listed here.",
	Grain:   "one kind of figure that is missing",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "gap_id", Type: String, Required: true, Pattern: slugPattern, Doc: "slug"},
		{Name: "topic", Type: String, Required: true, Doc: "which story it belongs to", Enum: Terms("allocations", "waits", "languages", "outcomes")},
		{Name: "missing", Type: String, Required: true, Pattern: `.{10,160}`, Doc: "what is not known, in our words"},
		{Name: "office", Type: String, Required: true, Doc: "office that would hold the records", Enum: Terms(
			"cbp: U.S. Customs and Border Protection", "ohss: DHS Office of Homeland Security Statistics", "eoir: Executive Office for Immigration Review")},
		{Name: "ask", Type: String, Required: true, Pattern: `.{10,300}`, Doc: "records to ask for, as a request can name them"},
		{Name: "basis", Type: String, Required: true, Pattern: `.{10,200}`, Doc: "why the office should hold them: what the document says"},
	}, CitationFields()...),
	Key:    []string{"gap_id"},
	Order:  []string{"gap_id"},
	Reads:  []Stage{StageGaps},
	Checks: slices.Clone(citationChecks("gaps")),
	Counts: "Kinds of figures that we looked for and did not find.",
	Not:    "Proof that an office holds the records, or that nobody ever published them.",
})
