package views

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// portNames are the ports of entry as pages write them, from west to east.
var portNames = map[string]string{
	"san-ysidro": "San Ysidro", "calexico-west": "Calexico West", "nogales": "Nogales, Arizona", "el-paso": "El Paso",
	"eagle-pass": "Eagle Pass", "laredo": "Laredo", "hidalgo": "Hidalgo", "brownsville": "Brownsville",
}

// placeAliases are other ways in which people write a place.
var placeAliases = map[string]string{
	"juarez": "ciudad-juarez", "cd juarez": "ciudad-juarez", "cdmx": "mexico-city", "ciudad de mexico": "mexico-city", "df": "mexico-city",
	"nogales arizona": "nogales", "nogales az": "nogales", "nogales son": "nogales-sonora", "mcallen": "hidalgo", "pedwest": "san-ysidro", "el chaparral": "san-ysidro",
	"calexico": "calexico-west", "border wide": "border_wide", "border": "border_wide", "mexico": "mexico-unspecified", "hidalgo texas": "hidalgo", "tj": "tijuana",
}

// placeName is the name of a port or place, empty when there is no such slug.
func placeName(slug string) string {
	if name := portNames[slug]; name != "" {
		return name
	}
	for _, p := range data.Places {
		if p.Slug == slug {
			if p.Kind == "border_wide" {
				return "whole border"
			}
			return p.Name
		}
	}
	return ""
}

// placeSlug finds the place that a reader's text means: its slug, its name with or
// without the state, or another way to write it. Empty when there is none.
func placeSlug(asked string) string {
	if placeName(asked) != "" {
		return asked
	}
	wanted := folded(asked)
	if slug := placeAliases[wanted]; slug != "" {
		return slug
	}
	match := func(slug, name string) bool {
		city, _, _ := strings.Cut(name, ",")
		return wanted != "" && slices.Contains([]string{folded(slug), folded(name), folded(city)}, wanted)
	}
	for _, p := range data.Places {
		if match(p.Slug, p.Name) {
			return p.Slug
		}
	}
	for _, id := range data.PortIDs {
		if match(id, portNames[id]) {
			return id
		}
	}
	return ""
}

var listingOfPorts = declareListing(listing{
	ID: "place-index", Name: "Ports of entry: what is held about each", Level: data.Derived, Datasets: []string{"ports", "daily-capacity", "wait-times", "published-statements"},
	Key: []string{"port_id"},
	Columns: []Head{
		{Column: "port_id", Label: "Port of entry", Form: Status},
		{Column: "levels", Label: "Daily figures"}, {Column: "waits", Label: "Waits told"}, {Column: "statements", Label: "Totals stated"},
	},
	Counts: "Rows of our tables about a port of entry: published daily figures, waits told and totals stated.",
	Not:    "Appointments: a port of which little was published may have had many.",
	Page:   func(string) string { return "/places" },
})

// places is /places: ports of entry, cities, and regions.
func (s *Server) places(r *Request) (Response, error) {
	w := r.Words()
	t, err := r.Edition.Query(r.Context(), "place-index")
	if err != nil {
		return Response{}, err
	}
	ports := layout.Table{ID: "ports", Caption: w.T("The eight ports of entry, from west to east"), Plain: true, Columns: []layout.Column{
		{Label: "Port of entry"}, {Label: "State"}, {Label: "City opposite"}, {Label: "Daily figures", Numeric: true}, {Label: "Waits told", Numeric: true}, {Label: "Totals stated", Numeric: true},
	}}
	t.Each(func(row data.Row) {
		id := row.Text("port_id")
		city := layout.Cell{Text: row.Text("mexican_city")}
		for _, p := range data.Places {
			if p.Port == id && p.Kind == "border_city" {
				city.Href = "/place/" + p.Slug
			}
		}
		cells := []layout.Cell{{Text: row.Text("name"), Href: "/place/" + id, Header: true}, {Text: row.Text("state")}, city}
		cite := listingOfPorts.cite(citeTable, row) // once: the address is the row's
		for _, column := range []string{"levels", "waits", "statements"} {
			if n := row.Int(column); n > 0 {
				cells = append(cells, layout.Cell{Text: w.Count(n), Href: cite})
				cite = ""
			} else {
				cells = append(cells, layout.Blank(w.T("none found")))
			}
		}
		ports.Rows = append(ports.Rows, cells)
	})
	cities := layout.Table{ID: "cities", Caption: w.T("Cities and regions in Mexico"), Plain: true, Columns: []layout.Column{{Label: "Place"}, {Label: "Kind"}, {Label: "Port opposite"}}}
	for _, p := range data.Places {
		port := layout.Blank(w.T("no value|none"))
		if p.Port != "" {
			port = layout.Cell{Text: portNames[p.Port], Href: "/place/" + p.Port}
		}
		cities.Rows = append(cities.Rows, []layout.Cell{{Text: Capital(placeWords(w, p.Slug)), Href: "/place/" + p.Slug, Header: true}, {Text: w.T(kindWords[p.Kind])}, port})
	}
	return html(r.Context(), page.ProfileIndex(page.ProfileIndexModel{
		Page:   s.figures(r, "/data", w.T("Places"), w.T("The eight ports of entry that took appointments, and the cities where people waited: what was published about each.")),
		Title:  w.T("Places"),
		Lead:   w.T("Eight ports of entry took appointments. No official table says how many each of them had."),
		Texts:  []string{w.T("What is here comes from press, officials and reports. Nothing found about a place does not mean that nothing happened there, or that the wait was short.")},
		Tables: []layout.Table{ports, cities},
		Links: []layout.Link{
			{Text: w.T("The eight ports on a map"), Href: "/charts/ports-map"},
			{Text: w.T("Published daily figures by port"), Href: "/charts/port-sightings", Note: w.T("the chart")},
			{Text: w.T("Where the published waits come from"), Href: "/charts/waits-where", Note: w.T("the chart")},
			{Text: w.T("Nationalities"), Href: "/nationalities"},
			{Text: w.T("Dataset {id}", "id", "ports"), Href: "/data/ports", Note: w.T("codes and coordinates")},
		},
	}))
}

var kindWords = map[string]locale.Msg{"border_wide": "whole border", "border_city": "city at the border", "interior": "city in the interior", "region": "region"}

// placeProfile is /place/{slug}: a port, a city or a region. Another way to write it leads there.
func (s *Server) placeProfile(r *Request) (Response, error) {
	asked := r.PathValue("slug")
	slug := placeSlug(asked)
	if slug == "" {
		return Response{}, fmt.Errorf("place %q: %w", asked, data.ErrNotFound)
	}
	if slug != asked {
		return Response{Status: http.StatusPermanentRedirect, Location: "/place/" + slug}, nil
	}
	w := r.Words()
	name := Capital(placeWords(w, slug))
	m := page.ProfileModel{
		Page:  s.read(s.figures(r, "/data", name, w.T("{place} in the record of the CBP One appointments: daily figures, waits, statements, and what is not known.", "place", name))),
		Index: layout.Link{Text: w.T("Places"), Href: "/places"},
		Title: name,
	}
	b := placePage{edition: r.Edition, w: w, slug: slug, name: name}
	if err := b.fill(r.Context(), &m); err != nil {
		return Response{}, err
	}
	return prose(r.Context(), page.Profile(m))
}

// placePage gathers what the edition holds about one port or place, and what it does not.
type placePage struct {
	edition    *data.Edition
	w          Words
	slug, name string
	gaps       []string
}

func (b *placePage) isPort() bool { return portNames[b.slug] != "" }

func (b *placePage) fill(ctx context.Context, m *page.ProfileModel) error {
	for _, part := range []func(context.Context, *page.ProfileModel) error{b.facts, b.levels, b.waits, b.statements, b.unknown} {
		if err := part(ctx, m); err != nil {
			return fmt.Errorf("place %s: %w", b.slug, err)
		}
	}
	return nil
}

// facts say what kind of place it is, with the port or the city opposite.
func (b *placePage) facts(ctx context.Context, m *page.ProfileModel) error {
	if !b.isPort() {
		i := slices.IndexFunc(data.Places, func(p data.Place) bool { return p.Slug == b.slug })
		p := data.Places[i]
		m.Facts = append(m.Facts, layout.Text("Kind", b.w.T(kindWords[p.Kind])))
		if p.Port != "" {
			m.Facts = append(m.Facts, layout.Linked("Port of entry opposite", portNames[p.Port], "/place/"+p.Port))
		}
		return nil
	}
	t, err := b.edition.Select(ctx, data.Select{Dataset: "ports", Where: []data.Condition{{Field: "port_id", Values: []string{b.slug}}}})
	if err != nil || t.Len() == 0 {
		return err
	}
	row := t.Row(0)
	city := layout.Text("City opposite", row.Text("mexican_city")+", "+row.Text("mexican_state"))
	for _, p := range data.Places {
		if p.Port == b.slug && p.Kind == "border_city" {
			city = layout.Linked("City opposite", p.Name, "/place/"+p.Slug)
		}
	}
	m.Facts = append(m.Facts, layout.Text("Kind", b.w.T("port of entry, {state}", "state", row.Text("state"))), city,
		layout.Text("CBP field office", b.w.T("{office} (general knowledge)", "office", fieldOfficeWords[row.Text("field_office")])),
		layout.Text("CBP port code", row.Text("cbp_port_code")),
		layout.Linked("Code and coordinates from", row.Text("source_id"), "/sources/"+row.Text("source_id")))
	if row.Has("note") {
		m.Facts = append(m.Facts, layout.In("Note", row.Text("note"), inEnglish(b.w)))
	}
	return nil
}

var fieldOfficeWords = map[string]string{"san_diego": "San Diego", "tucson": "Tucson", "el_paso": "El Paso", "laredo": "Laredo"}
