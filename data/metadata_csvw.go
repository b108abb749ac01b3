package data

import (
	"regexp"
	"slices"
	"strings"
)

// csvwContext says in which words and language a description is.
var csvwContext = []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": "en"}}

// CSVW describes the CSV of a dataset as the W3C's Metadata Vocabulary for Tabular Data
// has it.
func (m *Metadata) CSVW(t TableMetadata, a Addresses) ([]byte, error) {
	doc := m.csvwTable(t, a)
	doc.Context = csvwContext
	return indented(doc)
}

// CSVWGroup describes the CSV of every dataset as a group of tables. Only here do foreign
// keys stand: the vocabulary knows them between tables of one group, to the key of a row.
func (m *Metadata) CSVWGroup(a Addresses) ([]byte, error) {
	x := m.Manifest
	doc := csvwGroup{
		Context: csvwContext, Type: "TableGroup", Title: CollectionTitle, Description: CollectionSummary,
		Version: x.Label, Identifier: x.Identifiers(), Modified: typed{x.BuiltAt, "xsd:dateTime"}, Publisher: a.creator(), Keywords: m.Keywords(),
	}
	if a.Base != "" {
		doc.Landing = &node{a.Base + "/data"}
	}
	for _, t := range m.Tables {
		table := m.csvwTable(t, a)
		for _, f := range t.Fields {
			id, name, _ := strings.Cut(f.Ref, ".")
			if to, err := m.Table(id); err == nil && slices.Equal(to.Key, []string{name}) {
				table.Schema.ForeignKeys = append(table.Schema.ForeignKeys, csvwForeignKey{f.Name, csvwReference{a.File(id, "csv"), name}})
			}
		}
		doc.Tables = append(doc.Tables, table)
	}
	return indented(doc)
}

func (m *Metadata) csvwTable(t TableMetadata, a Addresses) csvwTable {
	x := m.Manifest
	doc := csvwTable{
		Type: "Table", URL: a.File(t.ID, "csv"),
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
	return doc
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

type csvwGroup struct {
	Context     []any       `json:"@context"`
	Type        string      `json:"@type"`
	Title       string      `json:"dc:title"`
	Description string      `json:"dc:description"`
	Version     string      `json:"schema:version"`
	Identifier  []string    `json:"dc:identifier"`
	Modified    typed       `json:"dc:modified"`
	Publisher   string      `json:"dc:publisher"`
	Keywords    []string    `json:"dcat:keyword"`
	Landing     *node       `json:"dcat:landingPage,omitempty"`
	Tables      []csvwTable `json:"tables"`
}

type csvwTable struct {
	Context     []any      `json:"@context,omitempty"`
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

	ForeignKeys []csvwForeignKey `json:"foreignKeys,omitempty"`
}

type csvwForeignKey struct {
	Column    string        `json:"columnReference"`
	Reference csvwReference `json:"reference"`
}

type csvwReference struct {
	Resource string `json:"resource"`
	Column   string `json:"columnReference"`
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
