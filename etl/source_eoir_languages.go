package etl

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"citas/data"
)

var _ = declare(Source{
	ID:        "eoir-languages",
	Title:     "Language Access Plan, Appendix G: Immigration Court Language Data",
	Publisher: "Executive Office for Immigration Review",
	Landing:   "https://www.justice.gov/eoir/language-access-plan/appendix-g",
	Licence:   "us-public-domain",
	Cadence:   "Irregular: an appendix to a plan, printed once for the fiscal years 2019 to 2023.",
	Schedule:  "45 13 1 * *",
	State:     "active",
	About: "Immigration court proceedings completed and hearings held, by language and fiscal year. All removal cases, not people who used CBP One. " +
		"Six languages are named; Russian, K'iche' and Mam are inside Other Languages.",
	Formats: []string{".txt", ".csv"},
	Stages:  []data.Stage{data.StageEOIRLanguages},
	Read:    readEOIRLanguages,
})

// courtLanguages are the printed labels. Every table prints each of them once and
// ends with its total.
var courtLanguages = map[string]string{
	"English": "en", "Spanish": "es", "Portuguese": "pt", "Mandarin Chinese": "cmn", "Punjabi": "pa", "Haitian Creole": "ht",
	"Other Languages": "other", "Unknown Languages": "unknown", "Total Case Completions": "total", "Total Hearings": "total",
}

// courtTables name the place of a measure in the document, in our words.
var courtTables = map[string]string{
	"completions": "table of proceedings completed",
	"hearings":    "table of hearing languages",
}

// courtFigure is one printed figure.
type courtFigure struct {
	measure, label, language, value string
	year, line                      int
}

// readEOIRLanguages reads the appendix as text, or the same figures in long form.
func readEOIRLanguages(ctx context.Context, doc Document, out *Rows) error {
	p := page{doc: doc}
	if !isText(doc.Bytes) {
		return p.refuse("", "", kindOf(doc.Bytes), "the text of Appendix G, or its figures as CSV")
	}
	text := strings.TrimPrefix(string(doc.Bytes), "\ufeff")
	read := readAppendixG
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, ",") {
		read = readAppendixGLong
	}
	figures, facts, err := read(p, text)
	if err != nil {
		return err
	}
	if err := checkCourtFigures(p, figures); err != nil {
		return err
	}
	slices.SortFunc(figures, func(a, b courtFigure) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.measure, b.measure), cmp.Compare(a.language, b.language))
	})
	for _, f := range figures {
		err := out.Add(data.StageEOIRLanguages, courtTables[f.measure], strconv.Itoa(f.year), f.measure, f.language, f.label, f.value,
			"eoir-appendix-g", "high", "primary")
		if err != nil {
			return err
		}
	}
	facts.DataThrough = fmt.Sprintf("%d-09-30", figures[len(figures)-1].year)
	out.State(facts)
	return ctx.Err()
}

// checkCourtFigures refuses figures whose columns do not add to the printed total:
// a lost or doubled line.
func checkCourtFigures(p page, figures []courtFigure) error {
	type column struct {
		measure string
		year    int
	}
	sums, totals, seen := map[column]int{}, map[column]int{}, map[string]int{}
	var columns []column
	for _, f := range figures {
		c := column{f.measure, f.year}
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
		key := fmt.Sprint(c, f.language)
		if first := seen[key]; first > 0 {
			return p.refuse(row(f.line), "", fmt.Sprintf("%s in %d a second time, first in row %d", quoted(f.label), f.year, first), "one figure for each language and year")
		}
		seen[key] = f.line
		n, err := strconv.Atoi(f.value)
		if err != nil {
			return p.refuse(row(f.line), "", quoted(f.value), "a whole number")
		}
		if f.language == "total" {
			totals[c] = n
		} else {
			sums[c] += n
		}
	}
	for _, measure := range []string{"completions", "hearings"} {
		table := courtTables[measure]
		if !slices.ContainsFunc(columns, func(c column) bool { return c.measure == measure }) {
			return p.refuse("", "", "no "+table, "both tables of Appendix G")
		}
	}
	for _, c := range columns {
		if _, printed := totals[c]; !printed {
			return p.refuse("", strconv.Itoa(c.year), "no total in the "+courtTables[c.measure], "the printed total")
		}
		if sums[c] != totals[c] {
			return p.refuse("", strconv.Itoa(c.year), fmt.Sprintf("in the %s a sum of %d", courtTables[c.measure], sums[c]), fmt.Sprintf("the printed total %d", totals[c]))
		}
	}
	return nil
}
