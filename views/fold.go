package views

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// folded writes a text so that case, accents and punctuation do not matter: words of
// letters and digits, one space between them. "Ciudad Juárez" is "ciudad juarez".
func folded(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		plain = text
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// slugOf writes a text as an id: "What is counted" is "what-is-counted".
func slugOf(text string) string { return strings.ReplaceAll(folded(text), " ", "-") }
