package views

import (
	"fmt"

	"citas/data"
	"citas/views/layout"
)

// Endings of /data/{id} that lead to a description of the dataset.
const (
	endDataPackage = "datapackage.json"
	endCSVW        = "csv-metadata.json"
	endMarkdown    = "md"
)

// croissantView is the last part of the address of a dataset's Croissant description.
const croissantView = "croissant.json"

// metadata collects the metadata of the whole edition, once.
func (s *Server) metadata(r *Request) (*data.Metadata, error) {
	size := func(m *data.Metadata) int { return (16 << 10) * len(m.Tables) }
	return remember(r.Context(), s, r.Edition, "metadata", size, func() (*data.Metadata, error) {
		return r.Edition.Describe(r.Context())
	})
}

// addresses are how descriptions refer to the files of an edition: whole and frozen where
// the site knows its address, else by what leads from the description to them.
func (s *Server) addresses(edition, toFiles string) data.Addresses {
	base := s.config.BaseURL
	a := data.Addresses{Base: base, Publisher: s.config.Publisher}
	a.File = func(id, format string) string {
		if base != "" {
			return base + frozenAddress(edition, id, format)
		}
		return toFiles + id + "." + format
	}
	return a
}

// dataPackage is /datapackage.json: the edition as a Data Package.
func (s *Server) dataPackage(r *Request) (Response, error) {
	m, err := s.metadata(r)
	if err != nil {
		return Response{}, err
	}
	body, err := m.DataPackage(s.addresses(r.Edition.ID(), "editions/"+r.Edition.ID()+"/"))
	return Response{Type: typeJSON, Body: body}, err
}

// csvwGroup is /data/csv-metadata.json, where the standard looks for what describes the
// CSV files of a folder together.
func (s *Server) csvwGroup(r *Request) (Response, error) {
	m, err := s.metadata(r)
	if err != nil {
		return Response{}, err
	}
	at := s.addresses(r.Edition.ID(), "")
	at.File = func(id, format string) string { return id + "." + format } // the CSVs beside it
	body, err := m.CSVWGroup(at)
	return Response{Type: typeCSVW, Body: body}, err
}

// citationFile is /CITATION.cff.
func (s *Server) citationFile(r *Request) (Response, error) {
	m, err := s.metadata(r)
	if err != nil {
		return Response{}, err
	}
	body, err := m.CitationFile(s.addresses(r.Edition.ID(), ""))
	return Response{Type: typeYAML, Body: body, SaveAs: "CITATION.cff", Inline: true}, err
}

// describeDataset answers the addresses of a dataset's descriptions. They are about the
// latest edition: a past day has none.
func (s *Server) describeDataset(r *Request, d *data.Dataset, ending string) (Response, error) {
	if day, dated := r.Edition.AsOf(); dated {
		return Response{}, &data.ParamError{Param: asOfParam, Found: day.Format("2006-01-02"), Expected: "no day: this describes the files of the latest edition"}
	}
	if err := r.known(); err != nil {
		return Response{}, err
	}
	m, err := s.metadata(r)
	if err != nil {
		return Response{}, err
	}
	t, err := m.Table(d.ID)
	if err != nil {
		return Response{}, err
	}
	a := Response{Type: typeJSON}
	switch ending {
	case endDataPackage:
		a.Body, err = m.DataPackage(s.addresses(r.Edition.ID(), ""), d.ID)
	case endCSVW:
		a.Type = typeCSVW
		at := s.addresses(r.Edition.ID(), "")
		at.File = func(id, format string) string { return id + "." + format } // the CSV beside it
		a.Body, err = m.CSVW(t, at)
	case croissantView:
		a.Type = typeCroissant
		a.Body, err = s.croissant(m, t)
	default:
		return Response{}, fmt.Errorf("description %q of %s: %w", ending, d.ID, data.ErrNotFound)
	}
	return a, err
}

// descriptions lead from the page of a dataset to what describes it for programs.
func descriptions(w Words, id string) []layout.Link {
	return []layout.Link{
		{Text: "Data Package", Href: "/data/" + id + "." + endDataPackage, Note: w.T("columns, types, keys, sources")},
		{Text: "CSV on the Web", Lang: inEnglish(w), Href: "/data/" + id + "." + endCSVW, Note: w.T("the CSV's columns")},
		{Text: "Croissant", Href: "/data/" + id + "/" + croissantView, Note: w.T("for machine learning")},
		{Text: "Markdown", Href: "/data/" + id + "." + endMarkdown, Note: w.T("this page as text")},
	}
}

// describers are the descriptions as the head of the page names them.
func describers(id string) []layout.Twin {
	return []layout.Twin{
		{Type: typeJSON, Href: "/data/" + id + "." + endDataPackage, Title: "Data Package"},
		{Type: plainType(typeCroissant), Href: "/data/" + id + "/" + croissantView, Title: "Croissant"},
	}
}

// catalogueDescriptions lead to what describes the whole edition for programs.
func catalogueDescriptions(w Words) []layout.Link {
	return []layout.Link{
		{Text: "/datapackage.json", Href: "/datapackage.json", Note: w.T("Data Package, version 2")},
		{Text: "/data.json", Href: "/data.json", Note: "DCAT-US 3"},
		{Text: "/data/csv-metadata.json", Href: "/data/csv-metadata.json", Note: w.T("CSV on the Web, every table and how they refer to each other")},
		{Text: "/CITATION.cff", Href: "/CITATION.cff", Note: w.T("how to cite")},
		{Text: "/llms.txt", Href: "/llms.txt", Note: w.T("an overview in Markdown")},
		{Text: "/openapi.json", Href: "/openapi.json", Note: w.T("the API")},
	}
}

// linkDataset puts the description for search engines on the page of a dataset: not on
// filtered or past views, which are not for them.
func (s *Server) linkDataset(r *Request, d *data.Dataset, p *layout.Page, filtered bool) error {
	if _, dated := r.Edition.AsOf(); dated || filtered {
		return nil
	}
	m, err := s.metadata(r)
	if err != nil {
		return err
	}
	t, err := m.Table(d.ID)
	if err == nil {
		p.LinkedData, err = s.schemaDataset(m, t)
	}
	return err
}

func (s *Server) linkCatalogue(r *Request, p *layout.Page) error {
	if _, dated := r.Edition.AsOf(); dated {
		return nil
	}
	m, err := s.metadata(r)
	if err == nil {
		p.LinkedData, err = s.schemaCatalog(m)
	}
	return err
}

// wholeEdition leads to the files that hold everything.
func wholeEdition(w Words, x *data.Manifest) []layout.Link {
	var links []layout.Link
	if x.Bundle != nil {
		links = append(links, layout.Link{Text: "citas-" + x.Label + ".zip", Href: bundleAddress(x), Note: w.T("{size}: every table as CSV and Parquet, described, with hashes", "size", bytesWords(x.Bundle.Bytes))})
	}
	return append(links, layout.Link{Text: "citas.duckdb", Href: frozenAddress(x.Edition, databaseName, x.Database.Format), Note: w.T("{size}: every table and every release's rows, for DuckDB", "size", bytesWords(x.Database.Bytes))})
}

// bundleAddress is where the ZIP of an edition stays.
func bundleAddress(x *data.Manifest) string {
	return "/editions/" + x.Edition + "/" + databaseName + "-" + x.Edition + ".zip"
}
