package views

import (
	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// corrections is /corrections: what we got wrong.
func (s *Server) corrections(r *Request) (Response, error) {
	rows, err := r.Edition.Select(r.Context(), data.Select{Dataset: "corrections"})
	if err != nil {
		return Response{}, err
	}
	return html(r.Context(), page.Corrections(s.correctionsModel(r, rows)))
}

func (s *Server) correctionsModel(r *Request, rows *data.Table) page.CorrectionsModel {
	m := page.CorrectionsModel{
		Page:   s.figures(r, "/corrections", "Corrections", "What this site got wrong, since when, what it touched, and how to report an error."),
		Lead:   "No correction has been made so far.",
		Report: contact("Report an error", s.config.CorrectionsContact),
	}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/data/corrections.json", Title: "Corrections as JSON"}}
	switch n := int64(rows.Len()); {
	case n == 1:
		m.Lead = "One correction has been made."
	case n > 1:
		m.Lead = Capital(Words{}.Small(n)) + " corrections have been made; the newest stands first."
	}
	for i := rows.Len() - 1; i >= 0; i-- { // the rows stand in order of day
		row := rows.Row(i)
		c := page.Correction{
			ID: row.Text("correction_id"), Day: dayWords(row.Text("corrected_on"), "day"), Wrong: row.Text("what_was_wrong"), Right: row.Text("what_is_right"),
			Touched: row.Text("touched"), Since: orElse(dayWords(row.Text("wrong_since"), "day"), "not known"), ReportedBy: reporterWords[row.Text("reported_by_kind")],
			Dataset: layout.Link{Text: "pages of this site"},
		}
		if id := row.Text("dataset"); id != "site" {
			c.Dataset = layout.Link{Text: id, Href: "/data/" + id}
		}
		m.Corrections = append(m.Corrections, c)
	}
	return m
}

// reporterWords say who noticed an error.
var reporterWords = map[string]string{"reader": "a reader", "press": "the press", "ourselves": "ourselves"}
