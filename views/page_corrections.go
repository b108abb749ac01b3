package views

import (
	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
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
	w := r.Words()
	m := page.CorrectionsModel{
		Page:   s.figures(r, "/corrections", w.T("Corrections"), w.T("What this site got wrong, since when, what it touched, and how to report an error.")),
		Lead:   w.T("No correction has been made so far."),
		Report: contact(w, "Report an error", s.config.CorrectionsContact),
	}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/data/corrections.json", Title: w.T("{title} as {format}", "title", w.T("Corrections"), "format", "JSON")}}
	switch n := int64(rows.Len()); {
	case n == 1:
		m.Lead = w.T("One correction has been made.")
	case n > 1:
		m.Lead = w.T("{count} corrections have been made; the newest stands first.", "count", Capital(w.Small(n)))
	}
	for i := rows.Len() - 1; i >= 0; i-- { // the rows stand in order of day
		row := rows.Row(i)
		c := page.Correction{
			ID: row.Text("correction_id"), Day: w.DayOf(row.Text("corrected_on"), "day"), Wrong: row.Text("what_was_wrong"), Right: row.Text("what_is_right"),
			Touched: row.Text("touched"), Since: orElse(w.DayOf(row.Text("wrong_since"), "day"), w.T("not known")), ReportedBy: w.T(reporterWords[row.Text("reported_by_kind")]),
			Dataset: layout.Link{Text: w.T("pages of this site")},
		}
		if id := row.Text("dataset"); id != "site" {
			c.Dataset = layout.Link{Text: id, Href: "/data/" + id}
		}
		m.Corrections = append(m.Corrections, c)
	}
	return m
}

// reporterWords say who noticed an error.
var reporterWords = map[string]locale.Msg{"reader": "a reader", "press": "the press", "ourselves": "ourselves"}
