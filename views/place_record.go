package views

import (
	"context"
	"slices"

	"citas/data"
	"citas/views/layout"
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
		m.Leads = append(m.Leads, "No daily figure was published for "+b.name+". That is not the same as none.")
		b.gaps = append(b.gaps, "How many appointments a day: no figure for this port was found, official or not.")
		return nil
	}
	if id == "all" {
		m.Leads = append(m.Leads, "CBP announced places for the whole border, never for a single port.")
	} else {
		m.Leads = append(m.Leads, Capital(counted(int64(t.Len()), "daily figure was", "daily figures were"))+" published for "+b.name+", none of them in an official table.")
		b.gaps = append(b.gaps, "How many places a day the port was given: no official table by port was found. The figures here are sightings.")
	}
	section := page.Section{ID: "levels", Title: "Places a day", Tables: []layout.Table{levelTable(t)}, Links: []layout.Link{
		{Text: "This port alone as a chart", Href: "/charts/port-sightings?place=" + b.slug, Note: "with picture, files and description"},
		{Text: "All ports in one chart", Href: "/charts/port-sightings"},
		{Text: "Announced levels for the whole border", Href: "/charts/capacity-steps"},
		{Text: "People met at ports, by field office", Href: "/charts/field-offices", Note: "with and without appointments"},
		{Text: "The rows behind it", Href: dataRows("daily-capacity", "port_id", id)},
	}}
	if id == "all" {
		section.Links = section.Links[1:]
	} else {
		section.Texts = []string{"Each row is what one document says for one date. The rows are not steps of one series, and the figures of the ports do not add up to the level for the whole border."}
	}
	m.Sections = append(m.Sections, section)
	return nil
}

func levelTable(t *data.Table) layout.Table {
	w := Words{}
	m := layout.Table{ID: "levels-table", Caption: "Published daily figures", Columns: []layout.Column{
		{Label: "From"}, {Label: "Until"}, {Label: "Per day", Unit: "appointments", Numeric: true}, {Label: "Basis"}, {Label: "Confidence"}, {Label: "Document"}, {Label: "Note", Wide: true},
	}}
	t.Each(func(r data.Row) {
		until, note := layout.Blank("not stated"), layout.Blank("none")
		if r.Has("effective_to") {
			until = layout.Cell{Text: dayWords(r.Text("effective_to"), "day")}
		}
		if r.Has("note") {
			note = layout.Cell{Text: r.Text("note")}
		}
		m.Rows = append(m.Rows, []layout.Cell{
			{Text: dayWords(r.Text("effective_from"), r.Text("effective_from_precision")), Header: true}, until, {Text: perDayWords(r, w)},
			{Text: r.Text("basis")}, {Text: r.Text("confidence")}, {Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")}, note,
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
	const silence = "Silence about a place is not a short wait."
	section := page.Section{ID: "waits", Title: "Waits", Links: []layout.Link{
		{Text: "All published waits in one chart", Href: "/charts/waits-reported"},
		{Text: "Where the published waits come from", Href: "/charts/waits-where"},
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
		m.Leads = append(m.Leads, Capital(Words{}.Small(shown))+" published "+plural(shown, "wait comes", "waits come")+" from here. Nobody measured how long people waited.")
	}
	switch {
	case shown == 0:
		section.Texts = []string{"No wait that can stand here was published. " + silence}
		b.gaps = append(b.gaps, "How long people waited: nothing that can stand here was published.")
	default:
		section.Texts = []string{counted(shown, "published wait", "published waits") + ", told by documents that each row names. Nobody measured the waits, and the people told of are no sample. " + silence}
		b.gaps = append(b.gaps, "How long people waited: nobody measured it. What is told above is no sample.")
	}
	if low > 0 {
		section.Texts = append(section.Texts, counted(low, "wait", "waits")+" with low confidence "+isAre(int(low))+" left out here; the dataset has all.")
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
		section.Links = append(section.Links, layout.Link{Text: "The rows behind it", Href: dataRows("wait-times", column, b.slug)})
	}
	m.Sections = append(m.Sections, section)
	return nil
}

// plural chooses a word by a number.
func plural(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// waitTable heads one kind of waits; those towards a port name the place. Single cases have
// a month and a place and nothing else about the people.
func (b *placePage) waitTable(panel string) layout.Table {
	captions := map[string]string{"averages": "Averages and usual waits", "maxima and ranges": "Longest waits and ranges", "single cases": "Single cases: month and place only, to protect people"}
	t := layout.Table{ID: map[string]string{"averages": "waits-averages", "maxima and ranges": "waits-longest", "single cases": "waits-cases"}[panel], Caption: captions[panel], Columns: []layout.Column{
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
	published := waitWords(r)
	if r.Text("longer_than_programme") == "yes" {
		published += " (longer than the programme)"
	}
	cells := []layout.Cell{
		{Text: Words{}.Month(dayOf(r, "month")), Header: true}, {Text: published}, {Text: stillWords[r.Text("still_waiting")]},
		{Text: clockWords[r.Text("clock_start")].English()}, {Text: r.Text("confidence")}, {Text: r.Text("source_id"), Href: "/sources/" + r.Text("source_id")},
	}
	if b.isPort() {
		cells = slices.Insert(cells, 1, placeCell(r.Text("place")))
	}
	if r.Text("panel") != "single cases" {
		cells = append(cells, layout.Cell{Text: r.Text("population")})
	}
	return cells
}

var stillWords = map[string]string{"yes": "yes: at least this long", "no": "no: ended", "unknown": "not said"}

// waitWords write a wait as it was published: "up to 7 months", "6 to 8 months".
func waitWords(r data.Row) string {
	w := Words{}
	low, hasLow := r.Float("low")
	high, hasHigh := r.Float("high")
	text := ""
	switch {
	case !hasLow:
		text = "up to " + w.Upto(high, 2)
	case !hasHigh:
		text = "more than " + w.Upto(low, 2)
	case low == high:
		text = w.Upto(low, 2)
	default:
		text = w.Upto(low, 2) + " to " + w.Upto(high, 2)
	}
	unit := r.Text("unit")
	if max(low, high) == 1 {
		unit = unit[:len(unit)-1]
	}
	text += " " + unit
	if share := r.Text("share_percent"); share != "" {
		text += ", for more than " + share + " %"
	}
	return text
}

// statements lists the totals that were stated for the place.
func (b *placePage) statements(ctx context.Context, m *page.ProfileModel) error {
	links := []layout.Link{{Text: "All claims side by side", Href: "/claims"}}
	if b.slug == "border_wide" {
		m.Sections = append(m.Sections, page.Section{ID: "statements", Title: "What was said", Texts: []string{"Most statements are about the whole border. They stand side by side on the page of claims."}, Links: links})
		return nil
	}
	t, err := b.edition.Select(ctx, data.Select{Dataset: "published-statements", Where: []data.Condition{{Field: "place", Values: []string{b.slug}}}})
	if err != nil {
		return err
	}
	if t.Len() == 0 {
		b.gaps = append(b.gaps, "Totals of people or appointments: no statement about this place alone was found.")
		return nil
	}
	m.Sections = append(m.Sections, page.Section{
		ID: "statements", Title: "What was said",
		Texts:  []string{"A statement counts what its speaker counted. Statements are not added up and not subtracted from one another."},
		Tables: []layout.Table{statementTable("statements-table", "Published statements", t)}, Links: links,
	})
	return nil
}

// unknown lists what is not known, and where the whole list stands.
func (b *placePage) unknown(_ context.Context, m *page.ProfileModel) error {
	b.gaps = append(b.gaps, "Who had the appointments: nationality by place was never published.")
	if len(m.Leads) == 0 {
		m.Leads = []string{"What was published about " + b.name + ", with its documents, and what is not known."}
	}
	m.Sections = append(m.Sections, page.Section{
		ID: "gaps", Title: "What is not known", Points: b.gaps,
		Links: []layout.Link{{Text: "What is missing, and whom to ask", Href: "/missing"}},
	})
	return nil
}
