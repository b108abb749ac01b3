package views

import (
	"context"
	"slices"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// levels shows the published daily figures of a port, or of the whole border.
func (b *placePage) levels(ctx context.Context, m *page.ProfileModel) error {
	id := b.slug
	switch {
	case id == "border_wide":
		id = "all"
	case !b.isPort():
		return nil
	}
	t, err := b.edition.Select(ctx, data.Select{Dataset: "daily-capacity", Where: []data.Condition{{Field: "port_id", Values: []string{id}}}, Order: []string{"effective_from"}})
	if err != nil {
		return err
	}
	if t.Len() == 0 {
		m.Leads = append(m.Leads, b.w.T("No daily figure was published for {place}. That is not the same as none.", "place", b.name))
		b.gaps = append(b.gaps, b.w.T("How many appointments a day: no figure for this port was found, official or not."))
		return nil
	}
	if id == "all" {
		m.Leads = append(m.Leads, b.w.T("CBP announced places for the whole border, never for a single port."))
	} else {
		m.Leads = append(m.Leads, b.w.N(int64(t.Len()), "1 daily figure was published for {place}, not in an official table.", "{n} daily figures were published for {place}, none of them in an official table.", "place", b.name))
		b.gaps = append(b.gaps, b.w.T("How many places a day the port was given: no official table by port was found. The figures here are sightings."))
	}
	section := page.Section{ID: "levels", Title: b.w.T("Places a day"), Tables: []layout.Table{levelTable(b.w, t)}, Links: []layout.Link{
		{Text: b.w.T("This port alone as a chart"), Href: "/charts/port-sightings?place=" + b.slug, Note: b.w.T("with picture, files and description")},
		{Text: b.w.T("All ports in one chart"), Href: "/charts/port-sightings"},
		{Text: b.w.T("Announced levels for the whole border"), Href: "/charts/capacity-steps"},
		{Text: b.w.T("People met at ports, by field office"), Href: "/charts/field-offices", Note: b.w.T("with and without appointments")},
		{Text: b.w.T("The rows behind it"), Href: dataRows("daily-capacity", "port_id", id)},
	}}
	if id == "all" {
		section.Links = section.Links[1:]
	} else {
		section.Texts = []string{b.w.T("Each row is what one document says for one date. The rows are not steps of one series, and the figures of the ports do not add up to the level for the whole border.")}
	}
	m.Sections = append(m.Sections, section)
	return nil
}

func levelTable(w Words, t *data.Table) layout.Table {
	m := layout.Table{ID: "levels-table", Caption: w.T("Published daily figures"), Columns: []layout.Column{
		{Label: "From"}, {Label: "Until"}, {Label: "Per day", Unit: "appointments", Numeric: true}, {Label: "Basis"}, {Label: "Confidence"}, {Label: "Document"}, {Label: "Note", Wide: true},
	}}
	t.Each(func(r data.Row) {
		until := layout.Blank(w.T("not stated"))
		if r.Has("effective_to") {
			until = layout.Cell{Text: w.DayOf(r.Text("effective_to"), "day")}
		}
		m.Rows = append(m.Rows, []layout.Cell{
			{Text: w.DayOf(r.Text("effective_from"), r.Text("effective_from_precision")), Href: citeOf(data.DailyCapacity, r), Header: true}, until, {Text: perDayWords(r, w)},
			{Text: enumWords(w, r.Text("basis"))}, {Text: enumWords(w, r.Text("confidence"))}, {Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")}, noteCell(w, r),
		})
	})
	return m
}

// waits shows what was told of waits, each kind in its own table. Rows rated low stay out,
// as in the charts; silence is named (editorial.md, rules 5, 6 and 8).
func (b *placePage) waits(ctx context.Context, m *page.ProfileModel) error {
	place, port := b.slug, ""
	if b.isPort() {
		place, port = "", b.slug
	}
	t, err := b.edition.Query(ctx, "place-waits", place, port)
	if err != nil {
		return err
	}
	w := b.w
	silence := w.T("Silence about a place is not a short wait.")
	section := page.Section{ID: "waits", Title: w.T("Waits"), Links: []layout.Link{
		{Text: w.T("All published waits in one chart"), Href: "/charts/waits-reported"},
		{Text: w.T("Where the published waits come from"), Href: "/charts/waits-where"},
	}}
	tables := map[string]*layout.Table{}
	var low int64
	t.Each(func(r data.Row) {
		if r.Text("confidence") == "low" {
			low++
			return
		}
		panel := r.Text("panel")
		if tables[panel] == nil {
			table := b.waitTable(panel)
			tables[panel] = &table
		}
		tables[panel].Rows = append(tables[panel].Rows, b.waitCells(r))
	})
	shown := int64(t.Len()) - low
	if !b.isPort() && b.slug != "border_wide" && shown > 0 {
		m.Leads = append(m.Leads, Capital(w.N(shown, "{count} published wait comes from here. Nobody measured how long people waited.", "{count} published waits come from here. Nobody measured how long people waited.", "count", w.Small(shown))))
	}
	switch {
	case shown == 0:
		section.Texts = []string{w.T("No wait that can stand here was published.") + " " + silence}
		b.gaps = append(b.gaps, w.T("How long people waited: nothing that can stand here was published."))
	default:
		section.Texts = []string{w.N(shown, "1 published wait, told by documents that each row names. Nobody measured the waits, and the people told of are no sample.", "{n} published waits, told by documents that each row names. Nobody measured the waits, and the people told of are no sample.") + " " + silence}
		b.gaps = append(b.gaps, w.T("How long people waited: nobody measured it. What is told above is no sample."))
	}
	if low > 0 {
		section.Texts = append(section.Texts, w.N(low, "1 wait with low confidence is left out here; the dataset has all.", "{n} waits with low confidence are left out here; the dataset has all."))
	}
	for _, panel := range []string{"averages", "maxima and ranges", "single cases"} {
		if tables[panel] != nil {
			section.Tables = append(section.Tables, *tables[panel])
		}
	}
	if t.Len() > 0 {
		column := "place"
		if b.isPort() {
			column = "port_id"
		}
		section.Links = append(section.Links, layout.Link{Text: b.w.T("The rows behind it"), Href: dataRows("wait-times", column, b.slug)})
	}
	m.Sections = append(m.Sections, section)
	return nil
}

// plural chooses a word by a number.

// waitTable heads one kind of waits; those towards a port name the place. Single cases have
// a month and a place and nothing else about the people.
func (b *placePage) waitTable(panel string) layout.Table {
	captions := map[string]locale.Msg{"averages": "Averages and usual waits", "maxima and ranges": "Longest waits and ranges", "single cases": "Single cases: month and place only, to protect people"}
	t := layout.Table{ID: map[string]string{"averages": "waits-averages", "maxima and ranges": "waits-longest", "single cases": "waits-cases"}[panel], Caption: b.w.T(captions[panel]), Columns: []layout.Column{
		{Label: "Seen in"}, {Label: "As published"}, {Label: "Still waiting"}, {Label: "Clock starts"}, {Label: "Confidence"}, {Label: "Document"},
	}}
	if b.isPort() { // people waited for it in several places
		t.Columns = slices.Insert(t.Columns, 1, layout.Column{Label: "Where"})
	}
	if panel != "single cases" {
		t.Columns = append(t.Columns, layout.Column{Label: "Whom it describes", Wide: true})
	}
	return t
}

func (b *placePage) waitCells(r data.Row) []layout.Cell {
	w := b.w
	published := waitWords(w, r)
	if r.Text("longer_than_programme") == "yes" {
		published += " (" + w.T("longer than the programme") + ")"
	}
	cells := []layout.Cell{
		{Text: Capital(w.Month(dayOf(r, "month"))), Href: citeOf(data.WaitTimes, r), Header: true}, {Text: published}, {Text: w.T(stillWords[r.Text("still_waiting")])},
		{Text: w.T(clockWords[r.Text("clock_start")])}, {Text: enumWords(w, r.Text("confidence"))}, {Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")},
	}
	if b.isPort() {
		cells = slices.Insert(cells, 1, placeCell(w, r.Text("place")))
	}
	if r.Text("panel") != "single cases" {
		cells = append(cells, layout.Cell{Text: r.Text("population"), Lang: inEnglish(w)})
	}
	return cells
}

var stillWords = map[string]locale.Msg{"yes": "yes: at least this long", "no": "no: ended", "unknown": "not said"}

// waitWords write a wait as it was published: "up to 7 months", "6 to 8 months".
func waitWords(w Words, r data.Row) string {
	low, hasLow := r.Float("low")
	high, hasHigh := r.Float("high")
	text := ""
	switch {
	case !hasLow:
		text = w.T("up to {value}", "value", w.Upto(high, 2))
	case !hasHigh:
		text = w.T("more than {value}", "value", w.Upto(low, 2))
	case low == high:
		text = w.Upto(low, 2)
	default:
		text = w.T("{from} to {to}", "from", w.Upto(low, 2), "to", w.Upto(high, 2))
	}
	unit := r.Text("unit")
	if max(low, high) == 1 {
		unit = unit[:len(unit)-1]
	}
	text += " " + enumWords(w, unit)
	if share := r.Text("share_percent"); share != "" {
		text += w.T(", for more than {share} %", "share", share)
	}
	return text
}

// statements lists the totals that were stated for the place.
func (b *placePage) statements(ctx context.Context, m *page.ProfileModel) error {
	links := []layout.Link{{Text: b.w.T("All claims side by side"), Href: "/claims"}}
	if b.slug == "border_wide" {
		m.Sections = append(m.Sections, page.Section{ID: "statements", Title: b.w.T("What was said"), Texts: []string{b.w.T("Most statements are about the whole border. They stand side by side on the page of claims.")}, Links: links})
		return nil
	}
	t, err := b.edition.Select(ctx, data.Select{Dataset: "published-statements", Where: []data.Condition{{Field: "place", Values: []string{b.slug}}}})
	if err != nil {
		return err
	}
	if t.Len() == 0 {
		b.gaps = append(b.gaps, b.w.T("Totals of people or appointments: no statement about this place alone was found."))
		return nil
	}
	m.Sections = append(m.Sections, page.Section{
		ID: "statements", Title: b.w.T("What was said"),
		Texts:  []string{b.w.T("A statement counts what its speaker counted. Statements are not added up and not subtracted from one another.")},
		Tables: []layout.Table{statementTable(b.w, "statements-table", t)}, Links: links,
	})
	return nil
}

// unknown lists what is not known, and where the whole list stands.
func (b *placePage) unknown(_ context.Context, m *page.ProfileModel) error {
	b.gaps = append(b.gaps, b.w.T("Who had the appointments: nationality by place was never published."))
	if len(m.Leads) == 0 {
		m.Leads = []string{b.w.T("What was published about {place}, with its documents, and what is not known.", "place", b.name)}
	}
	m.Sections = append(m.Sections, page.Section{
		ID: "gaps", Title: b.w.T("What is not known"), Points: b.gaps,
		Links: []layout.Link{{Text: b.w.T("What is missing, and whom to ask"), Href: "/missing"}},
	})
	return nil
}
