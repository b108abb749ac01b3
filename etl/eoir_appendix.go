package etl

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	courtYear    = regexp.MustCompile(`^20\d\d$`)
	printedCount = regexp.MustCompile(`^(\d{1,3}(,\d{3})*|\d{1,9})$`)
	footnoteRef  = regexp.MustCompile(`^\[\d+\]$`)
)

// readAppendixG reads the running text of the appendix: a title line names the
// measure, a line "Language 2019 2020 …" the years, then one line per language up to
// the total. Everything outside the two tables is kept as notes.
func readAppendixG(p page, text string) (figures []courtFigure, facts Facts, err error) {
	measure, heading := "", ""
	var years []int
	for i, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case facts.Title == "" && heading == "" && strings.HasPrefix(line, "Appendix G"):
			facts.Title = oneLine(line)
		case words[0] == "Language" && years == nil:
			if measure = courtMeasure(heading); measure == "" {
				return nil, facts, p.refuse(row(i+1), "", "a table under "+quoted(heading), `a title with "Proceedings Completed" or "Hearing Languages"`)
			}
			if years, err = courtYears(p, i+1, words[1:]); err != nil {
				return nil, facts, err
			}
		case years != nil:
			read, err := courtLine(p, i+1, measure, years, words)
			if err != nil {
				return nil, facts, err
			}
			figures = append(figures, read...)
			if read[0].language == "total" {
				measure, years = "", nil
			}
		default:
			heading = oneLine(line)
			if courtMeasure(heading) == "" {
				facts.Notes = append(facts.Notes, heading)
			}
		}
	}
	if years != nil {
		return nil, facts, p.refuse("", "", "the "+courtTables[measure]+" without its last line", "the line of its total: the text may be truncated")
	}
	return figures, facts, nil
}

// courtMeasure says what the table under a heading counts.
func courtMeasure(heading string) string {
	switch {
	case strings.Contains(heading, "Proceedings Completed"):
		return "completions"
	case strings.Contains(heading, "Hearing Languages"):
		return "hearings"
	}
	return ""
}

// courtYears reads the fiscal years of a header line, which follow each other.
func courtYears(p page, line int, words []string) (years []int, err error) {
	for i, w := range words {
		if !courtYear.MatchString(w) {
			return nil, p.refuse(row(line), "Language", quoted(w), "a fiscal year such as 2023")
		}
		y, _ := strconv.Atoi(w)
		if i > 0 && y != years[i-1]+1 {
			return nil, p.refuse(row(line), "Language", quoted(w), strconv.Itoa(years[i-1]+1)+", the year that follows")
		}
		years = append(years, y)
	}
	if len(years) == 0 {
		return nil, p.refuse(row(line), "Language", "no fiscal years", "fiscal years such as 2023")
	}
	return years, nil
}

// courtLine reads a line of a table: a label, perhaps a footnote mark, a figure for
// each year.
func courtLine(p page, line int, measure string, years []int, words []string) ([]courtFigure, error) {
	split := slices.IndexFunc(words, func(w string) bool { return w[0] >= '0' && w[0] <= '9' || footnoteRef.MatchString(w) })
	if split < 0 {
		split = len(words)
	}
	label := strings.Join(words[:split], " ")
	language, ok := courtLanguages[label]
	if !ok {
		return nil, p.refuse(row(line), "Language", quoted(label), "a language of Appendix G (if it is new, add it to courtLanguages in source_eoir_languages.go)")
	}
	counts := slices.DeleteFunc(slices.Clone(words[split:]), footnoteRef.MatchString)
	if len(counts) != len(years) {
		return nil, p.refuse(row(line), label, strconv.Itoa(len(counts))+" figures", strconv.Itoa(len(years))+", one for each fiscal year")
	}
	var figures []courtFigure
	for i, c := range counts {
		if !printedCount.MatchString(c) {
			return nil, p.refuse(row(line), strconv.Itoa(years[i]), quoted(c), "a whole number such as 1,360,186")
		}
		figures = append(figures, courtFigure{measure: measure, label: label, language: language, value: strings.ReplaceAll(c, ",", ""), year: years[i], line: line})
	}
	return figures, nil
}

// readAppendixGLong reads the figures in long form: measure, language, fiscal_year, count.
func readAppendixGLong(p page, text string) (figures []courtFigure, facts Facts, err error) {
	in := csv.NewReader(strings.NewReader(text))
	header, err := in.Read()
	if err != nil {
		return nil, facts, p.broken(err)
	}
	at, err := p.findColumns(header, []string{"measure", "language", "fiscal_year", "count"}, nil)
	if err != nil {
		return nil, facts, err
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return figures, facts, nil
		}
		if err != nil {
			return nil, facts, p.broken(err)
		}
		line, _ := in.FieldPos(0)
		f := courtFigure{measure: record[at[0]], label: record[at[1]], value: record[at[3]], line: line}
		language, known := courtLanguages[f.label]
		switch {
		case courtTables[f.measure] == "":
			return nil, facts, p.refuse(row(line), "measure", quoted(f.measure), `"completions" or "hearings"`)
		case !known:
			return nil, facts, p.refuse(row(line), "language", quoted(f.label), "a language of Appendix G (if it is new, add it to courtLanguages in source_eoir_languages.go)")
		case !courtYear.MatchString(record[at[2]]):
			return nil, facts, p.refuse(row(line), "fiscal_year", quoted(record[at[2]]), "a fiscal year such as 2023")
		case !isCount(f.value):
			return nil, facts, p.refuse(row(line), "count", quoted(f.value), "a whole number in digits, such as 9584")
		}
		f.language = language
		f.year, _ = strconv.Atoi(record[at[2]])
		figures = append(figures, f)
	}
}
