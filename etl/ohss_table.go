package etl

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"citas/data"
)

// An OHSS monthly table is laid out for print: a title with the month that it
// reports to, a header, then for each fiscal year a line "Total" and its months
// from October on, then footer lines. The fiscal year stands on its Total line only.

// ohssColumn is one value column of a table: what it holds and what is printed above.
type ohssColumn struct {
	index       int
	code, label string
}

// ohssTable is a table whose header has been found.
type ohssTable struct {
	*sheet
	header, year, month int
	columns             []ohssColumn
}

// ohssLine is where a walk down the table stands: a year's Total line or a month.
type ohssLine struct {
	label  string // the fiscal year as printed, filled down
	year   int
	open   bool
	months int       // months of the year seen so far
	first  time.Time // first day of the newest month seen
}

// read stages every printed cell under the columns, row by row, and returns what the
// sheet says about itself. It refuses a gap or a disorder of months: rows that were
// lost or moved would otherwise count for another month.
func (t *ohssTable) read(out *Rows, stage data.Stage) (Facts, error) {
	var facts Facts
	title, err := t.title()
	if err != nil {
		return facts, err
	}
	facts.Title = title
	var line ohssLine
	footer := false
	for r := t.header + 1; r < len(t.rows); r++ {
		texts := t.labels(r)
		year, month := t.at(r, t.year), t.at(r, t.month)
		switch {
		case len(texts) == 0:
			continue
		case month == "" && len(texts) == 1 && !fiscalYearLabel.MatchString(texts[0]):
			footer = true
			facts.Notes = append(facts.Notes, texts[0])
			continue
		case footer:
			return facts, t.refuse(row(r+1), "", "a filled row below the footer: "+quotedList(texts), "footer text only")
		case t.countLabels(r, []string{t.at(t.header, t.year), t.at(t.header, t.month)}) == 2:
			return facts, t.refuse(row(r+1), "", "the header a second time", "one table on the sheet")
		}
		period, err := t.step(&line, r, year, month)
		if err != nil {
			return facts, err
		}
		if err := t.stage(out, stage, r, line, period); err != nil {
			return facts, err
		}
	}
	if err := t.finish(line, title); err != nil {
		return facts, err
	}
	facts.DataThrough = lastDay(line.first)
	for _, note := range facts.Notes {
		day, err := currentAsOfIn(note)
		if err != nil {
			return facts, t.refuse("", "", "in the footer: "+err.Error(), "the day of the data")
		}
		if day != "" {
			facts.CurrentAsOf = day
		}
	}
	return facts, nil
}

// step moves to row r and returns its period. A Total line opens the next fiscal
// year; a month must be the one that follows.
func (t *ohssTable) step(line *ohssLine, r int, year, month string) (period string, err error) {
	yearColumn, monthColumn := t.at(t.header, t.year), t.at(t.header, t.month)
	if month == "Total" {
		if err := t.closed(*line, r); err != nil {
			return "", err
		}
		n, open, ok := parseFiscalYear(oneLine(year))
		switch {
		case !ok:
			return "", t.refuse(cellName(r, t.year), yearColumn, quoted(year), `a fiscal year such as "2023" or "2024 YTD"`)
		case line.year != 0 && n != line.year+1:
			return "", t.refuse(cellName(r, t.year), yearColumn, quoted(year), fmt.Sprintf("fiscal year %d, which follows", line.year+1))
		}
		*line = ohssLine{label: year, year: n, open: open, first: line.first}
		return "fiscal_year", nil
	}
	m, ok := monthNamed(month)
	switch {
	case !ok:
		return "", t.refuse(cellName(r, t.month), monthColumn, quoted(month), `"Total" or the English name of a month`)
	case line.year == 0:
		return "", t.refuse(cellName(r, t.month), monthColumn, quoted(month), `the "Total" row of a fiscal year first`)
	case year != "" && year != line.label:
		return "", t.refuse(cellName(r, t.year), yearColumn, quoted(year), "an empty cell or "+quoted(line.label))
	case line.months == 12:
		return "", t.refuse(cellName(r, t.month), monthColumn, quoted(month), fmt.Sprintf(`the "Total" row of fiscal year %d`, line.year+1))
	case m != fiscalMonth(line.months):
		return "", t.refuse(cellName(r, t.month), monthColumn, quoted(month), quoted(fiscalMonth(line.months).String())+", the month that follows")
	}
	line.months++
	line.first = calendarMonth(line.year, m)
	return "month", nil
}

// closed checks that a year which ends above row r is whole: only the last may be open.
func (t *ohssTable) closed(line ohssLine, r int) error {
	if line.year == 0 || line.months == 12 {
		return nil
	}
	return t.refuse(row(r+1), "", fmt.Sprintf("the end of fiscal year %s after %d months", line.label, line.months), "its twelve months")
}

// stage adds the cells of row r.
func (t *ohssTable) stage(out *Rows, stage data.Stage, r int, line ohssLine, period string) error {
	month := ""
	if period == "month" {
		month = line.first.Format(time.DateOnly)
	}
	for c := range t.rows[r] {
		if t.at(r, c) != "" && t.at(t.header, c) == "" {
			return t.refuse(cellName(r, c), "", quoted(t.at(r, c)), "an empty cell: no header stands above it")
		}
	}
	for _, c := range t.columns {
		value, ok := workbookCount(t.at(r, c.index))
		if !ok {
			return t.refuse(cellName(r, c.index), c.label, quoted(t.at(r, c.index)), `a whole number, "X", "NA" or an empty cell`)
		}
		err := out.Add(stage, t.locate(r, c.index), line.label, strconv.Itoa(line.year), period, month, c.code, c.label, value)
		if err != nil {
			return err
		}
	}
	return nil
}

// finish checks the end of the table: rows that are missing below show in the title.
func (t *ohssTable) finish(line ohssLine, title string) error {
	if line.months == 0 {
		return t.refuse("", "", "a table that ends without a month", "a fiscal year with its months")
	}
	if !line.open && line.months < 12 {
		return t.closed(line, len(t.rows))
	}
	through, printed := monthInTitle(title)
	switch {
	case !printed && line.open:
		return t.refuse("", "", "the title "+quoted(title), `the month that the table reports to, such as "(August 2024)"`)
	case printed && !through.Equal(line.first):
		return t.refuse("", "", line.first.Format("January 2006")+" as the last month", through.Format("January 2006")+", as the title says")
	}
	return nil
}

// title is the line above the header that names the fiscal years.
func (t *ohssTable) title() (string, error) {
	for r := range t.header {
		for c := range t.rows[r] {
			if text := oneLine(t.at(r, c)); strings.Contains(text, "Fiscal Year") {
				return text, nil
			}
		}
	}
	return "", t.refuse("", "", "no title above the header", `a line that names the fiscal years, such as "… Fiscal Years 2023 to 2024 YTD (August 2024)"`)
}
