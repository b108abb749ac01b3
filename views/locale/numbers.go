package locale

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

func (w Words) printer() *message.Printer {
	if w.language == nil {
		return message.NewPrinter(language.English)
	}
	return message.NewPrinter(w.language.numbers)
}

// Number writes v with thousands separators and the given number of decimals, halves
// away from zero as drawings do.
func (w Words) Number(v float64, decimals int) string {
	pow := math.Pow10(decimals)
	v = math.Round(v*pow) / pow
	return w.printer().Sprint(number.Decimal(v, number.MinFractionDigits(decimals), number.MaxFractionDigits(decimals)))
}

// Upto writes v with as many decimals as it has, at most the given number: 8, 45.63.
func (w Words) Upto(v float64, decimals int) string {
	return w.printer().Sprint(number.Decimal(v, number.MaxFractionDigits(decimals)))
}

// Count writes a whole number with thousands separators.
func (w Words) Count(v int64) string { return w.Number(float64(v), 0) }

// Percent writes a share from 0 to 1 as percent, a no-break space before the sign.
func (w Words) Percent(share float64, decimals int) string {
	return w.Number(share*100, decimals) + "\u00a0%"
}

// digits are the words of the numbers below ten.
var digits = []Msg{"number|no", "number|one", "number|two", "number|three", "number|four", "number|five", "number|six", "number|seven", "number|eight", "number|nine"}

// Small writes a whole number below ten as a word, others in figures.
func (w Words) Small(n int64) string {
	if n >= 0 && n < int64(len(digits)) {
		return w.T(digits[n])
	}
	return w.Count(n)
}

// Join makes a list of texts: a, b and c.
func (w Words) Join(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return w.T("list|{rest} and {last}", "rest", strings.Join(parts[:len(parts)-1], ", "), "last", parts[len(parts)-1])
}

// Capital writes the first letter large.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
