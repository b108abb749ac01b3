package datatest_test

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"citas/data"
	"citas/data/datatest"
)

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
