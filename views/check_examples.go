package views

import (
	"fmt"
	"net/url"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// checkExamples are statements to begin from. They hold questions only: every answer is computed.
var checkExamples = []struct {
	words          locale.Msg
	dataset, query string
}{
	{"Appointments processed in July 2023, as printed", "appointments-processed", "fn=max&measure=appointments&month=2023-07-01&nationality=total&period=month"},
	{"Appointments processed, all years that are printed", "appointments-processed", "fn=sum&measure=appointments&nationality=total&period=fiscal_year"},
	{"The longest published wait that had ended, in days", "wait-times", "fn=max&measure=days_high&still_waiting=no"},
	{"Published waits", "wait-times", "fn=count"},
	{"Statements on how many languages the app spoke, by their number", "language-count-claims", "fn=count&group=source_says_count"},
	{"Announced places for a day on the whole border, the largest", "daily-capacity", "fn=max&measure=per_day_high&basis=announced&port_id=all"},
}

// checks is /checks.
func (s *Server) checks(r *Request) (Response, error) {
	w := r.Words()
	m := page.ChecksModel{
		Page:     s.figures(r, "/checks", w.T("Claims that check themselves"), w.T("A statement about the data as an address that says at every opening whether it still stands, and when it changed.")),
		Examples: layout.Table{ID: "examples-table", Caption: w.T("Each is computed now, and for every release that is held"), Columns: []layout.Column{{Label: "Statement", Wide: true}, {Label: "Answer", Numeric: true}, {Label: "Changed since the first release", Numeric: true}}},
	}
	for _, x := range checkExamples {
		d, err := r.Edition.Catalog().Dataset(x.dataset)
		if err != nil {
			return Response{}, fmt.Errorf("example of a check: %w", err)
		}
		c, err := exampleCheck(d, x.query)
		if err != nil {
			return Response{}, fmt.Errorf("example of a check: %w", err)
		}
		now, err := c.answer(r.Context(), r.Edition)
		if err != nil {
			return Response{}, fmt.Errorf("example of a check: %w", err)
		}
		history, err := c.history(r.Context(), r.Edition)
		if err != nil {
			return Response{}, err
		}
		times := int64(max(0, len(history)-1))
		m.Examples.Rows = append(m.Examples.Rows, []layout.Cell{
			{Text: w.T(x.words), Href: c.expecting(now.Hash, r.Edition.Manifest.Label).Address(""), Header: true}, {Text: now.Value(len(c.ask.Group), w)}, {Text: w.N(times, "{n} time", "{n} times")},
		})
	}
	for _, d := range r.Edition.Catalog().Sorted() {
		m.Datasets = append(m.Datasets, layout.Link{Text: titleOf(w, d), Href: "/checks/" + d.ID + "?fn=count"})
	}
	return prose(r.Context(), page.Checks(m))
}

// exampleCheck reads a statement of ours as one of an address is read.
func exampleCheck(d *data.Dataset, query string) (check, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return check{}, err
	}
	c := check{statement: statement{d, data.Aggregate{Dataset: d.ID, Fn: values.Get("fn"), Measure: values.Get("measure"), Group: values["group"], Limit: statementGroups + 1}}}
	for _, x := range d.Conditions() {
		if x.Values = values[x.Param()]; len(x.Values) > 0 {
			c.ask.Where = append(c.ask.Where, x)
		}
	}
	return c, nil
}
