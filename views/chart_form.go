package views

import (
	"net/url"
	"slices"
	"unicode"
	"unicode/utf8"

	"citas/views/layout"
	"citas/views/page"
)

// formOf is the form that chooses rows, as the request filled it in.
func formOf(q chartRequest) page.ChartForm {
	form := page.ChartForm{Action: "/charts/" + q.Chart.ID, Open: q.Frame.Len() == 0, Selected: q.Selection()}
	form.Whole = chartRequest{Chart: q.Chart, Day: q.Day}.Address("")
	w := q.Frame.Words
	var asks []string
	for i, f := range q.Chart.Filters {
		asks = append(asks, lowered(w.T(f.Label)))
		on := q.chosen(f.Param)
		if f.period() {
			form.Periods = append(form.Periods, page.ChartPeriod{
				Label: w.T(f.Label), From: periodControl(fromParam, q.Options[i], on.From), To: periodControl(toParam, q.Options[i], on.To),
			})
			continue
		}
		choice := page.ChartChoice{Name: f.Param, Label: w.T(f.Label)}
		if len(f.Plain) > 0 {
			choice.Note = w.T("({ratings} unless you choose)", "ratings", w.Join(said(w, f.Plain)))
		}
		for _, o := range q.Options[i] {
			choice.Options = append(choice.Options, page.FilterOption{Value: o.name, Text: o.words, Selected: slices.Contains(on.On, o)})
		}
		form.Groups = append(form.Groups, choice)
	}
	form.Asks = w.Join(asks)
	for _, on := range q.Chosen {
		form.Active = append(form.Active, layout.Link{Text: on.words(w), Href: q.without(on.Param).Address("")})
	}
	return form
}

// said writes values of an enumeration.
func said(w Words, values []string) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = enumWords(w, v)
	}
	return words
}

// lowered writes the first letter small.
func lowered(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[size:]
}

func periodControl(name string, options []option, on option) page.FilterControl {
	c := page.FilterControl{Name: name}
	for _, o := range options {
		c.Options = append(c.Options, page.FilterOption{Value: o.name, Text: o.words, Selected: o.name == on.name})
	}
	return c
}

// chosen is how a filter is set; without values when it is not.
func (q chartRequest) chosen(param string) chosen {
	for _, on := range q.Chosen {
		if on.Param == param {
			return on
		}
	}
	return chosen{}
}

// without is the request with one filter less. Only its addresses are of that choice.
func (q chartRequest) without(param string) chartRequest {
	q.Chosen = slices.DeleteFunc(slices.Clone(q.Chosen), func(on chosen) bool { return on.Param == param })
	return q
}

// leftAlone reports whether an address comes from a form with fields that say nothing;
// it leads to the one without them.
func leftAlone(values url.Values) bool {
	for _, list := range values {
		if slices.Contains(list, "") {
			return true
		}
	}
	return false
}
