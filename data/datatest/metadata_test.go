package datatest_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"citas/data"
	"citas/data/datatest"
)

// places are how a site with and without an address, and a bundle, refer to files.
func places() map[string]data.Addresses {
	return map[string]data.Addresses{
		"site":     {Base: "https://citas.example", Publisher: "A & <B>", File: func(id, format string) string { return "https://citas.example/data/" + id + "." + format }},
		"relative": {File: func(id, format string) string { return "data/" + id + "." + format }},
	}
}

func describe(t *testing.T) *data.Metadata {
	t.Helper()
	m, err := datatest.Edition(t).Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDescriptionsKeepTheirSchemas(t *testing.T) {
	m := describe(t)
	for _, a := range places() {
		check := func(schema string, describe func() ([]byte, error)) {
			t.Helper()
			raw, err := describe()
			if err != nil {
				t.Fatal(err)
			}
			datatest.Valid(t, schema, raw)
		}
		check("datapackage-2.0", func() ([]byte, error) { return m.DataPackage(a) })
		check("csvw", func() ([]byte, error) { return m.CSVWGroup(a) })
		for _, table := range m.Tables {
			check("datapackage-2.0", func() ([]byte, error) { return m.DataPackage(a, table.ID) })
			check("csvw", func() ([]byte, error) { return m.CSVW(table, a) })
		}
		for _, doi := range []string{"", "10.5281/zenodo.1234567"} {
			of := *m.Manifest
			of.DOI = doi
			with := data.Metadata{Manifest: &of, Tables: m.Tables}
			check("cff-1.2.0", func() ([]byte, error) {
				raw, err := with.CitationFile(a)
				if err != nil {
					return nil, err
				}
				return yaml.YAMLToJSON(raw)
			})
			check("datapackage-2.0", func() ([]byte, error) { return with.DataPackage(a) })
		}
	}
}

// TestSchemasRefuse: what is held against a schema that accepts anything is not tested.
func TestSchemasRefuse(t *testing.T) {
	for _, broken := range []struct{ schema, document string }{
		{"datapackage-2.0", `{"name":"x"}`},
		{"datapackage-2.0", `{"resources":[{"name":"x"}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"../x.csv"}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"a/../x.csv"}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x.csv","hash":"sha256:xyz"}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x.csv","schema":{"fields":[{"name":"a","type":"float"}]}}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x.csv","schema":{"fields":[{"name":"a","type":"integer","constraints":{"minimum":true}}]}}]}`},
		{"datapackage-2.0", `{"created":"yesterday","resources":[{"name":"x","path":"x.csv"}]}`},
		{"datapackage-2.0", packageOf(`{"name":"a"}`, `"fieldsMatch":"exact"`)},
		{"datapackage-2.0", packageOf(`"a"`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"list"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"object","format":"any"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"object","constraints":{"minLength":"1"}}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"array","format":"any"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"array","constraints":{"jsonSchema":"x"}}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"geopoint","format":"any"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"geojson","format":"any"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"year","constraints":{"enum":[true]}}`)},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x.csv","dialect":"dialect.json"}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x.csv","dialect":{"header":"true"}}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x.csv","dialect":{"headerRows":[0]}}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"x\n.csv"}]}`},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":"https://x.example/\n.csv"}]}`},
		{"csvw", `{"@context":"http://www.w3.org/ns/csvw","url":"x.csv"}`},
		{"csvw", `{"@context":"http://www.w3.org/ns/csvw","url":"x.csv","tableSchema":{"columns":[{"name":"a","datatype":"text"}]}}`},
		{"csvw", `{"@context":"http://www.w3.org/ns/csvw","url":"x.csv","licence":"x","tableSchema":{"columns":[{"name":"a"}]}}`},
		{"csvw", `{"@context":"http://www.w3.org/ns/csvw","url":"x.csv","tableSchema":{"columns":[{"name":"_a"}]}}`},
		{"csvw", `{"@context":"http://www.w3.org/ns/csvw","tables":[]}`},
		{"csvw", `{"@context":"http://www.w3.org/ns/csvw","tables":[{"url":"x.csv","tableSchema":{"columns":[{"name":"a"}],"foreignKeys":[{"columnReference":"a"}]}}]}`},
		{"cff-1.2.0", `{"cff-version":"1.2.0","message":"x","title":"x","authors":[]}`},
		{"cff-1.2.0", `{"cff-version":"1.2.0","message":"x","title":"x","authors":[{"name":"x"}],"license":"us-public-domain"}`},
		{"dcat-us-3", `{"dataset":[{"title":"x","description":"x"}]}`},
		{"dcat-us-3", `{"dataset":[],"keyword":"x"}`},
		{"dcat-us-3", catalogueOf(`"temporal":[{"@type":"PeriodOfTime"}]`)},
		{"dcat-us-3", catalogueOf(`"otherIdentifier":[5]`)},
		{"dcat-us-3", catalogueOf(`"otherIdentifier":[{"creator":"x"}]`)},
		{"dcat-us-3", catalogueOf(`"landingPage":{"title":"x","identifier":5}`)},
		{"dcat-us-3", catalogueOf(`"spatial":[{"bbox":{"type":"Polygon"}}]`)},
		{"dcat-us-3", catalogueOf(`"spatial":[{"bbox":{"type":"Point","coordinates":[]}}]`)},
		{"dcat-us-3", catalogueOf(`"spatial":[{"centroid":{"type":"Point","coordinates":[1]}}]`)},
		{"dcat-us-3", catalogueOf(`"spatial":[{"geometry":{"type":"Point"}}]`)},
		{"dcat-us-3", catalogueOf(`"rightsHolder":[{"name":"x","category":"y"}]`)},
		{"dcat-us-3", catalogueOf(`"rightsHolder":[{"name":"x","subOrganizationOf":"y"}]`)},
		{"dcat-us-3", catalogueOf(`"creator":{"name":"x","category":"y"}`)},
		{"dcat-us-3", catalogueOf(`"contributor":[{}]`)},
		{"croissant-1.1", `{"@type":"sc:Dataset","name":"x"}`},
		{"croissant-1.1", croissantWith(`"conformsTo":"http://mlcommons.org/croissant/1.1"`, `"conformsTo":"http://mlcommons.org/croissant/1.0"`)},
		{"croissant-1.1", croissantWith(`"conformsTo":"http://mlcommons.org/croissant/1.1"`, `"conformsTo":["http://mlcommons.org/croissant/RAI/1.0"]`)},
		{"croissant-1.1", croissantWith(`"name":"a",`, ``)},
		{"croissant-1.1", croissantWith(`"key":"cr:key",`, ``)},
		{"croissant-1.1", croissantWith(`"citeAs":"cr:citeAs",`, ``)},
		{"croissant-1.1", croissantWith(`"field":"cr:field"`, `"field":"field"`)},
		{"croissant-1.1", croissantWith(`"cr":"http://mlcommons.org/croissant/"`, `"cr":"http://mlcommons.org/croissant/1.1/"`)},
	} {
		if datatest.Validate(broken.schema, []byte(broken.document)) == nil {
			t.Errorf("%s accepts %s", broken.schema, broken.document)
		}
	}
}

// packageOf is a Data Package with a field, and with what else its table schema has.
func packageOf(field string, more ...string) string {
	schema := strings.Join(append([]string{`"fields":[` + field + `]`}, more...), ",")
	return `{"resources":[{"name":"x","path":"x.csv","schema":{` + schema + `}}]}`
}

// catalogueOf is a DCAT-US catalogue of one dataset, with what else it has.
func catalogueOf(more string) string {
	return `{"dataset":[{"title":"x","description":"x","identifier":"x","publisher":{"name":"x"},"contactPoint":[],` + more + `}]}`
}

// croissantWith is a Croissant description with a part of it changed.
func croissantWith(part, changed string) string {
	const whole = `{"@context":{"@vocab":"http://schema.org/","sc":"http://schema.org/","cr":"http://mlcommons.org/croissant/","dct":"http://purl.org/dc/terms/",
		"citeAs":"cr:citeAs","key":"cr:key","conformsTo":"dct:conformsTo","recordSet":"cr:recordSet","field":"cr:field","dataType":{"@id":"cr:dataType","@type":"@vocab"},
		"source":"cr:source","extract":"cr:extract","column":"cr:column","fileObject":"cr:fileObject"},
		"@type":"sc:Dataset","conformsTo":"http://mlcommons.org/croissant/1.1","name":"x","description":"x","license":"https://x.example/l","url":"https://x.example/",
		"creator":{"@type":"sc:Organization","name":"x"},"datePublished":"2024-01-01",
		"distribution":[{"@type":"cr:FileObject","@id":"x.csv","name":"x.csv","contentUrl":"x.csv","encodingFormat":"text/csv","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],
		"recordSet":[{"@type":"cr:RecordSet","@id":"x","field":[{"@type":"cr:Field","@id":"x/a","name":"a","dataType":"sc:Text","source":{"fileObject":{"@id":"x.csv"},"extract":{"column":"a"}}}]}]}`
	if !strings.Contains(whole, part) {
		panic("no " + part)
	}
	return strings.Replace(whole, part, changed, 1)
}

// TestSchemasAccept: what the published schemas allow, near what TestSchemasRefuse has.
func TestSchemasAccept(t *testing.T) {
	for _, allowed := range []struct{ schema, document string }{
		{"datapackage-2.0", packageOf(`{"name":"a"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"string","categories":[]}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"year","constraints":{"enum":[2023,2024]}}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"object","constraints":{"enum":[{}],"minLength":1}}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"array","constraints":{"enum":[[]],"jsonSchema":{}}}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"geopoint","format":"array"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"geojson","format":"topojson"}`)},
		{"datapackage-2.0", packageOf(`{"name":"a","type":"any","constraints":{"enum":[1,"1"]}}`)},
		{"datapackage-2.0", `{"resources":[{"name":"x","path":["x.csv","https://x.example/x.csv"],"dialect":{"header":true,"headerRows":[1]}}]}`},
		{"dcat-us-3", catalogueOf(`"temporal":[{"startDate":"2023"}]`)},
		{"dcat-us-3", catalogueOf(`"otherIdentifier":["x",{"notation":"x","creator":{"name":"x"}}]`)},
		{"dcat-us-3", catalogueOf(`"landingPage":{"title":"x","identifier":{"notation":"x"}}`)},
		{"dcat-us-3", catalogueOf(`"spatial":{"centroid":{"type":"Point","coordinates":[1,2]},"bbox":"POLYGON EMPTY"}`)},
		{"dcat-us-3", catalogueOf(`"rightsHolder":[{"name":"x","subOrganizationOf":[{"name":"y"}]}]`)},
		{"croissant-1.1", croissantWith("", "")},
		{"croissant-1.1", croissantWith(`"http://mlcommons.org/croissant/1.1"`, `["http://mlcommons.org/croissant/1.1","http://mlcommons.org/croissant/RAI/1.0"]`)},
		{"dcat-us-3", `{"dataset":[],"contactPoint":[{"fn":"x","hasEmail":"mailto:x@x.example","tel":"+1-555-123-4567"}]}`},
	} {
		datatest.Valid(t, allowed.schema, []byte(allowed.document))
	}
}

// TestCSVWGroupKeepsItsForeignKeys: each leads to the key of a table of the group, and
// every cell finds its row there.
func TestCSVWGroupKeepsItsForeignKeys(t *testing.T) {
	e := datatest.Edition(t)
	raw, err := describe(t).CSVWGroup(data.Addresses{File: func(id, format string) string { return id + "." + format }})
	if err != nil {
		t.Fatal(err)
	}
	var group struct {
		Tables []struct {
			URL         string
			TableSchema struct {
				ForeignKeys []struct {
					ColumnReference string
					Reference       struct{ Resource, ColumnReference string }
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &group); err != nil {
		t.Fatal(err)
	}
	column := func(file, name string) (values map[string]int) {
		rows, err := e.Select(t.Context(), data.Select{Dataset: strings.TrimSuffix(file, ".csv"), Columns: []string{name}})
		if err != nil {
			t.Fatal(err)
		}
		values = map[string]int{}
		rows.Each(func(r data.Row) { values[r.Text(name)]++ })
		return values
	}
	keys := 0
	for _, table := range group.Tables {
		for _, key := range table.TableSchema.ForeignKeys {
			keys++
			there := column(key.Reference.Resource, key.Reference.ColumnReference)
			for value := range column(table.URL, key.ColumnReference) {
				if value != "" && there[value] != 1 {
					t.Errorf("%s, %s: %q is in %d rows of %s", table.URL, key.ColumnReference, value, there[value], key.Reference.Resource)
				}
			}
		}
	}
	if len(group.Tables) != len(e.Catalog().Datasets()) || keys < len(group.Tables) {
		t.Errorf("%d tables, %d foreign keys", len(group.Tables), keys)
	}
}

// TestCSVWNamesTheColumns of the CSV, in its order, and a primary key where one may stand.
func TestCSVWNamesTheColumns(t *testing.T) {
	m := describe(t)
	for _, table := range m.Tables {
		raw, err := m.CSVW(table, places()["relative"])
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			TableSchema struct {
				Columns    []struct{ Name, Titles string }
				PrimaryKey []string
			}
		}
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range doc.TableSchema.Columns {
			names = append(names, c.Name)
			if c.Titles != c.Name {
				t.Errorf("%s: %s has the title %s", table.ID, c.Name, c.Titles)
			}
		}
		if !slices.Equal(names, table.FieldNames()) {
			t.Errorf("%s: columns %v", table.ID, names)
		}
		if key := doc.TableSchema.PrimaryKey; (len(key) > 0) == table.NullableKey() {
			t.Errorf("%s: primary key %v", table.ID, key)
		}
	}
}

// packaged is a data package as a reader of its own would take it.
type packaged struct {
	Version   string
	Edition   struct{ ID, Label, DataHash, DOI string }
	Resources []struct {
		Name, Path, Hash string
		Bytes, Rows      int64
		Temporal         struct{ Start, End string }
		Sources          []struct{ Title, Path, Version string }
		Schema           struct {
			Fields []struct {
				Name, Type  string
				Constraints struct {
					Required         bool
					Pattern          string
					Enum             []string
					Minimum, Maximum *float64
				}
			}
			PrimaryKey  []string
			UniqueKeys  [][]string
			ForeignKeys []struct {
				Fields    []string
				Reference struct {
					Resource string
					Fields   []string
				}
			}
		}
	}
}

// TestTablesKeepWhatTheDataPackageSays reads every CSV with nothing but the data package
// and holds each cell against it: type, constraints, keys and foreign keys.
func TestTablesKeepWhatTheDataPackageSays(t *testing.T) {
	e, m := datatest.Edition(t), describe(t)
	raw, err := m.DataPackage(places()["relative"])
	if err != nil {
		t.Fatal(err)
	}
	var p packaged
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != len(e.Catalog().Datasets()) || p.Version != e.Manifest.Label || p.Edition.ID != e.ID() {
		t.Fatalf("%d resources of edition %q %q", len(p.Resources), p.Version, p.Edition.ID)
	}
	cells := map[string]map[string][]string{} // by resource and field
	for _, r := range p.Resources {
		file, path, err := e.Export(r.Name, "csv")
		if err != nil {
			t.Fatal(err)
		}
		if r.Hash != "sha256:"+file.SHA256 || r.Bytes != file.Bytes || r.Path != "data/"+r.Name+".csv" {
			t.Errorf("%s: %s, %d bytes at %s", r.Name, r.Hash, r.Bytes, r.Path)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		records, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(records)-1) != r.Rows {
			t.Errorf("%s: %d rows, the package says %d", r.Name, len(records)-1, r.Rows)
		}
		columns := map[string][]string{}
		for i, field := range r.Schema.Fields {
			if records[0][i] != field.Name || len(records[0]) != len(r.Schema.Fields) {
				t.Fatalf("%s: columns %v", r.Name, records[0])
			}
			c := field.Constraints
			pattern := regexp.MustCompile(`^(?:` + c.Pattern + `)$`)
			for n, record := range records[1:] {
				v := record[i]
				columns[field.Name] = append(columns[field.Name], v)
				fail := func(why string) { t.Errorf("%s row %d, %s: %q %s", r.Name, n+1, field.Name, v, why) }
				if v == "" {
					if c.Required {
						fail("is empty but required")
					}
					continue
				}
				number, notNumber := strconv.ParseFloat(v, 64)
				switch {
				case field.Type == "integer" && !regexp.MustCompile(`^-?\d+$`).MatchString(v), field.Type == "number" && notNumber != nil,
					field.Type == "date" && !data.Date.Plain(v), field.Type == "boolean" && v != "true" && v != "false":
					fail("is no " + field.Type)
				case c.Enum != nil && !slices.Contains(c.Enum, v):
					fail("is not listed")
				case c.Pattern != "" && !pattern.MatchString(v):
					fail("does not match " + c.Pattern)
				case c.Minimum != nil && number < *c.Minimum, c.Maximum != nil && number > *c.Maximum:
					fail("is out of bounds")
				}
			}
		}
		cells[r.Name] = columns
	}
	for _, r := range p.Resources {
		keys := append(r.Schema.UniqueKeys, r.Schema.PrimaryKey)
		if len(r.Schema.UniqueKeys) > 0 == (len(r.Schema.PrimaryKey) > 0) {
			t.Errorf("%s: keys %v", r.Name, keys)
		}
		for _, key := range keys {
			seen := map[string]bool{}
			for i := range r.Rows {
				var values []string
				for _, name := range key {
					values = append(values, cells[r.Name][name][i])
				}
				id := strings.Join(values, "\x00")
				if len(key) > 0 && seen[id] {
					t.Errorf("%s: key %v repeats %q", r.Name, key, values)
				}
				seen[id] = true
			}
		}
		for _, key := range r.Schema.ForeignKeys {
			target := key.Reference.Resource
			if target == "" {
				target = r.Name
			}
			there := cells[target][key.Reference.Fields[0]]
			if there == nil && len(cells[target]) == 0 {
				t.Errorf("%s: foreign key to %v", r.Name, key.Reference)
			}
			for _, v := range cells[r.Name][key.Fields[0]] {
				if v != "" && !slices.Contains(there, v) {
					t.Errorf("%s.%s: %q is not in %s", r.Name, key.Fields[0], v, target)
				}
			}
		}
	}
	first, last := m.Span()
	if first > data.ProgrammeOpened || last < data.ProgrammeEnded {
		t.Errorf("the edition is about %s to %s", first, last)
	}
}

// TestCoverageIsThatOfTheRows: months with a value, not months that are named.
func TestCoverageIsThatOfTheRows(t *testing.T) {
	table, err := describe(t).Table("appointments-processed")
	if err != nil {
		t.Fatal(err)
	}
	if table.First != "2023-01-01" || table.Last != "2024-08-31" {
		t.Errorf("appointments-processed is about %s to %s", table.First, table.Last)
	}
	if len(table.Sources) == 0 || table.Sources[0].ID != "ohss-monthly" || table.Sources[0].Release != "ohss-monthly@2024-12-06" || table.Sources[0].URL == "" {
		t.Errorf("sources %+v", table.Sources)
	}
	if _, err := describe(t).Table("nothing"); err == nil {
		t.Error("there is metadata of nothing")
	}
}
