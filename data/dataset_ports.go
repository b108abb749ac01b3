package data

import "slices"

// StagePorts is ports.csv.
var StagePorts = Stage{Name: "curated_ports", Columns: []string{
	"port_id", "name", "state", "cbp_port_code", "mexican_city", "mexican_state", "field_office", "lat", "lon", "note",
	"source_id", "confidence", "evidence",
}}

// Ports are the eight ports of entry that took appointments.
var Ports = declare(Dataset{
	ID:      "ports",
	Title:   "Ports of entry",
	Summary: "The eight ports of entry on the southwest border that took appointments, with the city opposite and the CBP field office above them. The list stands in a law-firm notice of January 2023 and in press reports; no official page with it was read.",
	Grain:   "one port of entry",
	Level:   Transcribed,
	Series:  []string{"curated"},
	Licence: "CC0-1.0",
	Fields: append([]Field{
		{Name: "port_id", Type: String, Required: true, Enum: portTerms(), Doc: "slug"},
		{Name: "name", Type: String, Required: true, Doc: "port of entry"},
		{Name: "state", Type: String, Required: true, Doc: "U.S. state, postal code", Enum: Terms("CA: California", "AZ: Arizona", "TX: Texas")},
		{Name: "cbp_port_code", Type: String, Required: true, Pattern: `[1-9]\d{3}`, Doc: "four-digit code that CBP and BTS use"},
		{Name: "mexican_city", Type: String, Required: true, Doc: "city opposite"},
		{Name: "mexican_state", Type: String, Required: true, Doc: "its state"},
		{Name: "field_office", Type: String, Required: true, Doc: "CBP field office; general knowledge: OHSS names the offices but not their ports",
			Enum: Terms("san_diego: San Diego", "tucson: Tucson", "el_paso: El Paso", "laredo: Laredo")},
		{Name: "lat", Type: Number, Unit: "degrees north", Required: true, Min: Bound(25), Max: Bound(33), Doc: "latitude of the newest BTS point"},
		{Name: "lon", Type: Number, Unit: "degrees east", Required: true, Min: Bound(-118), Max: Bound(-97), Doc: "longitude of the newest BTS point"},
		NoteField(),
	}, CitationFields()...),
	Key:   []string{"port_id"},
	Order: []string{"port_id"},
	Reads: []Stage{StagePorts},
	Checks: slices.Concat([]Check{
		{ID: "ports/eight", Title: "all eight ports are listed", Severity: Error,
			SQL: `SELECT (SELECT max(release_id) FROM {table}), '', port_id || ' is missing', 'the eight ports' FROM (VALUES ` + quoteRows(PortIDs) + `) AS p(port_id)
				WHERE EXISTS (FROM {table}) AND port_id NOT IN (SELECT port_id FROM {table} WHERE port_id IS NOT NULL)`},
		{ID: "ports/code", Title: "no port code repeats", Severity: Error,
			SQL: `SELECT any_value(release_id), string_agg(locator, ' and ' ORDER BY locator), string_agg(port_id, ' and ' ORDER BY port_id) || ' have code ' || cbp_port_code, 'one code for one port'
				FROM {table} GROUP BY cbp_port_code HAVING count(*) > 1`},
	}, citationChecks("ports")),
	Counts: "Ports of entry that took appointments at some time.",
	Not:    "Appointments by port: no official table was found. Ports of entry that took none are left out.",
})
