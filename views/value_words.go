package views

import (
	"regexp"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"citas/data"
	"citas/views/locale"
)

// enumWords writes a value of an enumeration, or words of ours that stand in a column of
// a chart, for a reader. Files have the value as it is.
func enumWords(w Words, value string) string { return w.T(enumMessage(value)) }

// enumMessage is the message of a value.
func enumMessage(value string) locale.Msg { return locale.Msg("value|" + spaced(value)) }

// columnMessage is the message of a column's name.
func columnMessage(column string) locale.Msg { return locale.Msg("column|" + spaced(column)) }

// countryWords names a country by its code as the reader's language does. English keeps
// the name as it was printed, and so does what is no country.
func countryWords(w Words, code, printed string) string {
	region, err := language.ParseRegion(code)
	if w.English() || err != nil || len(code) != 2 {
		return enumWords(w, printed)
	}
	if m := enumMessage(printed); w.Has(m) { // of a language that CLDR has no names in
		return w.T(m)
	}
	if names := display.Regions(language.Make(w.Code())); names != nil && cldrNames(w) && names.Name(region) != "" {
		return names.Name(region)
	}
	return printed
}

// cldrNames reports whether CLDR has names in a language. Where it has none, its Go data answer in another that people there may
// know: in French for Haitian Creole.
func cldrNames(w Words) bool {
	tag := language.Make(w.Code())
	nearest, _, _ := namedIn.Match(tag)
	own, _ := tag.Base()
	has, _ := nearest.Base()
	return own == has
}

var namedIn = language.NewMatcher(display.Supported.Tags())

// whoWords writes who said a figure.
func whoWords(w Words, code string) string {
	if w.English() {
		return speaker(code)
	}
	if m := enumMessage(code); w.Has(m) {
		return w.T(m)
	}
	return speaker(code)
}

// levelWords names how far a figure is from what was published.
func levelWords(w Words, l data.Level) string { return w.T(locale.Msg(l.Words())) }

// confidenceWords names a rating.
func confidenceWords(w Words, rating string) string {
	return w.T("{rating} confidence", "rating", enumWords(w, rating))
}

// lengthPattern is a length of time as the record says it.
var lengthPattern = regexp.MustCompile(`^(?:(more than|up to|about|at least) )?([0-9.]+)(?: to ([0-9.]+))? (days?|weeks?|months?|years?)$`)

// lengthWords writes a length of time for a reader: "more than 2 months".
func lengthWords(w Words, text string) string {
	m := lengthPattern.FindStringSubmatch(text)
	if w.English() || m == nil {
		return text
	}
	length := m[2]
	if m[3] != "" {
		length = w.T("{from} to {to}", "from", m[2], "to", m[3])
	}
	length += " " + enumWords(w, m[4])
	if m[1] != "" {
		length = enumWords(w, m[1]) + " " + length
	}
	return length
}
