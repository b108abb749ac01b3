package data

import "strings"

// Place is a spot of the record that is not a port of entry: a city, a region, or the
// whole border.
type Place struct {
	Slug, Name string
	Kind       string // border_wide, border_city, interior, region
	Port       string // port of entry opposite, if there is one
}

// Places are the slugs that curated tables use, with their meaning.
var Places = []Place{
	{"border_wide", "whole southwest border, or all of Mexico", "border_wide", ""},
	{"tijuana", "Tijuana, Baja California", "border_city", "san-ysidro"},
	{"mexicali", "Mexicali, Baja California", "border_city", "calexico-west"},
	{"nogales-sonora", "Nogales, Sonora", "border_city", "nogales"},
	{"ciudad-juarez", "Ciudad Juárez, Chihuahua", "border_city", "el-paso"},
	{"piedras-negras", "Piedras Negras, Coahuila", "border_city", "eagle-pass"},
	{"nuevo-laredo", "Nuevo Laredo, Tamaulipas", "border_city", "laredo"},
	{"reynosa", "Reynosa, Tamaulipas", "border_city", "hidalgo"},
	{"matamoros", "Matamoros, Tamaulipas", "border_city", "brownsville"},
	{"tamaulipas-border", "border of Tamaulipas, city not named", "border_city", ""},
	{"hermosillo", "Hermosillo, Sonora", "interior", ""},
	{"mexico-city", "Mexico City", "interior", ""},
	{"tapachula", "Tapachula, Chiapas", "interior", ""},
	{"mexico-unspecified", "somewhere in Mexico", "interior", ""},
	{"baja-california", "San Ysidro and Calexico together", "region", ""},
	{"northern-mexico", "northern Mexico", "region", ""},
}

// PortIDs are the eight ports of entry that took appointments, from west to east.
var PortIDs = []string{"san-ysidro", "calexico-west", "nogales", "el-paso", "eagle-pass", "laredo", "hidalgo", "brownsville"}

// placeTerms is the enumeration of Places.
func placeTerms() []Term {
	terms := make([]Term, len(Places))
	for i, p := range Places {
		terms[i] = Term{Value: p.Slug, Meaning: p.Name}
	}
	return terms
}

// portTerms is the enumeration of PortIDs.
func portTerms() []Term {
	terms := make([]Term, len(PortIDs))
	for i, id := range PortIDs {
		terms[i] = Term{Value: id, Meaning: "port of entry"}
	}
	return terms
}

// placeValues is SQL for the places as a table (place, kind, port).
func placeValues() string {
	rows := make([]string, len(Places))
	for i, p := range Places {
		rows[i] = "(" + quote(p.Slug) + ", " + quote(p.Kind) + ", " + quote(p.Port) + ")"
	}
	return "(VALUES " + strings.Join(rows, ", ") + ") AS p(place, kind, port)"
}
