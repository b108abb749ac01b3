package views

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"citas/data"
)

// croissantContext is the JSON-LD context of the Croissant format 1.1, appendix 1, without
// the terms that we do not use.
var croissantContext = map[string]any{
	"@language": "en", "@vocab": "http://schema.org/",
	"sc": "http://schema.org/", "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/",
	"citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo", "containedIn": "cr:containedIn",
	"dataType": map[string]string{"@id": "cr:dataType", "@type": "@vocab"},
	"extract":  "cr:extract", "field": "cr:field", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format",
	"isLiveDataset": "cr:isLiveDataset", "key": "cr:key", "recordSet": "cr:recordSet", "references": "cr:references", "source": "cr:source",
}

// croissantTypes are the data types by ours.
var croissantTypes = map[data.Type]string{data.String: "sc:Text", data.Integer: "sc:Integer", data.Number: "sc:Float", data.Boolean: "sc:Boolean", data.Date: "sc:Date"}

type croissantID struct {
	ID string `json:"@id"`
}

type croissantAgent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type croissantFile struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	Name        string `json:"name"`
	ContentURL  string `json:"contentUrl"`
	ContentSize string `json:"contentSize"`
	Encoding    string `json:"encodingFormat"`
	SHA256      string `json:"sha256"`
}

type croissantExtract struct {
	Column string `json:"column"`
}

type croissantSource struct {
	FileObject croissantID      `json:"fileObject"`
	Extract    croissantExtract `json:"extract"`
}

type croissantField struct {
	Type        string          `json:"@type"`
	ID          string          `json:"@id"`
	Name        string          `json:"name"`
	Description string          `json:"description"`
	DataType    string          `json:"dataType"`
	Source      croissantSource `json:"source"`
}

type croissantRecords struct {
	Type        string           `json:"@type"`
	ID          string           `json:"@id"`
	Name        string           `json:"name"`
	Description string           `json:"description"`
	Key         []croissantID    `json:"key"`
	Field       []croissantField `json:"field"`
}

type croissantDataset struct {
	Context      map[string]any     `json:"@context"`
	Type         string             `json:"@type"`
	ConformsTo   string             `json:"conformsTo"`
	Name         string             `json:"name"`
	Description  string             `json:"description"`
	URL          string             `json:"url"`
	License      string             `json:"license"`
	Creator      croissantAgent     `json:"creator"`
	Version      string             `json:"version"`
	Published    string             `json:"datePublished"`
	Modified     string             `json:"dateModified"`
	CiteAs       string             `json:"citeAs"`
	Identifier   []string           `json:"identifier"`
	Keywords     []string           `json:"keywords"`
	Language     string             `json:"inLanguage"`
	Temporal     string             `json:"temporalCoverage,omitempty"`
	Spatial      string             `json:"spatialCoverage,omitempty"`
	Free         bool               `json:"isAccessibleForFree"`
	Distribution []croissantFile    `json:"distribution"`
	RecordSet    []croissantRecords `json:"recordSet"`
}

// croissant describes a dataset in the Croissant format 1.1 (mlcommons.org/croissant/1.1).
// The files are those of the edition, which never change, so each has its hash.
func (s *Server) croissant(m *data.Metadata, t data.TableMetadata) ([]byte, error) {
	x := m.Manifest
	at := s.addresses(x.Edition, "../../editions/"+x.Edition+"/")
	doc := croissantDataset{
		Context: croissantContext, Type: "sc:Dataset", ConformsTo: "http://mlcommons.org/croissant/1.1",
		Name: t.ID, Description: t.Title + ". " + t.Account(), URL: s.config.BaseURL + "/data/" + t.ID,
		License: data.Licences[t.Licence].URL, Creator: croissantAgent{Type: "sc:Organization", Name: orElse(s.config.Publisher, "citas"), URL: s.config.BaseURL},
		Version: x.Label, Published: x.BuiltAt[:min(10, len(x.BuiltAt))], Modified: x.BuiltAt[:min(10, len(x.BuiltAt))],
		CiteAs: s.tableReference(x, time.Time{}, t.Dataset).text(), Identifier: x.Identifiers(), Keywords: t.Keywords(), Language: "en", Spatial: t.Where(), Free: true,
	}
	if t.First != "" {
		doc.Temporal = t.First + "/" + t.Last
	}
	for _, format := range []string{"csv", "parquet"} {
		f, ok := t.Files.File(format)
		if !ok {
			continue
		}
		name := t.ID + "." + format
		doc.Distribution = append(doc.Distribution, croissantFile{
			Type: "cr:FileObject", ID: name, Name: name, ContentURL: at.File(t.ID, format), ContentSize: fmt.Sprintf("%d B", f.Bytes),
			Encoding: plainType(mediaTypes[format]), SHA256: f.SHA256,
		})
	}
	records := croissantRecords{Type: "cr:RecordSet", ID: t.Table(), Name: t.Table(), Description: "One row is " + t.Grain}
	for _, f := range t.Fields {
		field := croissantField{
			Type: "cr:Field", ID: t.Table() + "/" + f.Name, Name: f.Name, Description: withUnit(f), DataType: croissantTypes[f.Type],
			Source: croissantSource{FileObject: croissantID{t.ID + ".csv"}, Extract: croissantExtract{f.Name}},
		}
		records.Field = append(records.Field, field)
		if slices.Contains(t.Key, f.Name) {
			records.Key = append(records.Key, croissantID{field.ID})
		}
	}
	doc.RecordSet = []croissantRecords{records}
	body, err := json.MarshalIndent(doc, "", "  ")
	return append(body, '\n'), err
}

// withUnit describes a column with the unit of its numbers.
func withUnit(f data.Field) string {
	if f.Unit == "" {
		return f.Doc
	}
	return f.Doc + " (unit: " + f.Unit + ")"
}
