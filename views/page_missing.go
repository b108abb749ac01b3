package views

import (
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// missing is /missing: what the tables show to be absent, then what was never published.
func (s *Server) missing(r *Request) (Response, error) {
	facts, err := r.Edition.Query(r.Context(), "missing-facts")
	if err != nil {
		return Response{}, err
	}
	gaps, err := r.Edition.Select(r.Context(), data.Select{Dataset: "gaps"})
	if err != nil {
		return Response{}, err
	}
	w := r.Words()
	m := page.MissingModel{
		Page:   s.figures(r, "/data", w.T("What is missing"), w.T("What is not known about the CBP One appointments, which office would hold it, and a records request that anyone can send.")),
		Groups: append([]page.GapGroup{{ID: "computed", Title: w.T("Gaps in the tables"), Gaps: computedGaps(w, facts)}}, declaredGaps(w, gaps)...),
		Steps: []string{
			w.T("Copy the text and put in your name and how to reach you. Ask for one thing at a time: narrow requests are answered sooner."),
			w.T("Look up on the agency’s own website where requests are taken. This page gives no address, since none of our documents carries one."),
			w.T("Keep the number and the date of your request. The law gives the agency 20 working days for a first answer; it often takes longer."),
			w.T("If you receive figures, tell us. We add documents with their source and date, and credit you if you wish."),
		},
		Links: []layout.Link{
			{Text: w.T("Dataset {id}", "id", "gaps"), Href: "/data/gaps", Note: w.T("the list for programs")},
			{Text: w.T("About and contacts"), Href: "/about"},
			{Text: w.T("What was claimed"), Href: "/claims"},
		},
	}
	n := 0
	for _, g := range m.Groups {
		n += len(g.Gaps)
	}
	m.Lead = w.N(int64(n), "{n} thing that nobody outside the agencies knows, and whom to ask.", "{n} things that nobody outside the agencies knows, and whom to ask for each.")
	return prose(r.Context(), page.Missing(m))
}

// computedGaps are the gaps that follow from the rows of missing-facts.sql.
func computedGaps(w Words, facts *data.Table) []page.Gap {
	found := map[string][]data.Row{}
	facts.Each(func(r data.Row) { found[r.Text("kind")] = append(found[r.Text("kind")], r) })
	names := func(kind string) string {
		var list []string
		for _, r := range found[kind] {
			list = append(list, r.Text("name"))
		}
		return w.Join(list)
	}
	var gaps []page.Gap
	if rows := found["month"]; len(rows) > 0 {
		months := monthsWords(w, rows)
		gaps = append(gaps, page.Gap{
			ID: "months", Missing: w.N(int64(len(rows)), "Appointments processed in one month of the programme", "Appointments processed in {n} months of the programme"),
			Detail: []string{w.T("No release that is held here has a figure for {months}. A hatched month in our charts is not zero.", "months", months)},
			Office: w.T(locale.Msg(offices["ohss"])), Request: requestText(offices["ohss"], "the number of CBP One appointments processed at southwest land ports of entry, by month and citizenship, for "+monthsWords(Words{}, rows)),
		})
	}
	if len(found["port"]) > 0 {
		gaps = append(gaps, page.Gap{
			ID: "ports", Missing: w.T("Any daily figure for {place}", "place", names("port")), Detail: []string{w.T("No document gives one, official or not. The other ports have sightings only, by press and officials.")},
			Office: w.T(locale.Msg(offices["cbp"])), Request: requestText(offices["cbp"], "the number of CBP One appointments offered and processed each day at the port of entry of "+names("port")+", from 12 January 2023 to 20 January 2025"),
		})
	}
	if len(found["waits"]) > 0 {
		gaps = append(gaps, page.Gap{
			ID: "waits-by-port", Missing: w.T("Any wait told for {place}", "place", names("waits")), Detail: []string{w.T("Silence about a place is not a short wait.")},
			Office: w.T(locale.Msg(offices["cbp"])), Request: requestText(offices["cbp"], "the time from first registration to appointment for CBP One appointments at the port of entry of "+names("waits")+", as median and quartiles by month"),
		})
	}
	if len(found["literacy"]) > 0 {
		gaps = append(gaps, page.Gap{
			ID: "literacy", Missing: w.T("How many adults can read, for {n} of the named nationalities", "n", len(found["literacy"])),
			Detail: []string{w.T("No literacy value is held for {countries}.", "countries", names("literacy"))},
			Office: w.T("No U.S. office holds this. Statistical offices of those countries, and the World Bank series that our other values come from, may have it."),
		})
	}
	return gaps
}

// monthsWords name months as runs: "September 2024 to January 2025".
func monthsWords(w Words, rows []data.Row) string {
	var runs []string
	var first, last time.Time
	flush := func() {
		switch {
		case first.IsZero():
		case first.Equal(last):
			runs = append(runs, w.Month(first))
		default:
			runs = append(runs, w.T("{from} to {to}", "from", w.Month(first), "to", w.Month(last)))
		}
	}
	for _, r := range rows {
		month := dayOf(r, "month")
		if !last.IsZero() && month.Equal(last.AddDate(0, 1, 0)) {
			last = month
			continue
		}
		flush()
		first, last = month, month
	}
	flush()
	return w.Join(runs)
}

var offices = func() map[string]string {
	field, _ := data.Gaps.Field("office")
	names := map[string]string{}
	for _, t := range field.Enum {
		names[t.Value] = t.Meaning
	}
	return names
}()

// declaredGaps are the rows of the dataset gaps, by story.
func declaredGaps(w Words, t *data.Table) []page.GapGroup {
	groups := []page.GapGroup{{ID: "allocations", Title: w.T("Allocations")}, {ID: "waits", Title: w.T("Wait times")}, {ID: "languages", Title: w.T("Languages")}, {ID: "outcomes", Title: w.T("What happened then")}}
	t.Each(func(r data.Row) {
		for i := range groups {
			if groups[i].ID != r.Text("topic") {
				continue
			}
			groups[i].Gaps = append(groups[i].Gaps, page.Gap{
				ID: "gap-" + r.Text("gap_id"), Missing: Capital(r.Text("missing")), Lang: inEnglish(w), Office: w.T(locale.Msg(offices[r.Text("office")])), Basis: layout.Phrase{Text: r.Text("basis"), Lang: inEnglish(w)},
				Source: layout.Link{Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")}, Request: requestText(offices[r.Text("office")], r.Text("ask")),
			})
		}
	})
	filled := groups[:0]
	for _, g := range groups {
		if len(g.Gaps) > 0 {
			filled = append(filled, g)
		}
	}
	return filled
}

// requestText is a records request, ready to be copied. It asks for totals and leaves
// people out.
func requestText(office, ask string) string {
	return strings.Join([]string{
		"To: " + office + ", office for requests under the Freedom of Information Act",
		"",
		"Under the Freedom of Information Act, 5 U.S.C. § 552, I request these records:",
		"",
		Capital(ask) + ".",
		"",
		"Totals are enough. Please leave out names and anything else that identifies a person.",
		"Please send the records as a spreadsheet or CSV file if they are kept in such a form, with what explains the columns. If another office holds them, please refer this request to it.",
		"Please tell me before you make any charge. If you withhold a part, please send the rest and name the exemption.",
		"",
		"[Your name]",
		"[How to reach you]",
	}, "\n")
}
