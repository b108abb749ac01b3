package views

import (
	"fmt"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// editions is /editions: every edition in the data directory, newest first.
func (s *Server) editions(r *Request) (Response, error) {
	w := r.Words()
	list, err := s.store.Editions()
	if err != nil {
		return Response{}, err
	}
	m := page.EditionsModel{
		Page: s.page(r, "/data", w.T("Editions"), w.T("Every edition of the data that is kept here, each with its hash and its files, which never change.")),
		Lead: w.T("No edition has been built yet."),
		Editions: layout.Table{ID: "editions-table", Caption: w.T("Editions, newest first"), Columns: []layout.Column{
			{Label: "Edition"}, {Label: "Identifier", Code: true}, {Label: "Built"}, {Label: "Releases", Numeric: true}, {Label: "Newest release"}, {Label: "Data hash", Code: true},
		}},
	}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/api/v1/editions", Title: r.T("{title} as {format}", "title", r.T("Editions"), "format", "JSON")}}
	if len(list) > 0 {
		m.Lead = w.N(int64(len(list)), "1 edition is kept here: {newest}.", "{n} editions are kept here; the newest is {newest}.", "newest", list[0].Label)
	}
	for i, x := range list {
		hash := layout.Cell{Text: x.DataHash[:min(12, len(x.DataHash))], Value: x.DataHash}
		if i+1 < len(list) && list[i+1].DataHash == x.DataHash {
			hash.Text += w.T(", as the one before")
		}
		m.Editions.Rows = append(m.Editions.Rows, []layout.Cell{
			{Text: x.Label, Href: "/editions/" + x.Label, Header: true}, {Text: x.Edition}, {Text: builtWords(w, x)},
			{Text: w.Count(int64(len(x.Releases)))}, {Text: w.DayOf(data.LastPublished(x.Releases), "day")}, hash,
		})
	}
	return html(r.Context(), page.Editions(m))
}

// edition is /editions/{id or label}.
func (s *Server) edition(r *Request) (Response, error) {
	w := r.Words()
	name, ending, cited := splitCitation(r.PathValue("edition"))
	x, err := s.store.FindEdition(name)
	if err != nil {
		return Response{}, err
	}
	if cited {
		return s.editionReference(x).answer(ending)
	}
	address := "/editions/" + x.Edition
	m := page.EditionModel{
		Page:  s.page(r, "/data", w.T("Edition {label}", "label", x.Label), w.T("Every file of edition {label} with its size and SHA-256.", "label", x.Label)),
		Label: x.Label,
		Lead:  w.T("Built on {day} from {releases}. Nothing in it will change.", "day", builtWords(w, x), "releases", w.N(int64(len(x.Releases)), "{n} release", "{n} releases")),
		Cite:  s.editionReference(x).text(), Citations: citationFiles(w, func(ending string) string { return address + "." + ending }),
		Facts: []layout.Fact{
			{Term: "Identifier", Parts: []layout.Part{{Text: x.Edition, Code: true}}},
			layout.Linked("Address to cite", s.config.BaseURL+address, address),
			{Term: "Data hash", Parts: []layout.Part{{Text: x.DataHash, Code: true}}},
			layout.Text("DOI", orElse(x.DOI, w.T("no value|none"))),
			layout.Text("Built", builtWords(w, x)),
			layout.Text("Newest release", w.DayOf(data.LastPublished(x.Releases), "day")),
			layout.Text("Made with", "DuckDB "+x.Engine),
			s.signatureFact(w, x),
		},
		Files:    editionFiles(w, x),
		Releases: releaseTable(w, x.Releases),
	}
	m.Page.Canonical = s.config.BaseURL + address
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/api/v1/editions", Title: r.T("{title} as {format}", "title", r.T("Editions"), "format", "JSON")}}
	return html(r.Context(), page.Edition(m))
}

// editionFiles lists every file of an edition.
func editionFiles(w Words, x *data.Manifest) layout.Table {
	t := layout.Table{ID: "files-table", Caption: w.T("Files, with the SHA-256 of their bytes"), Columns: []layout.Column{
		{Label: "Dataset"}, {Label: "File"}, {Label: "Rows", Numeric: true}, {Label: "Bytes", Numeric: true}, {Label: "SHA-256", Code: true},
	}}
	add := func(id, rows string, f data.File) {
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: id, Header: true}, {Text: formatNames[f.Format], Href: frozenAddress(x.Edition, id, f.Format)}, {Text: rows}, {Text: w.Count(f.Bytes)}, {Text: f.SHA256},
		})
	}
	for _, d := range x.Datasets {
		for _, f := range d.Files {
			add(d.ID, w.Count(d.Rows), f)
		}
	}
	add(databaseName, "", x.Database)
	if x.Bundle != nil {
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: w.T("all of them"), Header: true}, {Text: formatNames[x.Bundle.Format], Href: bundleAddress(x)}, {}, {Text: w.Count(x.Bundle.Bytes)}, {Text: x.Bundle.SHA256},
		})
	}
	return t
}

// databaseName names the file that holds all tables of an edition.
const databaseName = "citas"

// editionFile is /editions/{edition}/{id}.{ext}: a finished file as it lies on disk.
func (s *Server) editionFile(r *Request) (Response, error) {
	x, err := s.store.FindEdition(r.PathValue("edition"))
	if err != nil {
		return Response{}, err
	}
	name := r.PathValue("name")
	if x.Bundle != nil && (name == databaseName+"-"+x.Label+".zip" || name == databaseName+"-"+x.Edition+".zip") {
		a := s.frozen(x, databaseName, *x.Bundle)
		a.Version = bundleAddress(x)
		return a, nil
	}
	if a, ok, err := s.manifestFile(x, name); ok {
		return a, err
	}
	id, format := splitName(name)
	if id == databaseName && format == x.Database.Format {
		return s.frozen(x, id, x.Database), nil
	}
	d, ok := x.Dataset(id)
	if !ok {
		return Response{}, fmt.Errorf("dataset %q in edition %s: %w", id, x.Label, data.ErrNotFound)
	}
	f, ok := d.File(format)
	if !ok {
		var has []string
		for _, f := range d.Files {
			has = append(has, f.Format)
		}
		return Response{}, fmt.Errorf("dataset %s as %q in edition %s: %w: it has %s", id, format, x.Label, data.ErrNotFound, listed(has))
	}
	a := s.frozen(x, id, f)
	if known, err := s.store.Catalog().Dataset(id); err == nil {
		a.Links = s.relations(known, x, format)
	}
	return a, nil
}

func (s *Server) frozen(x *data.Manifest, id string, f data.File) Response {
	name := databaseName
	if id != databaseName {
		name += "-" + id
	}
	return Response{
		Type: mediaTypes[f.Format], File: s.store.FilePath(x, f), Hash: f.SHA256, Immutable: true,
		SaveAs: name + "-" + x.Label + "." + f.Format, Inline: f.Format == "json",
		Version: frozenAddress(x.Edition, id, f.Format),
	}
}

func builtWords(w Words, x *data.Manifest) string {
	t, err := time.Parse(time.RFC3339, x.BuiltAt)
	if err != nil {
		return x.BuiltAt
	}
	return w.Moment(t)
}
