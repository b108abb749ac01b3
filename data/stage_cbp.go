package data

// What the readers of the CBP encounter files stage, one row per record of the file.
// Month Grouping is not data (it flips between releases) and is not kept.
var (
	StageCBPEncounters = Stage{Name: "cbp_encounters", Columns: []string{
		"fiscal_year_label", // "2024 (FYTD)" as printed
		"fiscal_year",       // 2024
		"month",             // first day, YYYY-MM-DD: October to December lie in the calendar year before
		"land_border_region", "state",
		"demographic",       // alias applied: single_adults, accompanied_minors, family_unit, unaccompanied
		"demographic_label", // as printed
		"citizenship",       // ISO 3166-1 alpha-2 or other
		"citizenship_label", // as printed
		"title_of_authority",
		"encounters",
	}}
	StageCBPSouthwest = Stage{Name: "cbp_southwest", Columns: []string{
		"fiscal_year_label", "fiscal_year", "month",
		"component", // Office of Field Operations, U.S. Border Patrol
		"demographic", "demographic_label", "citizenship", "citizenship_label",
		"title_of_authority", "encounter_type", "encounters",
	}}
)
