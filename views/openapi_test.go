package views_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

// openAPI is the description as another program reads it: its schemas are compiled by a
// validator that knows nothing of the one who wrote them.
type openAPI struct {
	Info  struct{ Description string }
	Paths map[string]map[string]struct {
		OperationID string
		Summary     string
		Parameters  []struct {
			Name, In, Description string
			Required              bool
			Example               any
			Schema                struct{ Examples []any }
		}
		Responses map[string]any
	}
	compiler *jsonschema.Compiler
}

const openAPIAddress = "https://citas.example/openapi.json"

func readOpenAPI(t *testing.T, c *viewtest.Client) openAPI {
	t.Helper()
	raw := c.Get("/openapi.json").Body
	var doc openAPI
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	resource, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	doc.compiler = jsonschema.NewCompiler()
	doc.compiler.AssertFormat()
	if err := doc.compiler.AddResource(openAPIAddress, resource); err != nil {
		t.Fatal(err)
	}
	return doc
}

// holds validates an answer against the schema that the description has for it.
func (doc openAPI) holds(t *testing.T, path string, got *viewtest.Answer, status, mediaType string) {
	t.Helper()
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "+", "%2B")
	at := openAPIAddress + "#/paths/" + escape.Replace(path) + "/get/responses/" + status + "/content/" + escape.Replace(mediaType) + "/schema"
	schema, err := doc.compiler.Compile(at)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	body, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.Body))
	if err != nil {
		t.Fatalf("%s: %v", got.Path, err)
	}
	if err := schema.Validate(body); err != nil {
		t.Errorf("%s: %v", got.Path, err)
	}
}

// TestOpenAPIDescribesTheServer calls every operation of the description with the
// examples that it gives, and holds the answers, the refusals as well, against the
// schemas that it promises.
func TestOpenAPIDescribesTheServer(t *testing.T) {
	c := viewtest.New(t)
	doc := readOpenAPI(t, c)
	for path, methods := range doc.Paths {
		op, ok := methods["get"]
		if !ok || len(methods) != 1 || op.Summary == "" {
			t.Errorf("%s: %v", path, slices.Collect(maps.Keys(methods)))
			continue
		}
		address, nowhere, query := path, path, url.Values{}
		for _, p := range op.Parameters {
			example, _ := p.Example.(string)
			if len(p.Schema.Examples) > 0 {
				example, _ = p.Schema.Examples[0].(string)
			}
			switch {
			case p.Description == "":
				t.Errorf("%s: what is %s?", path, p.Name)
			case p.In == "path":
				address = strings.ReplaceAll(address, "{"+p.Name+"}", url.PathEscape(example))
				nowhere = strings.ReplaceAll(nowhere, "{"+p.Name+"}", "no-such-thing")
			case p.Required && example == "":
				t.Errorf("%s: %s has no example", path, p.Name)
			case example != "":
				query.Set(p.Name, example)
			}
		}
		for _, query := range []url.Values{{}, query} {
			if len(query) == 0 && (strings.HasSuffix(path, "/aggregate") || strings.HasSuffix(path, "/search")) {
				continue // fn, or q, is required
			}
			got := c.Get(address + "?" + query.Encode())
			if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s: %d %s %.300s", got.Path, got.Status, got.Header.Get("Content-Type"), got.Body)
				continue
			}
			doc.holds(t, path, got, "200", "application/json")
		}
		doc.refuses(t, c, path, address+"?no_such_parameter=1", 400, "no_such_parameter")
		if nowhere != path {
			name := path[strings.Index(path, "{")+1 : strings.Index(path, "}")]
			doc.refuses(t, c, path, nowhere, 404, name)
		}
		if query.Has("as_of") {
			query.Set("as_of", "May")
			doc.refuses(t, c, path, address+"?"+query.Encode(), 400, "as_of")
		}
	}
}

// refuses asks for what cannot be answered: the problem names the parameter, and the
// values that it can have where they can be listed.
func (doc openAPI) refuses(t *testing.T, c *viewtest.Client, path, address string, status int, parameter string) {
	t.Helper()
	got := c.Get(address)
	var p struct {
		Status    int
		Parameter string
		Valid     []string
	}
	if err := json.Unmarshal(got.Body, &p); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	if got.Status != status || p.Status != status || p.Parameter != parameter || got.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %d %s %+v, want %d for %s", address, got.Status, got.Header.Get("Content-Type"), p, status, parameter)
	}
	if status == 404 && len(p.Valid) == 0 {
		t.Errorf("%s: does not say what there is: %s", address, got.Body)
	}
	doc.holds(t, path, got, map[int]string{400: "400", 404: "404"}[status], "application/problem+json")
}

// TestEveryOperationIsDescribed: the description and the routes are the same list.
func TestEveryOperationIsDescribed(t *testing.T) {
	s, err := views.New(views.Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	var routes []string
	for _, pattern := range s.Patterns() {
		if path := strings.TrimPrefix(pattern, "GET "); strings.HasPrefix(path, "/api/") {
			routes = append(routes, path)
		}
	}
	slices.Sort(routes)
	described := slices.Sorted(maps.Keys(readOpenAPI(t, viewtest.New(t)).Paths))
	if !slices.Equal(routes, described) {
		t.Errorf("routes:\n%s\ndescribed:\n%s", strings.Join(routes, "\n"), strings.Join(described, "\n"))
	}
}

// TestPageOfTheAPI: every operation, parameter and schema of the description stands on
// the page for people, and its example is an address that answers.
func TestPageOfTheAPI(t *testing.T) {
	c := viewtest.New(t)
	doc, shown := readOpenAPI(t, c), c.Get("/api").Doc()
	for path, methods := range doc.Paths {
		op := methods["get"]
		section := shown.Find("#" + op.OperationID)
		if got := section.Find("h3").Text(); !strings.Contains(got, path) {
			t.Errorf("%s: headed %q", path, got)
		}
		text := section.Text()
		for _, p := range op.Parameters {
			if !strings.Contains(text, p.Name) || !strings.Contains(text, strings.TrimSuffix(p.Description, ".")) {
				t.Errorf("%s: says nothing of %s", path, p.Name)
			}
		}
		try := section.Find("a.try").AttrOr("href", "")
		if got := c.Get(try); got.Status != 200 || !strings.Contains(section.Find("pre").Text(), "'https://citas.example"+try+"'") {
			t.Errorf("%s: the example %q is answered with %d", path, try, got.Status)
		}
		if to := section.Find(`a[href^="#schema-"]`).AttrOr("href", "#none"); shown.Find(to).Length() != 1 {
			t.Errorf("%s: %s is not on the page", path, to)
		}
	}
	if !strings.Contains(shown.Find("footer").Text(), "API") {
		t.Error("the footer does not lead to it")
	}
}
