package data

import "slices"

// Encounters is CBP's table of all encounters by state: the context.
var Encounters = declare(Dataset{
	ID:      "encounters",
	Title:   "Nationwide encounters, by month, state and citizenship",
	Summary: "Encounters of CBP nationwide (at and between ports), by month, border region, state, demographic group, citizenship and legal authority, as in the CSV files that CBP publishes. A row that is absent is not a zero: CBP leaves combinations without an encounter out.",
	Grain:   "one combination of month, region, state, demographic, citizenship and authority",
	Level:   AsPublished,
	Series:  []string{"cbp-encounters"},
	Licence: "us-public-domain",
	Fields: slices.Concat(encounterMonthFields(), []Field{
		{Name: "land_border_region", Type: String, Required: true, Doc: "border region as printed", Enum: Terms("Northern Land Border", "Southwest Land Border", "Other: coastal and interior")},
		{Name: "state", Type: String, Required: true, Pattern: `[A-Z]{2}`, Doc: "U.S. state or territory, postal code"},
	}, encounterGroupFields(), ProvenanceFields()),
	Key:   []string{"fiscal_year", "month", "land_border_region", "state", "demographic", "citizenship", "title_of_authority"},
	Order: []string{"fiscal_year", "month", "land_border_region", "state", "demographic", "citizenship", "title_of_authority"},
	Reads: []Stage{StageCBPEncounters},
	History: History{
		Partition: []string{"fiscal_year", "month"}, Measure: "encounters",
		Labels: []string{"demographic_label", "citizenship_label"}, Residual: "citizenship=other", Closed: closedYear,
	},
	PartedBy: "fiscal_year",
	Checks:   encounterChecks("encounters"),
	Place:    "United States",
	Counts:   "Encounters: apprehensions by the Border Patrol, inadmissibles at ports, and expulsions under Title 42. One person may be counted more than once.",
	Not:      "People, entries, or appointments. Most people with an appointment are among the inadmissibles at ports, which this table does not set apart.",
	Notes:    []string{"The column Month Grouping of the file is not data: it changes from release to release and was left out."},
})

// closedYear holds for rows of a year that CBP no longer calls "to date".
const closedYear = "fiscal_year_label NOT LIKE '%(FYTD)%'"

// encounterMonthFields date a row of the CBP files.
func encounterMonthFields() []Field {
	return []Field{
		{Name: "fiscal_year", Type: Integer, Unit: "U.S. fiscal year", Required: true, Min: Bound(1990), Max: Bound(2100), Doc: "October of the calendar year before to September"},
		{Name: "fiscal_year_label", Type: String, Required: true, Doc: "as printed; (FYTD) marks the year that the publisher still calls open"},
		{Name: "month", Type: Date, Required: true, Doc: "first day of the month"},
	}
}

// encounterGroupFields say who was encountered, and how many.
func encounterGroupFields() []Field {
	return []Field{
		{Name: "demographic", Type: String, Required: true, Doc: "demographic group, one name for all releases", Enum: Terms(
			"single_adults", "accompanied_minors", "family_unit: people in a family unit (FMUA)", "unaccompanied: unaccompanied children (UC / Single Minors, since 2025 UAC)")},
		{Name: "demographic_label", Type: String, Required: true, Doc: "as printed"},
		{Name: "citizenship", Type: String, Required: true, Pattern: territoryPattern + `|other|unknown`, Doc: "ISO 3166-1 alpha-2, other or unknown"},
		{Name: "citizenship_label", Type: String, Required: true, Doc: "as printed"},
		{Name: "title_of_authority", Type: String, Required: true, Doc: "legal authority as printed", Enum: Terms(
			"Title 8: immigration law", "Title 42: public-health expulsion, until 11 May 2023")},
		{Name: "encounters", Type: Integer, Unit: "encounters", Required: true, Min: Bound(0), Doc: "number of encounters"},
		StatusField(),
	}
}

const unknownTerritory = "citizenship NOT IN ('other', 'unknown') AND citizenship NOT IN (SELECT territory FROM main.territories)"

// encounterChecks are the rules on a table of encounters.
func encounterChecks(id string) []Check {
	return []Check{
		rowCheck(id+"/month", "a month is a first day and lies in its fiscal year",
			"CAST(month AS VARCHAR) || ' in fiscal year ' || fiscal_year", "NOT "+inFiscalYear, "'a first day from October before to September'"),
		{ID: id + "/citizenship-known", Title: "a citizenship is a known territory", Severity: Error, sign: "EXISTS " + valuesWhere("citizenship", unknownTerritory),
			SQL: "SELECT release_id, locator, citizenship_label || ': ' || citizenship, 'other, unknown, or a territory of the list' FROM {table} WHERE " + unknownTerritory},
	}
}
