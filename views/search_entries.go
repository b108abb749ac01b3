package views

import (
	"context"
	"strings"

	"citas/data"
	"citas/views/locale"
)

// pagesToFind are the pages that are not made from a registry.
var pagesToFind = []searchEntry{
	{kind: "page", title: "Overview", href: "/", text: "how many appointments were processed, how long people waited, which languages the app spoke", names: []string{"home", "inicio", "citas"}},
	{kind: "page", title: "Allocations", href: "/allocations", text: "how many appointments were announced, scheduled and processed, for whom, and by which rules", names: []string{"asignacion", "cupos", "places"}},
	{kind: "page", title: "Wait times", href: "/wait-times", text: "how long people waited for an appointment", names: []string{"tiempos de espera", "espera", "waits", "waiting"}},
	{kind: "page", title: "Languages served", href: "/languages", text: "which languages the app spoke, by who says so", names: []string{"idiomas", "lenguas"}},
	{kind: "page", title: "Charts", href: "/charts", text: "every chart with its table and files", names: []string{"graficas", "graphs"}},
	{kind: "page", title: "Data", href: "/data", text: "every table as CSV, Parquet, JSON and XLSX", names: []string{"datos", "datasets", "downloads", "download", "csv"}},
	{kind: "page", title: "Claims, side by side", href: "/claims", text: "every stated figure beside those that contradict it", names: []string{"statements", "contradictions"}},
	{kind: "page", title: "What is missing", href: "/missing", text: "what is not known and whom to ask, records requests", names: []string{"gaps", "foia", "freedom of information act"}},
	{kind: "page", title: "Nationalities", href: "/nationalities", text: "each nationality on one page", names: []string{"nacionalidades", "countries", "paises", "citizenship"}},
	{kind: "page", title: "Places", href: "/places", text: "ports of entry and cities", names: []string{"lugares", "ports", "puertos", "cities", "ciudades", "garitas"}},
	{kind: "page", title: "Sources", href: "/sources", text: "every series and document that a figure rests on", names: []string{"fuentes", "documents"}},
	{kind: "page", title: "Changes", href: "/changes", text: "every release and what it revised", names: []string{"cambios", "revisions", "releases"}},
	{kind: "page", title: "Editions", href: "/editions", text: "every build of the tables that is kept", names: []string{"ediciones", "versions"}},
	{kind: "page", title: "Corrections", href: "/corrections", text: "what this site got wrong, and how to report an error", names: []string{"correcciones", "errors", "errata"}},
	{kind: "page", title: "Status", href: "/status", text: "which series are loaded and what is kept out", names: []string{"estado"}},
	{kind: "page", title: "Method", href: "/method", text: "how figures are made: quantities, rounding, fiscal years, as of a date, language coverage, waits", names: []string{"metodo", "methodology", "metodologia"}},
	{kind: "page", title: "Glossary", href: "/glossary", text: "what the words of this site mean", names: []string{"glosario", "words", "definitions"}},
	{kind: "page", title: "About", href: "/about", text: "who publishes this record, who pays, press, contacts", names: []string{"acerca", "contact", "contacto", "press"}},
	{kind: "page", title: "Help", href: "/help", text: "free legal help; this site cannot book, check or restore an appointment", names: []string{"ayuda", "ayuda legal", "ed", "lawyer", "abogado", "cita", "appointment"}},
	{kind: "page", title: "Privacy", href: "/privacy", text: "no cookie, no tracker, no log of readers", names: []string{"privacidad", "cookies"}},
	{kind: "page", title: "Accessibility", href: "/accessibility", text: "what was tested and what is known to fail", names: []string{"accesibilidad", "screen reader"}},
	{kind: "page", title: "API description", href: "/openapi.json", text: "programs read every table through an API", names: []string{"api", "openapi"}},
}

// searchEntries are everything that can be found in an edition.
func searchEntries(ctx context.Context, e *data.Edition) ([]searchEntry, error) {
	list := append([]searchEntry{}, pagesToFind...)
	for _, c := range Charts() {
		f, err := loadFrame(ctx, e, c, Words{})
		if err != nil {
			return nil, err
		}
		list = append(list, searchEntry{kind: "chart", title: string(c.Name), href: "/charts/" + c.ID, text: c.Headline(f) + " " + string(c.Subtitle), names: append(inEveryLanguage(c.Name), c.ID)})
	}
	for _, d := range e.Catalog().Sorted() {
		list = append(list, searchEntry{kind: "dataset", title: d.Title, href: "/data/" + d.ID, text: d.Summary + " " + d.Counts, names: []string{d.ID}, said: []locale.Msg{locale.Msg(d.Summary), locale.Msg(d.Counts)}})
		for _, f := range d.Fields {
			if f.Name == "release_id" || f.Name == "locator" {
				continue
			}
			list = append(list, searchEntry{kind: "column", title: f.Name, href: "/data/" + d.ID + "#dictionary", text: Words{}.T(columnOf, "dataset", d.Title, "meaning", f.Doc), said: []locale.Msg{locale.Msg(d.Title), locale.Msg(f.Doc)}})
		}
	}
	for _, group := range glossary {
		for _, t := range group.terms {
			list = append(list, searchEntry{kind: "term", title: string(t.term), href: "/glossary#" + t.slug, text: string(t.meaning), names: inEveryLanguage(append([]locale.Msg{t.term}, t.also...)...)})
		}
	}
	for _, id := range data.PortIDs {
		list = append(list, searchEntry{kind: "place", title: portNames[id], href: "/place/" + id, text: "port of entry: daily figures, waits", names: append([]string{id}, aliasesOf(id)...)})
	}
	for _, p := range data.Places {
		city, _, _ := strings.Cut(p.Name, ",")
		list = append(list, searchEntry{kind: "place", title: Capital(placeName(p.Slug)), href: "/place/" + p.Slug, text: string(kindWords[p.Kind]) + ": waits and statements", names: append([]string{p.Slug, city}, aliasesOf(p.Slug)...)})
	}
	return searchRows(ctx, e, list)
}

// inEveryLanguage are messages in all languages of the site, so that they are found in
// any of them.
func inEveryLanguage(list ...locale.Msg) []string {
	all, _ := locale.All() // a server that started has read them
	var names []string
	for _, w := range all {
		for _, m := range list {
			if w.Has(m) {
				names = append(names, w.T(m))
			}
		}
	}
	return names
}

func aliasesOf(slug string) []string {
	var names []string
	for alias, s := range placeAliases {
		if s == slug {
			names = append(names, alias)
		}
	}
	return names
}

// searchRows adds what stands in tables: nationalities, documents, questions, claims.
func searchRows(ctx context.Context, e *data.Edition, list []searchEntry) ([]searchEntry, error) {
	for _, from := range []struct {
		dataset string
		entry   func(data.Row) searchEntry
	}{
		{"territories", func(r data.Row) searchEntry {
			return searchEntry{kind: "nationality", title: r.Text("name_en"), href: "/nationality/" + r.Text("territory"), text: "citizens of " + r.Text("name_en") + ": appointments, languages, what is not known",
				names: []string{r.Text("territory"), r.Text("name_es"), r.Text("name_ht"), r.Text("name_fr"), r.Text("name_pt")}}
		}},
		{"claim-conflicts", func(r data.Row) searchEntry {
			return searchEntry{kind: "question", title: r.Text("question"), href: "/claims#" + r.Text("conflict_id"), text: "more than one answer in the record"}
		}},
		{"sources", func(r data.Row) searchEntry {
			return searchEntry{kind: "source", title: r.Text("title"), href: "/sources/" + r.Text("source_id"), text: r.Text("publisher") + " " + Words{}.DayOf(r.Text("published"), r.Text("published_precision")), names: []string{r.Text("source_id"), r.Text("publisher")}, lang: r.Text("language")}
		}},
	} {
		t, err := e.Select(ctx, data.Select{Dataset: from.dataset})
		if err != nil {
			return nil, err
		}
		t.Each(func(r data.Row) { list = append(list, from.entry(r)) })
	}
	claims, err := e.Query(ctx, "claims-ledger")
	if err != nil {
		return nil, err
	}
	claims.Each(func(r data.Row) {
		list = append(list, searchEntry{
			kind: "claim", title: Capital((&ledger{}).value(r)) + ", " + claimQuantity(Words{}, r.Text("quantity")), href: claimRow(r),
			text: claimSpeaker(Words{}, r) + ", " + claimDay(Words{}, r) + ", " + placeName(r.Text("place")) + " " + r.Text("note"), names: []string{strings.TrimSuffix(r.Text("value"), ".0")},
		})
	})
	return list, nil
}
