package data

import (
	"regexp"
	"strings"
)

// CSVW describes the CSV of a dataset as the W3C's Metadata Vocabulary for Tabular Data
// has it.
func (m *Metadata) CSVW(t TableMetadata, a Addresses) ([]byte, error) {
	x := m.Manifest
	doc := csvwTable{
		Context: []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": "en"}},
		Type:    "Table", URL: a.File(t.ID, "csv"),
		Title: t.Title, Description: t.Account(), Version: x.Label, Identifier: x.Identifiers(), Modified: typed{x.BuiltAt, "xsd:dateTime"},
		License: node{Licences[t.Licence].URL}, Publisher: a.creator(), Keywords: t.Keywords(), Spatial: t.Where(),
		Schema: csvwSchema{Type: "Schema"},
	}
	if a.Base != "" {
		doc.Landing = &node{a.Base + "/data/" + t.ID}
	}
	if t.First != "" {
		doc.Temporal = t.First + "/" + t.Last
	}
	for _, s := range t.Sources {
		if s.URL != "" {
			doc.Sources = append(doc.Sources, node{s.URL})
		}
	}
	for _, f := range t.Fields {
		doc.Schema.Columns = append(doc.Schema.Columns, csvwColumnOf(f))
	}
	if !t.NullableKey() {
		doc.Schema.PrimaryKey = t.Key
	}
	return indented(doc)
}

func csvwColumnOf(f Field) csvwColumn {
	c := csvwColumn{Type: "Column", Name: f.Name, Titles: f.Name, Description: f.Doc, Unit: f.Unit, Required: f.Required, Null: []string{""}}
	c.Datatype = csvwType{Base: map[Type]string{String: "string", Integer: "integer", Number: "double", Boolean: "boolean", Date: "date"}[f.Type]}
	switch {
	case f.Type == Boolean:
		c.Datatype.Format = "true|false"
	case f.Type == Date:
		c.Datatype.Format = "yyyy-MM-dd"
	case len(f.Enum) > 0:
		var values []string
		for _, v := range f.EnumValues() {
			values = append(values, regexp.QuoteMeta(v))
		}
		c.Datatype.Format = "(" + strings.Join(values, "|") + ")"
		for _, term := range f.Enum {
			if term.Meaning != "" {
				c.Values = append(c.Values, term.Value+": "+term.Meaning)
			}
		}
	case f.Pattern != "":
		c.Datatype.Format = wholePattern(f.Pattern)
	}
	c.Datatype.Minimum, c.Datatype.Maximum = f.Min, f.Max
	return c
}

// node refers to something by its address, as JSON-LD does.
type node struct {
	ID string `json:"@id"`
}

// typed is a value with its datatype, as JSON-LD writes it.
type typed struct {
	Value string `json:"@value"`
	Type  string `json:"@type"`
}

type csvwTable struct {
	Context     []any      `json:"@context"`
	Type        string     `json:"@type"`
	URL         string     `json:"url"`
	Title       string     `json:"dc:title"`
	Description string     `json:"dc:description"`
	Version     string     `json:"schema:version"`
	Identifier  []string   `json:"dc:identifier"`
	Modified    typed      `json:"dc:modified"`
	License     node       `json:"dc:license"`
	Publisher   string     `json:"dc:publisher"`
	Keywords    []string   `json:"dcat:keyword"`
	Landing     *node      `json:"dcat:landingPage,omitempty"`
	Spatial     string     `json:"dc:spatial,omitempty"`
	Temporal    string     `json:"dc:temporal,omitempty"`
	Sources     []node     `json:"dc:source,omitempty"`
	Schema      csvwSchema `json:"tableSchema"`
}

type csvwSchema struct {
	Type       string       `json:"@type"`
	Columns    []csvwColumn `json:"columns"`
	PrimaryKey []string     `json:"primaryKey,omitempty"`
}

type csvwColumn struct {
	Type        string   `json:"@type"`
	Name        string   `json:"name"`
	Titles      string   `json:"titles"`
	Description string   `json:"dc:description"`
	Unit        string   `json:"schema:unitText,omitempty"`
	Values      []string `json:"skos:note,omitempty"`
	Required    bool     `json:"required,omitempty"`
	Null        []string `json:"null"`
	Datatype    csvwType `json:"datatype"`
}

type csvwType struct {
	Base    string   `json:"base"`
	Format  string   `json:"format,omitempty"`
	Minimum *float64 `json:"minimum,omitempty"`
	Maximum *float64 `json:"maximum,omitempty"`
}
