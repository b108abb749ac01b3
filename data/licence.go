package data

// Licence of a dataset or document.
type Licence struct {
	ID, Title, URL, Credit string
}

// Licences that datasets may carry, by identifier.
var Licences = map[string]Licence{
	"us-public-domain": {
		ID: "us-public-domain", Title: "United States government work, public domain (17 USC 105)",
		URL:    "https://www.usa.gov/government-copyright",
		Credit: "This product uses U.S. government data, but is not endorsed by the agencies that publish it.",
	},
	"CC0-1.0": {
		ID: "CC0-1.0", Title: "Creative Commons Zero 1.0; attribution to citas is requested, not required",
		URL:    "https://creativecommons.org/publicdomain/zero/1.0/",
		Credit: "citas, compiled from the cited documents",
	},
	"Unicode-3.0": {
		ID: "Unicode-3.0", Title: "Unicode License v3",
		URL:    "https://www.unicode.org/license.txt",
		Credit: "Unicode CLDR",
	},
}
