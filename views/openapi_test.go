package views_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"citas/views/viewtest"
)

type openAPI struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		Parameters []struct {
			Name, In string
			Required bool
			Example  any
			Schema   struct{ Examples []any }
		}
		Responses map[string]struct {
			Content map[string]struct{ Schema schema }
		}
	}
	Components struct{ Schemas map[string]schema }
}

type schema struct {
	Ref        string `json:"$ref"`
	Type       any
	Required   []string
	Properties map[string]schema
	Items      *schema
}

// TestOpenAPIDescribesTheServer calls every path that the description has, with the
// examples that it gives, and holds the answer against the schema that it promises.
func TestOpenAPIDescribesTheServer(t *testing.T) {
	c := viewtest.New(t)
	var doc openAPI
	if err := json.Unmarshal(c.Get("/openapi.json").Body, &doc); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/datasets", "/datasets/{id}", "/datasets/{id}/rows", "/datasets/{id}/aggregate", "/sources", "/charts", "/releases", "/editions"} {
		if doc.Paths["/api/v1"+want] == nil {
			t.Errorf("%s is not described", want)
		}
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			address, query := path, []string{}
			for _, p := range op.Parameters {
				example, _ := p.Example.(string)
				if len(p.Schema.Examples) > 0 {
					example, _ = p.Schema.Examples[0].(string)
				}
				if p.In == "path" {
					address = strings.ReplaceAll(address, "{"+p.Name+"}", example)
				} else if example != "" {
					query = append(query, p.Name+"="+example)
				} else if p.Required {
					query = append(query, p.Name+"="+"count")
				}
			}
			got := c.Do(strings.ToUpper(method), address+"?"+strings.Join(query, "&"))
			if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s %s: %d %s %.300s", method, got.Path, got.Status, got.Header.Get("Content-Type"), got.Body)
				continue
			}
			var body any
			if err := json.Unmarshal(got.Body, &body); err != nil {
				t.Fatal(err)
			}
			doc.holds(t, got.Path, op.Responses["200"].Content["application/json"].Schema, body)
			wrong := c.Do(strings.ToUpper(method), address+"?no_such_parameter=1")
			if wrong.Status != 400 || wrong.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: an unknown parameter is answered with %d %s", address, wrong.Status, wrong.Header.Get("Content-Type"))
			}
			var problem any
			if err := json.Unmarshal(wrong.Body, &problem); err != nil {
				t.Fatal(err)
			}
			doc.holds(t, wrong.Path, op.Responses["400"].Content["application/problem+json"].Schema, problem)
		}
	}
}

// holds walks a value along its schema: required members are there, known ones only,
// and of the type.
func (doc openAPI) holds(t *testing.T, at string, s schema, value any) {
	t.Helper()
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		s = doc.Components.Schemas[name]
	}
	switch v := value.(type) {
	case map[string]any:
		if s.Type != "object" {
			t.Fatalf("%s: an object where the schema says %v", at, s.Type)
		}
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				t.Fatalf("%s: no %s", at, name)
			}
		}
		for name, member := range v {
			if of, ok := s.Properties[name]; ok {
				doc.holds(t, at+"."+name, of, member)
			} else if len(s.Properties) > 0 {
				t.Fatalf("%s: %s is not described", at, name)
			}
		}
	case []any:
		if s.Items == nil {
			t.Fatalf("%s: a list where the schema says %v", at, s.Type)
		}
		for _, member := range v {
			doc.holds(t, at+"[]", *s.Items, member)
		}
	case string:
		if s.Type != "string" && s.Type != nil {
			t.Fatalf("%s: a text where the schema says %v", at, s.Type)
		}
	case float64:
		if s.Type != "integer" && s.Type != "number" && s.Type != nil {
			t.Fatalf("%s: a number where the schema says %v", at, s.Type)
		}
	}
}
