package views

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"citas/data"
	"citas/views/locale"
)

// The parameters that choose rows of a chart. A period is asked for by its two ends.
const (
	placeParam       = "place"
	nationalityParam = "nationality"
	kindParam        = "kind"
	confidenceParam  = "confidence"
	fromParam        = "from"
	toParam          = "to"
)

// Filter declares one way to choose rows of a chart. Its values come from the rows; a
// row whose cell is empty is not asked, and stays: a port without a figure in a choice
// of confidence, a count in a choice of places.
type Filter struct {
	Param  string     // placeParam, nationalityParam, kindParam, confidenceParam; fromParam for a period
	Label  locale.Msg // of the control
	Column string     // of the chart's query
	Words  string     // column that says a value in words; empty: the value itself
	Until  string     // of a period: column of the last day, where a row has one
	Plain  []string   // of values: those that are shown unasked; none: all
	Field  string     // of the datasets, where it has another name than Column
	// Name makes a value of the address of a cell; nil: the cell in small letters.
	Name func(cell string) string
	// Say writes a value for a reader; nil: as it is, without underscores.
	Say func(w Words, cell string) string
}

// period reports whether the filter has two ends instead of values.
func (f Filter) period() bool { return f.Param == fromParam }

// params are the names that the filter has in an address.
func (f Filter) params() []string {
	if f.period() {
		return []string{fromParam, toParam}
	}
	return []string{f.Param}
}

func byPlace(label locale.Msg, column, words string) Filter {
	return Filter{Param: placeParam, Label: label, Column: column, Words: words}
}

// byCity chooses places that the query already writes in words; the address has them as
// the datasets do.
func byCity() Filter {
	return Filter{Param: placeParam, Label: "Place", Column: "place", Name: citySlug}
}

func byNationality(words string) Filter {
	return Filter{Param: nationalityParam, Label: "Nationality", Column: "nationality", Words: words}
}

func byKind(label locale.Msg, column string, say func(Words, string) string) Filter {
	return Filter{Param: kindParam, Label: label, Column: column, Say: say}
}

// byConfidence shows the ratings named, unless the reader asks for others; none named:
// all (editorial.md, rule 5).
func byConfidence(plain ...string) Filter {
	return Filter{Param: confidenceParam, Label: "Confidence in the source", Column: "confidence", Plain: plain}
}

func byPeriod(column string) Filter {
	return Filter{Param: fromParam, Label: "Period", Column: column}
}

// bySpan is a period of rows that last: those that touch it are in it.
func bySpan(first, last string) Filter {
	return Filter{Param: fromParam, Label: "Period", Column: first, Until: last}
}

// of names the field of the datasets that the filter's column comes from.
func (f Filter) of(field string) Filter {
	f.Field = field
	return f
}

// confident are the ratings that most charts are drawn from.
var confident = []string{"high", "medium"}

// nameOf is how an address writes a cell.
func (f Filter) nameOf(cell string) string {
	if f.Name != nil {
		return f.Name(cell)
	}
	if f.Param == nationalityParam { // codes, as the datasets have them
		return cell
	}
	return slugged(cell)
}

// slugged writes words as an address has them: ciudad-juarez.
func slugged(words string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(words)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // the accent of the letter before
		case !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// citySlug is the slug of a place that is written in words.
func citySlug(words string) string {
	switch words {
	case "Whole border":
		return "border_wide"
	case "Mexico, place not named":
		return "mexico-unspecified"
	}
	for _, p := range data.Places {
		if name, _, _ := strings.Cut(p.Name, ","); name == words {
			return p.Slug
		}
	}
	return slugged(words)
}

// periodName writes the time of a cell as an address has it, by the form of its column:
// 2023-05, 2023-Q2, 2023. Names of one column sort as their times do.
func periodName(form Form, cell any) string {
	day, ok := cell.(time.Time)
	switch {
	case !ok:
		return data.CellText(cell) // a year
	case form == Quarter:
		return day.Format("2006-Q") + string(rune('1'+(day.Month()-1)/3))
	}
	return day.Format("2006-01")
}

// periodSpan is the first and the last day of a time of an address.
func periodSpan(name string) (first, last time.Time) {
	if t, err := time.Parse("2006-01", name); err == nil {
		return t, t.AddDate(0, 1, -1)
	}
	if year, q, ok := strings.Cut(name, "-Q"); ok && len(q) == 1 {
		if t, err := time.Parse("2006", year); err == nil {
			first = t.AddDate(0, 3*int(q[0]-'1'), 0)
			return first, first.AddDate(0, 3, -1)
		}
	}
	t, _ := time.Parse("2006", name)
	return t, t.AddDate(1, 0, -1)
}

// timeWords writes a time of an address for a reader.
func timeWords(w Words, form Form, name string) string {
	first, _ := periodSpan(name)
	switch form {
	case Quarter:
		return w.Quarter(first)
	case Year:
		return name
	}
	return w.Month(first)
}

// option is a value that a filter can take.
type option struct{ name, cell, words string }

// options lists what a filter can choose of the rows, in their order.
func (f Filter) options(c *Chart, frame Frame) []option {
	if f.period() {
		return f.times(c.form(f.Column), frame)
	}
	var list []option
	seen := map[string]bool{}
	frame.Each(func(r data.Row) {
		if !r.Has(f.Column) {
			return
		}
		o := option{cell: r.Text(f.Column)}
		o.name, o.words = f.nameOf(o.cell), f.wordsOf(frame.Words, r)
		if !seen[o.name] {
			seen[o.name] = true
			list = append(list, o)
		}
	})
	if f.Param == confidenceParam {
		rank := func(o option) int { return slices.Index([]string{"high", "medium", "low"}, o.name) }
		slices.SortStableFunc(list, func(a, b option) int { return rank(a) - rank(b) })
	}
	return list
}

func (f Filter) wordsOf(w Words, r data.Row) string {
	cell := r.Text(f.Column)
	if f.Words != "" && r.Has(f.Words) {
		cell = strings.TrimSpace(r.Text(f.Words))
	}
	if f.Say != nil {
		return f.Say(w, cell)
	}
	if f.Param == nationalityParam {
		return countryWords(w, r.Text(f.Column), cell)
	}
	return enumWords(w, cell)
}

// times lists every time from the first to the last of the rows, also those of no row.
func (f Filter) times(form Form, frame Frame) []option {
	first, last := "", ""
	frame.Each(func(r data.Row) {
		if !r.Has(f.Column) {
			return
		}
		name := periodName(form, r.Value(f.Column))
		if first == "" || name < first {
			first = name
		}
		last = max(last, name)
	})
	var list []option
	for name := first; name != "" && name <= last; {
		list = append(list, option{name: name, words: timeWords(frame.Words, form, name)})
		_, end := periodSpan(name)
		next := any(end.AddDate(0, 0, 1))
		if form == Year {
			next = int64(end.Year() + 1)
		}
		name = periodName(form, next)
	}
	return list
}

// form is how the chart writes a column.
func (c *Chart) form(column string) Form {
	for _, h := range c.Columns {
		if h.Column == column {
			return h.Form
		}
	}
	return Plain
}
