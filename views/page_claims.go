package views

import (
	"net/url"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// claimFilters are the parameters of /claims: columns of the dataset, and how the form
// names them.
var claimFilters = []struct{ name, label, all string }{
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
	ledger := newLedger(t, chosen)
	m := page.ClaimsModel{
		Page:      s.figures(r, "/claims", "Claims, side by side", "The same quantity, every published claim beside the others: value, who said it, when, what it counts, and why they differ where a document says so."),
		Conflicts: ledger.conflicts(conflicts), Groups: ledger.groups(), Filter: ledger.form(),
		Downloads: claimFiles(chosen),
	}
	m.Page.NoIndex = m.Page.NoIndex || len(chosen) > 0
	m.Lead = claimsLead(len(ledger.rows), len(m.Groups), len(m.Conflicts), len(chosen) > 0)
	return prose(r.Context(), page.Claims(m))
}

func claimsLead(claims, quantities, conflicts int, some bool) string {
	if claims == 0 {
		if some {
			return "No claim matches this choice."
		}
		return "No claim had been made by then."
	}
	w := Words{}
	lead := counted(int64(claims), "claim", "claims") + " on " + counted(int64(quantities), "quantity", "quantities")
	switch conflicts {
	case 0:
		return lead + "."
	case 1:
		return lead + "; to one question the record gives more than one answer."
	}
	return lead + "; to " + w.Small(int64(conflicts)) + " questions the record gives more than one answer."
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

func claimFiles(chosen map[string]string) []layout.Link {
	note := "every claim"
	if len(chosen) > 0 {
		note = "these claims only"
	}
	return []layout.Link{
		{Text: "CSV", Href: claimsAddress("/data/claims.csv", chosen), Note: note},
		{Text: "JSON", Href: claimsAddress("/data/claims.json", chosen), Note: note},
		{Text: "Dataset claims", Href: "/data/claims", Note: "its columns explained, and other files"},
		{Text: "Dataset claim-conflicts", Href: "/data/claim-conflicts", Note: "the questions and the reasons"},
	}
}
