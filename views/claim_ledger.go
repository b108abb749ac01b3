package views

import (
	"maps"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// ledger is the claims that a choice leaves, in the order of claims-ledger.sql.
type ledger struct {
	w         Words
	all, rows []data.Row
	chosen    map[string]string
}

func newLedger(w Words, t *data.Table, chosen map[string]string) *ledger {
	l := &ledger{w: w, chosen: chosen}
	t.Each(func(r data.Row) {
		l.all = append(l.all, r)
		for name, want := range chosen {
			if r.Text(name) != want {
				return
			}
		}
		l.rows = append(l.rows, r)
	})
	return l
}

// conflicts are the questions to which at least two of the claims that are shown give
// answers.
func (l *ledger) conflicts(t *data.Table) []page.Conflict {
	byID := map[string]data.Row{}
	for _, r := range l.rows {
		byID[r.Text("claim_id")] = r
	}
	var list []page.Conflict
	t.Each(func(c data.Row) {
		var rows []data.Row
		for _, id := range strings.Fields(c.Text("claims")) {
			if r, ok := byID[id]; ok {
				rows = append(rows, r)
			}
		}
		if len(rows) < 2 {
			return
		}
		conflict := page.Conflict{
			ID: c.Text("conflict_id"), Question: l.w.T(locale.Msg(c.Text("question"))), Differ: l.differences(rows), Why: layout.Phrase{Text: c.Text("why"), Lang: inEnglish(l.w)},
			Source: layout.Link{Text: c.Text("source_id"), Href: "/sources/" + c.Text("source_id")},
			Claims: l.table("claims-"+c.Text("conflict_id"), l.w.T("Claims on: {question}", "question", l.w.T(locale.Msg(c.Text("question")))), rows),
		}
		mixed := slices.ContainsFunc(rows, func(r data.Row) bool { return r.Text("quantity") != rows[0].Text("quantity") })
		for _, r := range rows {
			value := l.value(r)
			if mixed { // never two quantities under one word (editorial.md, rule 1)
				value += " " + claimQuantity(l.w, r.Text("quantity"))
			}
			conflict.Values = append(conflict.Values, value)
		}
		list = append(list, conflict)
	})
	return list
}

// differences names the columns in which claims are not the same, so that a reader sees
// whether they answer the same question. It says nothing of causes.
func (l *ledger) differences(rows []data.Row) string {
	var parts []string
	for _, c := range []struct {
		words locale.Msg
		of    func(data.Row) string
	}{
		{"what they count", func(r data.Row) string { return r.Text("quantity") }},
		{"the unit", func(r data.Row) string { return r.Text("unit") }},
		{"the place", func(r data.Row) string { return r.Text("place") }},
		{"the time they cover", func(r data.Row) string { return r.Text("period_start") + r.Text("period_end") }},
		{"when they were said", func(r data.Row) string { return claimDay(l.w, r) }},
		{"who says it", func(r data.Row) string { return orElse(r.Text("said_by"), r.Text("publisher")) }},
		{"how exact they are", func(r data.Row) string { return r.Text("qualifier") }},
	} {
		seen := map[string]bool{}
		for _, r := range rows {
			seen[c.of(r)] = true
		}
		if len(seen) > 1 {
			parts = append(parts, l.w.T(c.words))
		}
	}
	if len(parts) == 0 {
		return l.w.T("the value only")
	}
	return l.w.Join(parts)
}

// groups are all claims by quantity.
func (l *ledger) groups() []page.ClaimGroup {
	field, _ := data.Claims.Field("quantity")
	var list []page.ClaimGroup
	for _, term := range field.Enum {
		var rows []data.Row
		for _, r := range l.rows {
			if r.Text("quantity") == term.Value {
				rows = append(rows, r)
			}
		}
		if len(rows) == 0 {
			continue
		}
		title := claimQuantity(l.w, term.Value) + " (" + l.w.Count(int64(len(rows))) + ")"
		list = append(list, page.ClaimGroup{
			ID: "quantity-" + slugOf(term.Value), Title: title, Meaning: Capital(l.w.T(locale.Msg(term.Meaning))) + ".",
			Claims: l.table("all-"+slugOf(term.Value), Capital(claimQuantity(l.w, term.Value)), rows),
		})
	}
	return list
}

// form offers the values that occur in the ledger.
func (l *ledger) form() page.ClaimFilter {
	var form page.ClaimFilter
	for _, f := range claimFilters {
		control := page.FilterControl{Name: f.name, Value: l.w.T(f.label), Options: []page.FilterOption{{Value: "", Text: l.w.T(f.all), Selected: l.chosen[f.name] == ""}}}
		found := map[string]bool{}
		for _, r := range l.all {
			found[r.Text(f.name)] = true
		}
		field, _ := data.Claims.Field(f.name)
		for _, v := range field.EnumValues() {
			if found[v] || l.chosen[f.name] == v {
				control.Options = append(control.Options, page.FilterOption{Value: v, Text: claimWords(l.w, f.name, v), Selected: l.chosen[f.name] == v})
			}
		}
		form.Controls = append(form.Controls, control)
		if v := l.chosen[f.name]; v != "" {
			rest := maps.Clone(l.chosen)
			delete(rest, f.name)
			form.Active = append(form.Active, layout.Link{Text: l.w.T(f.label) + ": " + claimWords(l.w, f.name, v), Href: claimsAddress("/claims", rest)})
		}
	}
	if len(l.chosen) > 0 {
		form.Said = l.w.N(int64(len(l.rows)), "Selection: {n} claim of {all}.", "Selection: {n} claims of {all}.", "all", len(l.all))
	}
	return form
}

// claimWords write a value of a filter for a reader.
func claimWords(w Words, name, value string) string {
	switch name {
	case "quantity":
		return claimQuantity(w, value)
	case "place":
		return placeWords(w, value)
	}
	return enumWords(w, value)
}

var claimQuantities = map[string]locale.Msg{
	"places_per_day": "places a day", "priority_share": "share of places for the longest waiting", "random_share": "share of places drawn by lot",
	"booking_horizon": "how far ahead an appointment lay", "app_languages": "languages of the app", "average_wait": "average wait", "longest_wait": "longest wait",
}

func claimQuantity(w Words, quantity string) string {
	if m := claimQuantities[quantity]; m != "" {
		return w.T(m)
	}
	return quantityWords(w, quantity)
}

// claimTable shows claims, each with its document and its own row.
func (l *ledger) table(id, caption string, rows []data.Row) layout.Table {
	w := l.w
	official := slices.ContainsFunc(rows, func(r data.Row) bool { return r.Has("official") })
	t := layout.Table{ID: id, Caption: caption, Columns: []layout.Column{
		{Label: "Value"}, {Label: "What it counts"}, {Label: "Who says it"}, {Label: "Said on"}, {Label: "Covers"}, {Label: "Where"},
		{Label: "Confidence"}, {Label: "Evidence"}, {Label: "Document"}, {Label: "Row"}, {Label: "Note", Wide: true},
	}}
	if official {
		t.Columns = slices.Insert(t.Columns, 1, layout.Column{Label: "OHSS counts for the month", Unit: "appointments, rounded to 10", Numeric: true})
		t.Note = w.T("OHSS counts appointments and speakers count people: the two columns must not be subtracted.")
	}
	for _, r := range rows {
		note := noteCell(w, r)
		counts := layout.Cell{Text: claimQuantity(w, r.Text("quantity"))}
		if r.Has("detail") {
			counts.More = layout.Phrase{Text: "(" + r.Text("detail") + ")", Lang: inEnglish(w)}
		}
		speaking := layout.Cell{Text: claimSpeaker(w, r)}
		if !r.Has("said_by") && strings.Contains(speaking.Text, "(") { // where a copy was found
			speaking.Lang = inEnglish(w)
		}
		cells := []layout.Cell{
			{Text: l.value(r), Value: strings.TrimSuffix(r.Text("value"), ".0"), Href: citeOf(data.Claims, r), Header: true},
			counts, speaking, {Text: claimDay(w, r)}, {Text: periodWords(w, r)}, placeCell(w, r.Text("place")),
			{Text: enumWords(w, r.Text("confidence"))}, {Text: enumWords(w, r.Text("evidence"))},
			{Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")}, {Text: w.T("row"), Href: claimRow(r)}, note,
		}
		if official {
			count := layout.Blank(w.T("none for this period"))
			if r.Has("official") {
				count = layout.Cell{Text: w.Count(r.Int("official")), Value: r.Text("official"), Href: "/releases/" + r.Text("official_release")}
			}
			cells = slices.Insert(cells, 1, count)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// claimValue is the value with its qualifier and unit: "more than 1,000,000 people".
func (l *ledger) value(r data.Row) string {
	w := l.w
	value, _ := r.Float("value")
	text := w.Upto(value, 2)
	if to, ok := r.Float("value_to"); ok {
		text = w.T("{from} to {to}", "from", text, "to", w.Upto(to, 2))
	}
	if q := r.Text("qualifier"); q != "not_recorded" {
		text = qualified(w, q, text)
	}
	unit := r.Text("unit")
	switch {
	case unit == "percent":
		return text + " %"
	case value == 1 && !r.Has("value_to"):
		unit = strings.TrimSuffix(unit, "s")
	}
	return text + " " + enumWords(w, unit)
}

// claimSpeaker is who is quoted, or the publisher of the document.
func claimSpeaker(w Words, r data.Row) string {
	if r.Has("said_by") {
		if m := speakerWords[r.Text("said_by")]; m != "" {
			return w.T(m)
		}
		return enumWords(w, r.Text("said_by"))
	}
	return r.Text("publisher")
}

var speakerWords = map[string]locale.Msg{
	"cbp": "CBP", "dhs": "DHS", "dhs_documents": "DHS documents given to a House committee", "dhs_secretary": "DHS Secretary", "former_dhs_official": "a former DHS official",
	"federal_documents": "internal documents seen by CBS News", "ap": "AP", "msf": "MSF", "iom": "IOM", "ngo": "an organisation", "press": "the press itself", "inm_baja_california": "INM Baja California",
	"unspecified": "not named",
}

// claimDay is the day of the statement, else that of its document.
func claimDay(w Words, r data.Row) string {
	if r.Has("stated_on") {
		return w.DayOf(r.Text("stated_on"), r.Text("stated_on_precision"))
	}
	return orElse(w.DayOf(r.Text("published"), r.Text("published_precision")), w.T("undated"))
}

// claimRow is the address of the claim's row in the table that keeps it.
func claimRow(r data.Row) string {
	key := map[string]string{"published-statements": "statement_id", "daily-capacity": "capacity_id", "allocation-rules": "rule_id", "language-count-claims": "claim_id", "wait-times": "wait_id"}
	return dataRows(r.Text("dataset"), key[r.Text("dataset")], r.Text("claim_id"))
}
