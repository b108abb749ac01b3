package data

import "slices"

// SouthwestEncounters is CBP's table of the southwest border, at and between ports.
var SouthwestEncounters = declare(Dataset{
	ID:      "southwest-encounters",
	Title:   "Southwest border encounters, by month and component",
	Summary: "Encounters at the southwest land border, by month, component, demographic group, citizenship group, authority and type, as in the CSV files that CBP publishes. The Office of Field Operations works at ports of entry, the Border Patrol between them. A row that is absent is not a zero.",
	Grain:   "one combination of month, component, demographic, citizenship, authority and encounter type",
	Level:   AsPublished,
	Series:  []string{"cbp-southwest"},
	Licence: "us-public-domain",
	Fields: slices.Concat(encounterMonthFields(), []Field{
		{Name: "component", Type: String, Required: true, Doc: "who encountered", Enum: Terms(
			"Office of Field Operations: at ports of entry", "U.S. Border Patrol: between ports of entry")},
		{Name: "encounter_type", Type: String, Required: true, Doc: "kind of encounter as printed", Enum: Terms(
			"Apprehensions: by the Border Patrol under Title 8", "Inadmissibles: at ports under Title 8", "Expulsions: under Title 42")},
	}, encounterGroupFields(), ProvenanceFields()),
	Key:   []string{"fiscal_year", "month", "component", "demographic", "citizenship", "title_of_authority", "encounter_type"},
	Order: []string{"fiscal_year", "month", "component", "demographic", "citizenship", "title_of_authority", "encounter_type"},
	Reads: []Stage{StageCBPSouthwest},
	History: History{
		Partition: []string{"fiscal_year", "month"}, Measure: "encounters",
		Labels: []string{"demographic_label", "citizenship_label"}, Residual: "citizenship=other", Closed: closedYear,
	},
	PartedBy: "fiscal_year",
	Checks:   encounterChecks("southwest-encounters"),
	Counts:   "Encounters at the southwest land border. One person may be counted more than once.",
	Not:      "People, entries, or appointments. Only four citizenships are named; everyone else is other.",
	Notes:    []string{"The column Month Grouping of the file is not data: it changes from release to release and was left out."},
})
