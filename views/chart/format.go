package chart

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Format writes numbers, dates and the few fixed phrases of a drawing in a language. Nil fields are English.
type Format struct {
	Number       func(v float64, decimals int) string // 45630 → "45,630"
	Percent      func(v float64, decimals int) string // 0.223 → "22.3 %", with a no-break space
	MonthInitial func(m time.Month) string            // "J"
	MonthShort   func(m time.Month) string            // "Jan"
	MonthYear    func(t time.Time) string             // "May 2024"
	Quarter      func(q int) string                   // "Q2"
	FiscalYear   func(year int) string                // "FY2023"
	Date         func(t time.Time) string             // "12 May 2023"
	Phrases      map[string]string                    // overrides of Phrases(), by key; {0}, {1} … are filled in
}

// complete fills the nil fields with English.
func (f Format) complete() Format {
	if f.Number == nil {
		f.Number = englishNumber
	}
	if f.Percent == nil {
		number := f.Number
		f.Percent = func(v float64, decimals int) string { return number(v*100, decimals) + "\u00a0%" }
	}
	if f.MonthInitial == nil {
		f.MonthInitial = func(m time.Month) string { return m.String()[:1] }
	}
	if f.MonthShort == nil {
		f.MonthShort = func(m time.Month) string { return m.String()[:3] }
	}
	if f.MonthYear == nil {
		f.MonthYear = func(t time.Time) string { return t.Format("January 2006") }
	}
	if f.Quarter == nil {
		f.Quarter = func(q int) string { return "Q" + strconv.Itoa(q) }
	}
	if f.FiscalYear == nil {
		f.FiscalYear = func(year int) string { return "FY" + strconv.Itoa(year) }
	}
	if f.Date == nil {
		f.Date = func(t time.Time) string { return t.Format("2 January 2006") }
	}
	return f
}

// englishNumber rounds half away from zero, groups thousands by commas and writes a true minus sign.
func englishNumber(v float64, decimals int) string {
	pow := math.Pow(10, float64(decimals))
	v = math.Round(v*pow) / pow
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// value writes v in the axis' way, without its unit.
func (f Format) value(a Axis, v float64) string {
	if a.Percent {
		return f.Percent(v, a.Decimals)
	}
	return f.Number(v, a.Decimals)
}

// withUnit writes v and its unit.
func (f Format) withUnit(a Axis, v float64) string {
	if a.Percent || a.Unit == "" {
		return f.value(a, v)
	}
	return f.value(a, v) + " " + a.Unit
}

// say fills a phrase.
func (f Format) say(key phrase, args ...string) string {
	s, ok := f.Phrases[string(key)]
	if !ok {
		s = Phrases()[string(key)]
	}
	for i, arg := range args {
		s = strings.ReplaceAll(s, "{"+strconv.Itoa(i)+"}", arg)
	}
	return s
}

// and joins words as a list: "a, b and c".
func (f Format) and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + f.say(sayAnd) + words[last]
}
