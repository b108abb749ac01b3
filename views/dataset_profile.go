package views

import (
	"fmt"
	"strconv"
	"strings"

	"citas/data"
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
			m.Fields[i].Profile = columnModel(c)
		}
	}
	return nil
}

func columnModel(c data.ColumnProfile) page.ColumnModel {
	var m page.ColumnModel
	add := func(format string, args ...any) { m.Lines = append(m.Lines, fmt.Sprintf(format, args...)) }
	switch {
	case c.Filled == 0:
		add("always empty")
	case c.Distinct == 1:
		add("%s filled, all the same", grouped(c.Filled))
	case c.Estimated:
		add("%s filled, about %s different", grouped(c.Filled), grouped(c.Distinct))
	default:
		add("%s filled, %s different", grouped(c.Filled), grouped(c.Distinct))
	}
	if len(c.Empty) > 0 && c.Filled > 0 || len(c.Empty) > 1 {
		var kinds []string
		for _, e := range c.Empty {
			kinds = append(kinds, grouped(e.N)+" "+spaced(e.Value))
		}
		add("empty: %s", strings.Join(kinds, ", "))
	}
	if c.Absent > 0 {
		add("absent: %s without a row between the first and the last", counted(c.Absent, "month", "months"))
	}
	if c.Min != "" {
		add("%s to %s", valueWords(c, c.Min), valueWords(c, c.Max))
	}
	for _, v := range telling(c) {
		m.Most = append(m.Most, page.TermModel{Value: v.Value, Meaning: grouped(v.N)})
	}
	m.Bars = histogramOf(c)
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
func histogramOf(c data.ColumnProfile) page.Histogram {
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
	h.Name = fmt.Sprintf("Histogram of %s in %d steps from %s to %s: most values, %s of %s, lie in the step from %s.",
		c.Field.Name, len(c.Bins), h.From, h.To, grouped(c.Bins[most].N), grouped(c.Filled), valueWords(c, c.Bins[most].From))
	return h
}
