package data

// StageEOIRLanguages is what the reader of the court's language statistics stages, one
// row per printed figure of Appendix G.
var StageEOIRLanguages = Stage{Name: "eoir_languages", Columns: []string{
	"fiscal_year",    // 2023
	"measure",        // completions (proceedings completed) or hearings
	"language",       // BCP 47, or other, unknown, total (the printed total)
	"language_label", // as printed, without footnote marks
	"value",          // digits without the printed thousands separators
	"source_id", "confidence", "evidence",
}}
