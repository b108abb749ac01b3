package locale

import (
	"strconv"
	"time"
)

var months = [12]Msg{
	"month|January", "month|February", "month|March", "month|April", "month|May", "month|June",
	"month|July", "month|August", "month|September", "month|October", "month|November", "month|December",
}

var shortMonths = [12]Msg{
	"short month|Jan", "short month|Feb", "short month|Mar", "short month|Apr", "short month|May", "short month|Jun",
	"short month|Jul", "short month|Aug", "short month|Sep", "short month|Oct", "short month|Nov", "short month|Dec",
}

// MonthName writes a month without its year: May.
func (w Words) MonthName(m time.Month) string { return w.T(months[m-1]) }

// ShortName writes a month in three letters: Jul.
func (w Words) ShortName(m time.Month) string { return w.T(shortMonths[m-1]) }

// Month writes a month: May 2024.
func (w Words) Month(t time.Time) string {
	return w.T("date|{month} {year}", "month", w.MonthName(t.Month()), "year", strconv.Itoa(t.Year()))
}

// ShortMonth writes a month in three letters: Jul 2023.
func (w Words) ShortMonth(t time.Time) string {
	return w.T("short date|{month} {year}", "month", w.ShortName(t.Month()), "year", strconv.Itoa(t.Year()))
}

// Day writes a day: 12 May 2023.
func (w Words) Day(t time.Time) string {
	return w.T("date|{day} {month} {year}", "day", strconv.Itoa(t.Day()), "month", w.MonthName(t.Month()), "year", strconv.Itoa(t.Year()))
}

// Quarter writes the calendar quarter of t: Q2 2024.
func (w Words) Quarter(t time.Time) string {
	return w.T("{quarter} {year}", "quarter", w.QuarterName((int(t.Month())+2)/3), "year", strconv.Itoa(t.Year()))
}

// QuarterName writes a quarter without its year: Q2.
func (w Words) QuarterName(q int) string { return w.T("Q{quarter}", "quarter", strconv.Itoa(q)) }

// FiscalYear writes a fiscal year of the federal government: FY2023.
func (w Words) FiscalYear(year int) string { return w.T("FY{year}", "year", strconv.Itoa(year)) }

// DayOf writes an ISO day as known to the given precision: "12 January 2023",
// "January 2023", "2023". What is no day is returned as it is.
func (w Words) DayOf(iso, precision string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	switch precision {
	case "month":
		return w.Month(t)
	case "year":
		return t.Format("2006")
	}
	return w.Day(t)
}

// Moment writes a day and a time of day in UTC: 23 November 2026, 14:05 UTC.
func (w Words) Moment(t time.Time) string {
	t = t.UTC()
	return w.T("{day}, {time} UTC", "day", w.Day(t), "time", t.Format("15:04"))
}

// ShortDay writes a day with its month in three letters: 6 Dec 2024.
func (w Words) ShortDay(t time.Time) string {
	return w.T("short date|{day} {month} {year}", "day", strconv.Itoa(t.Day()), "month", w.ShortName(t.Month()), "year", strconv.Itoa(t.Year()))
}
