package data

import "slices"

// AppointmentsProcessed is the core series: what DHS counted, by month and citizenship.
var AppointmentsProcessed = declare(Dataset{
	ID:      "appointments-processed",
	Title:   "Appointments processed, by month and nationality",
	Summary: "CBP One appointments that were processed at southwest land ports of entry, by month and citizenship, as printed by the DHS Office of Homeland Security Statistics (OHSS). All cells are rounded to 10, totals apart from their parts. The printed totals of fiscal years stand beside the months.",
	Grain:   "one printed cell: a month or fiscal year, and a nationality or the total",
	Level:   AsPublished,
	Series:  []string{"ohss-monthly"},
	Licence: "us-public-domain",
	Fields: slices.Concat(PeriodFields(), []Field{
		{Name: "nationality", Type: String, Required: true, Pattern: territoryPattern + `|total|other`, Doc: "citizenship: ISO 3166-1 alpha-2, total, or other; other includes unknown and is only comparable within its own release, because the ten named ones change"},
		{Name: "nationality_label", Type: String, Required: true, Doc: "as printed in the header"},
		{Name: "appointments", Type: Integer, Unit: "appointments", Rounded: 10, Min: Bound(0), Doc: "appointments processed, rounded to 10"},
		StatusField(),
	}, ProvenanceFields()),
	Key:   []string{"period", "fiscal_year", "month", "nationality"},
	Order: []string{"period", "fiscal_year", "month", "nationality"},
	Reads: []Stage{StageOHSSAppointments},
	History: History{
		Partition: []string{"fiscal_year", "period", "month"}, Measure: "appointments",
		Labels: []string{"nationality_label"}, Residual: "nationality=other", Running: runningTotal, Total: "nationality=total",
	},
	SQL: printedCellSQL(StageOHSSAppointments, "nationality", "appointments"),
	Checks: append(printedCellChecks("appointments-processed", StageOHSSAppointments, "nationality", "appointments"),
		Check{ID: "appointments-processed/opened", Title: "no month before the opening has a number", Severity: Error,
			SQL: `SELECT release_id, locator, CAST(month AS VARCHAR) || ': ' || appointments, 'no number before January 2023' FROM {table}
				WHERE month < date_trunc('month', DATE '` + ProgrammeOpened + `') AND appointments IS NOT NULL`},
		Check{ID: "appointments-processed/nationality-known", Title: "a nationality is a known territory", Severity: Error,
			SQL: `SELECT release_id, locator, nationality, 'total, other, or a territory of the list' FROM {table}
				WHERE nationality NOT IN ('total', 'other') AND nationality NOT IN (SELECT territory FROM main.territories)`}),
	Counts: "Appointments that were processed at southwest land ports of entry.",
	Not:    "People who asked for an appointment, appointments that were scheduled, or people let in. Processed does not mean that asylum was granted or even sought. There is no port, no language and no wait in it.",
	Notes: []string{
		"Before 12 May 2023 appointments were given only to seek an exception to Title 42; May 2023 mixes both.",
		"January 2023 is partial: scheduling opened on the 12th.",
		"Ecuador replaced Chile among the named ten in July 2024, so Chile's whole history moved into other.",
	},
})
