package data

import "slices"

// FieldOfficeEncounters is everyone whom officers encountered at southwest ports.
var FieldOfficeEncounters = declare(Dataset{
	ID:      "field-office-encounters",
	Title:   "Encounters at southwest ports, by month and field office",
	Summary: "Encounters by the CBP Office of Field Operations (OFO) at southwest ports of entry, by month and field office, as printed by OHSS: the only official geography near the ports. It counts everyone encountered there, not only people with an appointment.",
	Grain:   "one printed cell: a month or fiscal year, and a field office or the total",
	Level:   AsPublished,
	Series:  []string{"ohss-monthly"},
	Licence: "us-public-domain",
	Fields: slices.Concat(PeriodFields(), []Field{
		{Name: "field_office", Type: String, Required: true, Doc: "CBP field office", Enum: Terms(
			"san_diego: San Diego", "tucson: Tucson", "el_paso: El Paso", "laredo: Laredo", "total: all four, as printed")},
		{Name: "field_office_label", Type: String, Required: true, Doc: "as printed in the header"},
		{Name: "encounters", Type: Integer, Unit: "encounters", Rounded: 10, Min: Bound(0), Doc: "encounters, rounded to 10"},
		StatusField(),
	}, ProvenanceFields()),
	Key:   []string{"period", "fiscal_year", "month", "field_office"},
	Order: []string{"period", "fiscal_year", "month", "field_office"},
	Reads: []Stage{StageOHSSFieldOffices},
	History: History{
		Partition: []string{"fiscal_year", "period", "month"}, Measure: "encounters", Labels: []string{"field_office_label"}, Running: runningTotal, Total: "field_office=total",
	},
	SQL:    printedCellSQL(StageOHSSFieldOffices, "field_office", "encounters"),
	Checks: printedCellChecks("field-office-encounters", StageOHSSFieldOffices, "field_office", "encounters"),
	Counts: "Encounters of all people by officers at southwest ports of entry, with and without an appointment. One person may be encountered more than once.",
	Not:    "Appointments. A ratio of appointments to these encounters is a ratio of two tables, not a share. People whom the Border Patrol met between ports are left out.",
})
