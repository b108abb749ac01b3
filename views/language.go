package views

import (
	"fmt"
	"math"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Words writes numbers and dates in a reader's language. The zero value is English.
type Words struct{ tag language.Tag }

func (w Words) printer() *message.Printer {
	if w.tag == language.Und {
		return message.NewPrinter(language.English)
	}
	return message.NewPrinter(w.tag)
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

// Small writes a whole number below ten as a word, others in figures.
func (w Words) Small(n int64) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n >= 0 && n < int64(len(words)) {
		return words[n]
	}
	return w.Count(n)
}

// Month writes a month: May 2024.
func (w Words) Month(t time.Time) string { return t.Format("January 2006") }

// ShortMonth writes a month in three letters: Jul 2023.
func (w Words) ShortMonth(t time.Time) string { return t.Format("Jan 2006") }

// Day writes a day: 12 May 2023.
func (w Words) Day(t time.Time) string { return t.Format("2 January 2006") }

// Quarter writes the calendar quarter of t: Q2 2024.
func (w Words) Quarter(t time.Time) string {
	return fmt.Sprintf("Q%d %d", (int(t.Month())+2)/3, t.Year())
}

// Join makes a list of texts: a, b and c.
func (w Words) Join(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// Capital writes the first letter large.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
