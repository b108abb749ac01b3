package data

import (
	"encoding/json"
	"slices"
	"strings"
)

// Addresses say how a description refers to what lies around it.
type Addresses struct {
	Base      string                         // of the site, without a slash at its end; empty where it is not known
	Publisher string                         // who answers for the site; empty where it is not known
	File      func(id, format string) string // the file of a dataset: whole, or relative to the description
}

// creator is who compiled the tables.
func (a Addresses) creator() string {
	if a.Publisher == "" {
		return "citas"
	}
	return a.Publisher
}

// DataPackage describes datasets as a Data Package (datapackage.org, version 2): all of
// the edition, or those named. Each resource is a CSV file with its table schema.
func (m *Metadata) DataPackage(a Addresses, ids ...string) ([]byte, error) {
	x := m.Manifest
	p := dataPackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:   "citas", ID: "citas-" + x.Edition, Title: CollectionTitle, Description: CollectionSummary,
		Version: x.Label, Created: x.BuiltAt, Keywords: m.Keywords(),
		Contributors: []packageContributor{{Title: a.creator(), Path: a.Base, Roles: []string{"compiler", "publisher"}}},
		Edition: packageEdition{ID: x.Edition, Label: x.Label, DataHash: x.DataHash, DOI: x.DOI, Previous: x.Previous,
			AsOf: LastPublished(x.Releases), Engine: "DuckDB " + x.Engine},
	}
	if x.DOI != "" {
		p.ID = "https://doi.org/" + x.DOI
	}
	if a.Base != "" {
		p.Homepage = a.Base + "/editions/" + x.Edition
	}
	for _, t := range m.Tables {
		if len(ids) > 0 && !slices.Contains(ids, t.ID) {
			continue
		}
		if len(ids) == 1 {
			p.Name, p.ID, p.Title, p.Description, p.Keywords = t.ID, p.ID+"-"+t.ID, t.Title, t.Account(), t.Keywords()
			if a.Base != "" {
				p.Homepage = a.Base + "/data/" + t.ID
			}
		}
		p.Resources = append(p.Resources, t.resource(a, func(id string) bool { return len(ids) == 0 || slices.Contains(ids, id) }))
	}
	for _, r := range p.Resources {
		for _, l := range r.Licenses {
			if !slices.Contains(p.Licenses, l) {
				p.Licenses = append(p.Licenses, l)
			}
		}
	}
	return indented(p)
}

// resource describes the CSV of a dataset. A foreign key is given where the package
// holds what it refers to.
func (t TableMetadata) resource(a Addresses, holds func(id string) bool) packageResource {
	f, _ := t.Files.File("csv")
	r := packageResource{
		Name: t.ID, Type: "table", Path: a.File(t.ID, "csv"), Title: t.Title, Description: t.Account(),
		Format: "csv", Mediatype: "text/csv", Encoding: "utf-8", Bytes: f.Bytes, Hash: "sha256:" + f.SHA256,
		Rows: t.Files.Rows, Level: t.Level, Notes: t.Notes, Spatial: t.Where(),
		Licenses: []packageLicense{packageLicenseOf(Licences[t.Licence])},
		Schema: tableSchema{
			// No fieldsMatch: "exact" is what holds without it, and the published profile 2.0 wants a list
			// where the text of the standard has a string, so that no value is right by both.
			Schema:        "https://datapackage.org/profiles/2.0/tableschema.json",
			MissingValues: []missingValue{{Value: "", Label: t.MissingWords()}},
		},
	}
	if t.First != "" {
		r.Temporal = &packagePeriod{Start: t.First, End: t.Last}
	}
	for _, s := range t.Sources {
		r.Sources = append(r.Sources, packageSource{Title: s.Title, Path: s.URL, Version: s.Release})
	}
	for _, f := range t.Fields {
		r.Schema.Fields = append(r.Schema.Fields, schemaFieldOf(f))
		id, name, ok := strings.Cut(f.Ref, ".")
		if !ok || !holds(id) {
			continue
		}
		key := foreignKey{Fields: []string{f.Name}, Reference: keyReference{Resource: id, Fields: []string{name}}}
		if id == t.ID {
			key.Reference.Resource = "" // the table itself
		}
		r.Schema.ForeignKeys = append(r.Schema.ForeignKeys, key)
	}
	if t.NullableKey() {
		r.Schema.UniqueKeys = [][]string{t.Key}
	} else {
		r.Schema.PrimaryKey = t.Key
	}
	return r
}

func schemaFieldOf(f Field) schemaField {
	s := schemaField{Name: f.Name, Type: string(f.Type), Description: f.Doc, Unit: f.Unit}
	c := fieldConstraints{Required: f.Required, Pattern: wholePattern(f.Pattern), Minimum: f.Min, Maximum: f.Max}
	if len(f.Enum) > 0 {
		c.Enum = f.EnumValues()
		for _, term := range f.Enum {
			s.Categories = append(s.Categories, category{Value: term.Value, Label: f.Meaning(term.Value)})
		}
	}
	if f.Type == Boolean {
		s.TrueValues, s.FalseValues = []string{"true"}, []string{"false"}
	}
	if c.Required || c.Pattern != "" || c.Minimum != nil || c.Maximum != nil || c.Enum != nil {
		s.Constraints = &c
	}
	return s
}

// wholePattern writes RE2 as patterns of XML Schema are: no groups without a capture,
// alternatives held together.
func wholePattern(pattern string) string {
	pattern = strings.ReplaceAll(pattern, "(?:", "(")
	if strings.Contains(pattern, "|") {
		pattern = "(" + pattern + ")"
	}
	return pattern
}

// packageLicenseOf names a licence by its Open Definition identifier, where it has one.
func packageLicenseOf(l Licence) packageLicense {
	names := map[string]string{"CC0-1.0": "CC0-1.0", "us-public-domain": "other-pd"}
	return packageLicense{Name: names[l.ID], Path: l.URL, Title: l.Title}
}

type dataPackage struct {
	Schema       string               `json:"$schema"`
	Name         string               `json:"name"`
	ID           string               `json:"id"`
	Title        string               `json:"title"`
	Description  string               `json:"description"`
	Homepage     string               `json:"homepage,omitempty"`
	Version      string               `json:"version"`
	Created      string               `json:"created"`
	Keywords     []string             `json:"keywords"`
	Contributors []packageContributor `json:"contributors"`
	Licenses     []packageLicense     `json:"licenses"`
	Edition      packageEdition       `json:"edition"`
	Resources    []packageResource    `json:"resources"`
}

// packageEdition is ours: Data Packages may carry properties of their publisher's.
type packageEdition struct {
	ID       string `json:"id"`
	Label    string `json:"label"`
	DataHash string `json:"data_hash"`
	DOI      string `json:"doi"`
	Previous string `json:"previous,omitempty"`
	AsOf     string `json:"as_of"`
	Engine   string `json:"engine"`
}

type packageContributor struct {
	Title string   `json:"title"`
	Path  string   `json:"path,omitempty"`
	Roles []string `json:"roles"`
}

type packageLicense struct {
	Name  string `json:"name,omitempty"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

type packageSource struct {
	Title   string `json:"title"`
	Path    string `json:"path,omitempty"`
	Version string `json:"version,omitempty"`
}

type packagePeriod struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type packageResource struct {
	Name        string           `json:"name"`
	Type        string           `json:"type"`
	Path        string           `json:"path"`
	Title       string           `json:"title"`
	Description string           `json:"description"`
	Format      string           `json:"format"`
	Mediatype   string           `json:"mediatype"`
	Encoding    string           `json:"encoding"`
	Bytes       int64            `json:"bytes"`
	Hash        string           `json:"hash"`
	Rows        int64            `json:"rows"`
	Level       Level            `json:"processing_level"`
	Notes       []string         `json:"notes,omitempty"`
	Temporal    *packagePeriod   `json:"temporal,omitempty"`
	Spatial     string           `json:"spatial,omitempty"`
	Sources     []packageSource  `json:"sources,omitempty"`
	Licenses    []packageLicense `json:"licenses"`
	Schema      tableSchema      `json:"schema"`
}

type tableSchema struct {
	Schema        string         `json:"$schema"`
	Fields        []schemaField  `json:"fields"`
	MissingValues []missingValue `json:"missingValues"`
	PrimaryKey    []string       `json:"primaryKey,omitempty"`
	UniqueKeys    [][]string     `json:"uniqueKeys,omitempty"`
	ForeignKeys   []foreignKey   `json:"foreignKeys,omitempty"`
}

type schemaField struct {
	Name        string            `json:"name"`
	Type        string            `json:"type"`
	Description string            `json:"description"`
	Unit        string            `json:"unit,omitempty"`
	TrueValues  []string          `json:"trueValues,omitempty"`
	FalseValues []string          `json:"falseValues,omitempty"`
	Categories  []category        `json:"categories,omitempty"`
	Constraints *fieldConstraints `json:"constraints,omitempty"`
}

type category struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type fieldConstraints struct {
	Required bool     `json:"required,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Minimum  *float64 `json:"minimum,omitempty"`
	Maximum  *float64 `json:"maximum,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type missingValue struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type foreignKey struct {
	Fields    []string     `json:"fields"`
	Reference keyReference `json:"reference"`
}

type keyReference struct {
	Resource string   `json:"resource,omitempty"`
	Fields   []string `json:"fields"`
}

// indented writes a description for programs that people may read as well.
func indented(v any) ([]byte, error) {
	raw, err := json.MarshalIndent(v, "", "  ")
	return append(raw, '\n'), err
}
