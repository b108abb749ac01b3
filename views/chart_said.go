package views

import "strings"

// Selection says in words which rows are chosen: "Venezuela, June 2023 to August 2024".
func (q chartRequest) Selection() string {
	parts := make([]string, len(q.Chosen))
	for i, on := range q.Chosen {
		parts[i] = on.words(q.Frame.Words)
	}
	return strings.Join(parts, ", ")
}

func (on chosen) words(w Words) string {
	switch {
	case on.period() && on.To.name == "":
		return w.T("from {time}", "time", on.From.words)
	case on.period() && on.From.name == "":
		return w.T("until {time}", "time", on.To.words)
	case on.period() && on.From == on.To:
		return on.From.words
	case on.period():
		return w.T("{from} to {to}", "from", on.From.words, "to", on.To.words)
	}
	words := make([]string, len(on.On))
	for i, o := range on.On {
		words[i] = o.words
	}
	if on.Param == confidenceParam {
		return w.T("{rating} confidence", "rating", w.Join(words))
	}
	return w.Join(words)
}

// Headline states the finding. A selection is named as one: the finding of the whole
// does not hold for a part.
func (q chartRequest) Headline() string {
	c, f := q.Chart, q.Frame
	if !q.Selected() {
		return c.Headline(f)
	}
	if f.Len() == 0 {
		return q.Empty()
	}
	if c.Tally != nil {
		if said := c.Tally(f); said != "" {
			return Capital(q.Selection()) + ": " + said
		}
	}
	return f.T(c.Name) + ": " + q.Selection() + "."
}

// Empty is the sentence in the place of a drawing without rows.
func (q chartRequest) Empty() string {
	if !q.Selected() {
		return q.Frame.T(noFigures)
	}
	return q.Frame.T("{chart}: nothing in the selection “{selection}”.", "chart", q.Chart.Name, "selection", q.Selection())
}

// Subtitle is measure, unit, place and time, and how much of it is shown.
func (q chartRequest) Subtitle() string {
	if !q.Selected() {
		return q.Frame.T(q.Chart.Subtitle)
	}
	w := q.Frame.Words
	return w.T("{subtitle}. Selection: {selection} ({some} of {all} rows)", "subtitle", q.Chart.Subtitle, "selection", q.Selection(), "some", q.Frame.Len(), "all", q.Of)
}
