package etl

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The US fiscal year N runs from October of N-1 to September of N.

// fiscalYearLabel is a fiscal year as OHSS and CBP print it: "2023" when closed,
// "2024 YTD", "2024 (FYTD)" while open.
var fiscalYearLabel = regexp.MustCompile(`^(\d{4})( YTD| FYTD| \(YTD\)| \(FYTD\))?$`)

// parseFiscalYear reads a printed fiscal year and whether it is still open.
func parseFiscalYear(label string) (year int, open, ok bool) {
	m := fiscalYearLabel.FindStringSubmatch(label)
	if m == nil {
		return 0, false, false
	}
	year, _ = strconv.Atoi(m[1])
	return year, m[2] != "", year >= 1990 && year <= 2100
}

// monthNamed reads a full English month name.
func monthNamed(name string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if name == m.String() {
			return m, true
		}
	}
	return 0, false
}

// monthAbbreviations are the months as CBP prints them, January first.
var monthAbbreviations = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}

// monthAbbreviated reads a month such as "OCT".
func monthAbbreviated(name string) (time.Month, bool) {
	i := slices.Index(monthAbbreviations, name)
	return time.Month(i + 1), i >= 0
}

// calendarMonth is the first day of a month of a fiscal year.
func calendarMonth(fiscalYear int, m time.Month) time.Time {
	if m >= time.October {
		fiscalYear--
	}
	return time.Date(fiscalYear, m, 1, 0, 0, 0, 0, time.UTC)
}

// fiscalMonth is the nth month of a fiscal year: 0 is October, 11 September.
func fiscalMonth(n int) time.Month { return time.Month((n+9)%12 + 1) }

// lastDay is the last day of the month that begins on first, as YYYY-MM-DD.
func lastDay(first time.Time) string { return first.AddDate(0, 1, -1).Format(time.DateOnly) }

var (
	titleMonth     = regexp.MustCompile(`\(([A-Z][a-z]+) (\d{4})\)`)
	currentAsOf    = regexp.MustCompile(`(?i)data (?:are|is) current as of ([^;.]*)`)
	printedDateFmt = "January 2, 2006"
)

// monthInTitle finds the month up to which a table reports, printed at the end of
// its title: "… 2024 YTD (August 2024)".
func monthInTitle(title string) (time.Time, bool) {
	all := titleMonth.FindAllStringSubmatch(title, -1)
	if len(all) == 0 {
		return time.Time{}, false
	}
	t, err := time.Parse("January 2006", all[len(all)-1][1]+" "+all[len(all)-1][2])
	return t, err == nil
}

// currentAsOfIn finds the day in "Data are current as of October 22, 2024". A note
// without the phrase gives an empty day; one whose date is not a date is an error.
func currentAsOfIn(note string) (day string, err error) {
	m := currentAsOf.FindStringSubmatch(note)
	if m == nil {
		return "", nil
	}
	printed := strings.TrimSpace(oneLine(m[1]))
	t, err := time.Parse(printedDateFmt, printed)
	if err != nil {
		return "", fmt.Errorf("%q is not a date such as %q", printed, printedDateFmt)
	}
	return t.Format(time.DateOnly), nil
}
