package views

import (
	"strconv"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// Size of a histogram in pixels.
const (
	histogramWidth  = 168
	histogramHeight = 36
)

// profile fills what each column holds.
func (s *Server) profile(r *Request, d *data.Dataset, m *page.DatasetModel) error {
	p, err := r.Edition.Profile(r.Context(), d.ID)
	if err != nil {
		return err
	}
	for i, c := range p.Columns {
		if p.Rows > 0 {
			m.Fields[i].Profile = columnModel(r.Words(), c)
		}
	}
	return nil
}

func columnModel(w Words, c data.ColumnProfile) page.ColumnModel {
	var m page.ColumnModel
	add := func(text locale.Msg, args ...any) { m.Lines = append(m.Lines, w.T(text, args...)) }
	switch {
	case c.Filled == 0:
		add("always empty")
	case c.Distinct == 1:
		add("{filled} filled, all the same", "filled", c.Filled)
	case c.Estimated:
		add("{filled} filled, about {distinct} different", "filled", c.Filled, "distinct", c.Distinct)
	default:
		add("{filled} filled, {distinct} different", "filled", c.Filled, "distinct", c.Distinct)
	}
	if len(c.Empty) > 0 && c.Filled > 0 || len(c.Empty) > 1 {
		var kinds []string
		for _, e := range c.Empty {
			kinds = append(kinds, w.Count(e.N)+" "+enumWords(w, e.Value))
		}
		add("empty: {kinds}", "kinds", strings.Join(kinds, ", "))
	}
	if c.Absent > 0 {
		m.Lines = append(m.Lines, w.N(c.Absent, "absent: 1 month without a row between the first and the last", "absent: {n} months without a row between the first and the last"))
	}
	if c.Min != "" {
		add("{from} to {to}", "from", valueWords(c, c.Min), "to", valueWords(c, c.Max))
	}
	for _, v := range telling(c) {
		m.Most = append(m.Most, page.TermModel{Value: v.Value, Meaning: layout.Phrase{Text: grouped(v.N)}})
	}
	m.Bars = histogramOf(w, c)
	return m
}

// telling are the frequent values where they say something: few different ones, or one
// that stands out. In a column where all come equally often the first few say nothing.
func telling(c data.ColumnProfile) []data.Count {
	few := c.Distinct > 1 && c.Distinct <= int64(len(c.Frequent))
	if few || len(c.Frequent) > 1 && c.Frequent[0].N*c.Distinct >= 2*c.Filled {
		return c.Frequent
	}
	return nil
}

// valueWords writes an end of a range: years and days as they are, amounts with commas.
func valueWords(c data.ColumnProfile, text string) string {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.HasSuffix(c.Field.Unit, "year") {
		return text
	}
	whole, rest, decimal := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return text
	}
	if whole = grouped(n); decimal {
		whole += "." + rest
	}
	return whole
}

// histogramOf draws how many values lie in each bin; its name says where most are.
func histogramOf(w Words, c data.ColumnProfile) page.Histogram {
	h := page.Histogram{Width: histogramWidth, Height: histogramHeight}
	if len(c.Bins) < 2 {
		return h
	}
	most := 0
	for i, b := range c.Bins {
		if b.N > c.Bins[most].N {
			most = i
		}
	}
	step := float64(histogramWidth) / float64(len(c.Bins))
	for i, b := range c.Bins {
		if b.N == 0 {
			continue
		}
		tall := max(1.5, float64(b.N)/float64(c.Bins[most].N)*histogramHeight)
		px := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
		h.Bars = append(h.Bars, page.Bar{X: px(float64(i) * step), Y: px(histogramHeight - tall), Width: px(max(step-1, 1)), Height: px(tall)})
	}
	h.From, h.To = valueWords(c, c.Bins[0].From), valueWords(c, c.Max)
	if last := c.Bins[len(c.Bins)-1].From; c.Field.Type == data.Date {
		h.To = last
	}
	h.Name = w.T("Histogram of {column} in {n} steps from {from} to {to}: most values, {most} of {all}, lie in the step from {step}.",
		"column", c.Field.Name, "n", len(c.Bins), "from", h.From, "to", h.To, "most", c.Bins[most].N, "all", c.Filled, "step", valueWords(c, c.Bins[most].From))
	return h
}
