package views

import (
	"encoding/json"
	"strconv"
	"time"

	"citas/data"
)

type ldNode struct {
	Type string `json:"@type"`
	ID   string `json:"@id,omitempty"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

type ldVariable struct {
	Type        string   `json:"@type"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Unit        string   `json:"unitText,omitempty"`
	Min         *float64 `json:"minValue,omitempty"`
	Max         *float64 `json:"maxValue,omitempty"`
}

type ldDownload struct {
	Type        string `json:"@type"`
	Name        string `json:"name"`
	Encoding    string `json:"encodingFormat"`
	ContentURL  string `json:"contentUrl"`
	ContentSize string `json:"contentSize"`
	SHA256      string `json:"sha256"`
}

type ldDataset struct {
	Context     string       `json:"@context,omitempty"`
	Type        string       `json:"@type"`
	ID          string       `json:"@id,omitempty"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url"`
	SameAs      string       `json:"sameAs,omitempty"`
	Identifier  []string     `json:"identifier,omitempty"`
	Version     string       `json:"version,omitempty"`
	Created     string       `json:"dateCreated,omitempty"`
	Modified    string       `json:"dateModified,omitempty"`
	Creator     *ldNode      `json:"creator,omitempty"`
	Publisher   *ldNode      `json:"publisher,omitempty"`
	License     string       `json:"license,omitempty"`
	Credit      string       `json:"creditText,omitempty"`
	Keywords    []string     `json:"keywords,omitempty"`
	Language    string       `json:"inLanguage,omitempty"`
	Free        bool         `json:"isAccessibleForFree"`
	Temporal    string       `json:"temporalCoverage,omitempty"`
	Spatial     *ldNode      `json:"spatialCoverage,omitempty"`
	Citation    string       `json:"citation,omitempty"`
	BasedOn     []ldNode     `json:"isBasedOn,omitempty"`
	Technique   string       `json:"measurementTechnique,omitempty"`
	Variables   []ldVariable `json:"variableMeasured,omitempty"`
	Downloads   []ldDownload `json:"distribution,omitempty"`
	Catalog     *ldNode      `json:"includedInDataCatalog,omitempty"`
	Datasets    []ldDataset  `json:"dataset,omitempty"`
}

// schemaDataset describes a dataset for search engines, as schema.org has it.
func (s *Server) schemaDataset(m *data.Metadata, t data.TableMetadata) (string, error) {
	x, base := m.Manifest, s.config.BaseURL
	at := s.addresses(x.Edition, "/editions/"+x.Edition+"/")
	doc := s.ldBase("Dataset", x, t.Title, t.Account(), "/data/"+t.ID)
	doc.License, doc.Credit = data.Licences[t.Licence].URL, data.Licences[t.Licence].Credit
	doc.Keywords, doc.Citation, doc.Technique = t.Keywords(), s.tableReference(x, time.Time{}, t.Dataset).text(), t.Level.Words()
	doc.Catalog = &ldNode{Type: "DataCatalog", Name: data.CollectionTitle, URL: base + "/data"}
	if t.First != "" {
		doc.Temporal = t.First + "/" + t.Last
	}
	if place := t.Where(); place != "" {
		doc.Spatial = &ldNode{Type: "Place", Name: place}
	}
	for _, source := range t.Sources[:min(len(t.Sources), mostSources)] {
		doc.BasedOn = append(doc.BasedOn, ldNode{Type: "CreativeWork", Name: source.Title, URL: source.URL})
	}
	for _, f := range t.Fields {
		doc.Variables = append(doc.Variables, ldVariable{"PropertyValue", f.Name, f.Doc, f.Unit, f.Min, f.Max})
	}
	for _, f := range t.Files.Files {
		doc.Downloads = append(doc.Downloads, ldDownload{"DataDownload", t.Title + " as " + formatNames[f.Format], plainType(mediaTypes[f.Format]), at.File(t.ID, f.Format), strconv.FormatInt(f.Bytes, 10) + " B", f.SHA256})
	}
	raw, err := json.Marshal(doc)
	return string(raw), err
}

// mostSources bounds what a page carries for search engines; the descriptions have all.
const mostSources = 10

// schemaCatalog describes the whole catalogue for search engines.
func (s *Server) schemaCatalog(m *data.Metadata) (string, error) {
	x := m.Manifest
	doc := s.ldBase("DataCatalog", x, data.CollectionTitle, data.CollectionSummary, "/data")
	doc.Keywords, doc.Citation = m.Keywords(), s.editionReference(x).text()
	doc.Spatial = &ldNode{Type: "Place", Name: data.BorderName}
	if first, last := m.Span(); first != "" {
		doc.Temporal = first + "/" + last
	}
	for _, t := range m.Tables {
		entry := ldDataset{Type: "Dataset", Name: t.Title, Description: t.Summary, URL: s.config.BaseURL + "/data/" + t.ID, License: data.Licences[t.Licence].URL, Version: x.Label, Free: true}
		entry.Creator = doc.Creator
		doc.Datasets = append(doc.Datasets, entry)
	}
	raw, err := json.Marshal(doc)
	return string(raw), err
}

// ldBase is what both say of the edition.
func (s *Server) ldBase(kind string, x *data.Manifest, name, description, path string) ldDataset {
	who := &ldNode{Type: "Organization", Name: orElse(s.config.Publisher, "citas"), URL: s.config.BaseURL}
	doc := ldDataset{
		Context: "https://schema.org/", Type: kind, Name: name, Description: description, URL: s.config.BaseURL + path,
		Identifier: x.Identifiers(), Version: x.Label, Modified: x.BuiltAt, Creator: who, Publisher: who, Language: "en", Free: true,
	}
	if s.config.BaseURL != "" {
		doc.ID = doc.URL
	}
	if x.DOI != "" {
		doc.SameAs = "https://doi.org/" + x.DOI
	}
	return doc
}
