package views

import (
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

// What the declarations of charts share: cells as points, the months of the programme,
// and the one day on which the meaning of the figures changed.

// noFigures is the headline of a chart that has nothing to state on a date.
const noFigures locale.Msg = "No figure for this chart had been published by then."

// pointValue is a number of a row or, in words, why there is none.
func pointValue(f Frame, r data.Row, column string) chart.Value {
	if v, ok := r.Float(column); ok {
		return chart.V(v)
	}
	return chart.Missing(f.Value(r.Text("status")))
}

// from names what the numbers of a row stand in: the document that it cites, else its release.
func (f Frame) from(r data.Row) string {
	if f.Index("source_id") >= 0 && r.Has("source_id") {
		return r.Text("source_id")
	}
	return releaseWords(f.Words, r.Text("release_id"))
}

// releaseWords writes a release id for a reader: "ohss-monthly, release of 6 December 2024".
func releaseWords(w Words, id string) string {
	source, day, err := data.ParseReleaseID(id)
	if err != nil {
		return id
	}
	return w.T("{source}, release of {day}", "source", source, "day", w.DayOf(day, ""))
}

// newest names the newest release of the frame, our own tables only where it has no other.
func (f Frame) newest() string {
	newest, when := "", ""
	f.Each(func(r data.Row) {
		id := r.Text("release_id")
		source, day, err := data.ParseReleaseID(id)
		if err == nil && source != "curated" {
			day = "published " + day // sorts after any day
		}
		if err == nil && day > when {
			newest, when = id, day
		}
	})
	return releaseWords(f.Words, newest)
}

// onDay is midnight of a calendar day.
func onDay(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// dayAfter is the day after the one in a cell, as drawings want their ends; zero if the cell is empty.
func dayAfter(r data.Row, column string) time.Time {
	if t, ok := r.Day(column); ok {
		return t.AddDate(0, 0, 1)
	}
	return time.Time{}
}

// dayOf is the day in a cell; zero if the cell is empty.
func dayOf(r data.Row, column string) time.Time {
	t, _ := r.Day(column)
	return t
}

// programmeMonths is the axis of the months in which the programme ran, calendar years
// over fiscal years.
func programmeMonths() chart.Axis {
	axis := chart.Months(onDay(2023, time.January, 12), onDay(2025, time.January, 20))
	axis.Fiscal = true
	return axis
}

// title42Break is the change of 12 May 2023 in what the counts hold (editorial.md, rule 2).
func title42Break(w Words) chart.Break {
	return chart.Break{At: onDay(2023, time.May, 12), Label: w.T("until then Title\u00a042 exceptions only")}
}

// monthSpan names a run of months: "January–September 2023", "October 2023–August 2024".
func monthSpan(w Words, from, to time.Time) string {
	switch {
	case from.Year() == to.Year() && from.Month() == to.Month():
		return w.Month(from)
	case from.Year() == to.Year():
		return w.MonthName(from.Month()) + "–" + w.Month(to)
	}
	return w.Month(from) + "–" + w.Month(to)
}

// partOfYear says when in a year a day lies: "Early in 2024".
func partOfYear(w Words, t time.Time) string {
	part := locale.Msg("Early in {year}")
	switch {
	case t.Month() > time.August:
		part = "Late in {year}"
	case t.Month() > time.April:
		part = "In the middle of {year}"
	}
	return w.T(part, "year", t.Format("2006"))
}

// sumOfMonths adds the months of a selection, each of which is rounded to 10.
func sumOfMonths(f Frame, column, unit string) string {
	var sum int64
	months := map[string]bool{}
	f.Each(func(r data.Row) {
		if r.Has(column) {
			sum += r.Int(column)
			months[r.Text("month")] = true
		}
	})
	switch len(months) {
	case 0:
		return f.T("no figure held.")
	case 1:
		return f.T("{sum} {unit}.", "sum", sum, "unit", unit)
	}
	return f.T("{sum} {unit}, the sum of {months} months.", "sum", sum, "unit", unit, "months", f.Words.Small(int64(len(months))))
}

// qualified writes a number with the qualifier that its source printed.
func qualified(w Words, qualifier string, number string) string {
	switch qualifier {
	case "", "exact", "rounded_to_10":
		return number
	}
	return enumWords(w, qualifier) + " " + number
}

// revisedPoint is the point of a month; where a later release changed the value in
// column, it carries the quiet mark and says both values. A large step from the month before is marked too.
func revisedPoint(f Frame, r data.Row, p chart.Point, column string) chart.Point {
	p.Step = f.stepped(r, p.At)
	first, held := r.Float("first_published")
	if now, ok := r.Float(column); ok && held && now != first {
		p.Revised = true
		p.Label = f.T("{month}: {now}, first published as {first}", "month", Capital(f.Words.Month(p.At)), "now", f.Words.Number(now, 0), "first", f.Words.Number(first, 0))
	}
	return p
}
