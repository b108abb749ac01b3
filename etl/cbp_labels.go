package etl

// The closed sets of the CBP encounter files: the labels that may stand in a column,
// and our code for each. A label outside its set is refused, because CBP renames
// (UC / Single Minors became UAC in 2025) and a renamed group must not fall out of a sum.

// demographics are the groups by the labels of all editions.
var demographics = map[string]string{
	"Single Adults":      "single_adults",
	"Accompanied Minors": "accompanied_minors",
	"FMUA":               "family_unit",
	"UC / Single Minors": "unaccompanied", // until January 2025
	"UAC":                "unaccompanied", // in data published from February 2025 on
}

var (
	landBorderRegions = themselves("Northern Land Border", "Southwest Land Border", "Other")
	titles            = themselves("Title 8", "Title 42")
	components        = themselves("Office of Field Operations", "U.S. Border Patrol")
	encounterTypes    = themselves("Apprehensions", "Expulsions", "Inadmissibles")
	// states are the postal codes of states, the district and the territories.
	states = themselves(
		"AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA", "ID", "IL", "IN", "KS",
		"KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MP", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY",
		"OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY")
)

// themselves is a closed set whose labels are kept as printed.
func themselves(labels ...string) map[string]string {
	set := make(map[string]string, len(labels))
	for _, label := range labels {
		set[label] = label
	}
	return set
}
