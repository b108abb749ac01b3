package views

import (
	"net/url"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// claimFilters are the parameters of /claims: columns of the dataset, and how the form
// names them.
var claimFilters = []struct {
	name       string
	label, all locale.Msg
}{
	{"quantity", "What it counts", "everything"},
	{"place", "Place", "all places"},
	{"confidence", "Confidence", "any confidence"},
}

// claims is /claims: every stated figure beside those that contradict it.
func (s *Server) claims(r *Request) (Response, error) {
	chosen, err := r.claimChoice()
	if err != nil {
		return Response{}, err
	}
	t, err := r.Edition.Query(r.Context(), "claims-ledger")
	if err != nil {
		return Response{}, err
	}
	conflicts, err := r.Edition.Select(r.Context(), data.Select{Dataset: "claim-conflicts"})
	if err != nil {
		return Response{}, err
	}
	ledger := newLedger(r.Words(), t, chosen)
	m := page.ClaimsModel{
		Page:      s.figures(r, "/claims", r.T("Claims, side by side"), r.T("The same quantity, every published claim beside the others: value, who said it, when, what it counts, and why they differ where a document says so.")),
		Conflicts: ledger.conflicts(conflicts), Groups: ledger.groups(), Filter: ledger.form(),
		Downloads: claimFiles(r.Words(), chosen),
	}
	m.Page.NoIndex = m.Page.NoIndex || len(chosen) > 0
	m.Lead = claimsLead(r.Words(), len(ledger.rows), len(m.Groups), len(m.Conflicts), len(chosen) > 0)
	return prose(r.Context(), page.Claims(m))
}

func claimsLead(w Words, claims, quantities, conflicts int, some bool) string {
	if claims == 0 {
		if some {
			return w.T("No claim matches this choice.")
		}
		return w.T("No claim had been made by then.")
	}
	lead := w.T("{claims} on {quantities}", "claims", w.N(int64(claims), "{n} claim", "{n} claims"), "quantities", w.N(int64(quantities), "{n} quantity", "{n} quantities"))
	switch conflicts {
	case 0:
		return lead + "."
	case 1:
		return w.T("{claims}; to one question the record gives more than one answer.", "claims", lead)
	}
	return w.T("{claims}; to {questions} questions the record gives more than one answer.", "claims", lead, "questions", w.Small(int64(conflicts)))
}

// claimChoice reads the filters. An empty one is none; a value that no claim can have
// is a ParamError that lists those it can.
func (r *Request) claimChoice() (map[string]string, error) {
	var names []string
	for _, f := range claimFilters {
		names = append(names, f.name)
	}
	if err := r.known(names...); err != nil {
		return nil, err
	}
	values, err := r.query()
	if err != nil {
		return nil, err
	}
	chosen := map[string]string{}
	for _, name := range names {
		given := slices.DeleteFunc(slices.Clone(values[name]), func(v string) bool { return v == "" })
		if len(given) == 0 {
			continue
		}
		field, _ := data.Claims.Field(name)
		if len(given) > 1 {
			return nil, &data.ParamError{Param: name, Found: strings.Join(given, ", "), Expected: "one value of", Valid: field.EnumValues()}
		}
		if _, err := field.Parse(given[0]); err != nil {
			return nil, err
		}
		chosen[name] = given[0]
	}
	return chosen, nil
}

// claimsAddress is /claims with a choice, its parameters in the order of the form.
func claimsAddress(path string, chosen map[string]string) string {
	var parts []string
	for _, f := range claimFilters {
		if v := chosen[f.name]; v != "" {
			parts = append(parts, f.name+"="+url.QueryEscape(v))
		}
	}
	if len(parts) == 0 {
		return path
	}
	return path + "?" + strings.Join(parts, "&")
}

func claimFiles(w Words, chosen map[string]string) []layout.Link {
	note := w.T("every claim")
	if len(chosen) > 0 {
		note = w.T("these claims only")
	}
	return []layout.Link{
		{Text: "CSV", Href: claimsAddress("/data/claims.csv", chosen), Note: note},
		{Text: "JSON", Href: claimsAddress("/data/claims.json", chosen), Note: note},
		{Text: w.T("Dataset {id}", "id", "claims"), Href: "/data/claims", Note: w.T("its columns explained, and other files")},
		{Text: w.T("Dataset {id}", "id", "claim-conflicts"), Href: "/data/claim-conflicts", Note: w.T("the questions and the reasons")},
	}
}
