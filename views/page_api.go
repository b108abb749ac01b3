package views

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// apiPage is /api: the OpenAPI document for people. Everything on it is read from the
// document, so that the two cannot differ: its texts are messages.
func (s *Server) apiPage(r *Request) (Response, error) {
	doc := s.description
	w := r.Words()
	m := page.APIModel{
		Page: s.page(r, "/data", "API", w.T("Every table, release, revision and chart of this site for programs, as JSON, with filters and without a key.")),
		Lead: w.T("Everything that this site shows can be asked for as JSON, without a key and from any other site."),
	}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/openapi.json", Title: w.T("OpenAPI 3.1 description")}}
	for _, paragraph := range paragraphs(doc.Info.Description) {
		m.About = append(m.About, marked(described(w, paragraph)))
	}
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		m.Operations = append(m.Operations, s.operationModel(r, path, doc.Paths[path].Get))
	}
	schemas := doc.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		if schema := schemas[name]; len(schema.Properties) > 0 {
			m.Schemas = append(m.Schemas, schemaModel(w, name, schema))
		}
	}
	return html(r.Context(), page.API(m))
}

func (s *Server) operationModel(r *Request, path string, op *huma.Operation) page.APIOperation {
	w := r.Words()
	m := page.APIOperation{ID: op.OperationID, Path: path, Summary: described(w, op.Summary), Description: marked(described(w, op.Description)), Try: path}
	m.Parameters = layout.Table{ID: op.OperationID + "-parameters", Caption: w.T("Parameters"), Plain: true, Columns: []layout.Column{
		{Label: "Name", Code: true}, {Label: "Type"}, {Label: "Meaning", Wide: true}, {Label: "Example", Code: true},
	}}
	query := url.Values{}
	for _, p := range op.Parameters {
		example := exampleOf(p)
		if p.Name == "edition" && r.Edition != nil {
			example = r.Edition.Manifest.Label // one that is there
		}
		switch {
		case p.In == "path":
			m.Try = strings.ReplaceAll(m.Try, "{"+p.Name+"}", example)
		case example != "":
			query.Set(p.Name, example)
		}
		meaning := described(w, p.Description)
		if p.In == "path" {
			meaning = w.T("In the path: {meaning}.", "meaning", meaning)
		} else if p.Required {
			meaning += " " + w.T("Required.")
		}
		shown := layout.Cell{Text: example}
		if example == "" {
			shown = layout.Blank(w.T("no value|none"))
		}
		m.Parameters.Rows = append(m.Parameters.Rows, []layout.Cell{{Text: p.Name, Header: true}, {Text: typeWords(w, p.Schema)}, {Text: meaning}, shown})
	}
	if len(query) > 0 {
		m.Try += "?" + query.Encode()
	}
	m.Curl = "curl '" + orElse(s.config.BaseURL, "http://"+r.Host) + m.Try + "'"
	if body := op.Responses["200"]; body != nil && body.Content[typeJSON] != nil {
		name := schemaName(body.Content[typeJSON].Schema)
		m.Answer = layout.Link{Text: name, Href: "#schema-" + name}
	}
	var statuses []string
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		if response := op.Responses[status]; status >= "400" && status <= "599" {
			statuses = append(statuses, status+" "+described(w, response.Description))
		}
	}
	m.Errors = strings.Join(statuses, ", ")
	return m
}

func exampleOf(p *huma.Param) string {
	if text, ok := p.Example.(string); ok {
		return text
	}
	if p.Schema != nil && len(p.Schema.Examples) > 0 {
		return fmt.Sprint(p.Schema.Examples[0])
	}
	return ""
}

func schemaModel(w Words, name string, schema *huma.Schema) page.APISchema {
	m := page.APISchema{ID: "schema-" + name, Name: name, Members: layout.Table{ID: "schema-" + name + "-members", Caption: w.T("Members"), Plain: true, Columns: []layout.Column{
		{Label: "Name", Code: true}, {Label: "Type"}, {Label: "Meaning", Wide: true},
	}}}
	for _, member := range slices.Sorted(maps.Keys(schema.Properties)) {
		of := schema.Properties[member]
		kind := layout.Cell{Text: typeWords(w, of)}
		if target := schemaName(cmp.Or(of.Items, of)); target != "" {
			kind.Href = "#schema-" + target
		}
		meaning := described(w, of.Description)
		if !slices.Contains(schema.Required, member) {
			meaning = strings.TrimPrefix(meaning+"; "+w.T("may be absent"), "; ")
		}
		cell := layout.Cell{Text: meaning}
		if meaning == "" {
			cell = layout.Cell{Text: w.T("as named")}
		}
		m.Members.Rows = append(m.Members.Rows, []layout.Cell{{Text: member, Header: true}, kind, cell})
	}
	return m
}

// schemaName is the name that a schema refers to, empty for one without a name.
func schemaName(schema *huma.Schema) string {
	if schema == nil {
		return ""
	}
	return strings.TrimPrefix(schema.Ref, "#/components/schemas/")
}

// typeWords says what values a schema allows.
func typeWords(w Words, schema *huma.Schema) string {
	switch {
	case schema == nil:
		return w.T("type|any")
	case schema.Ref != "":
		return schemaName(schema)
	case schema.Items != nil:
		return w.T("list of {type}", "type", typeWords(w, schema.Items))
	}
	words := orElse(schema.Type, w.T("type|any"))
	if schema.Format != "" && !strings.HasPrefix(schema.Format, "int") && schema.Format != "double" {
		words += ", " + schema.Format
	}
	if schema.Minimum != nil && schema.Maximum != nil {
		words = w.T("{type} from {least} to {most}", "type", words, "least", fmt.Sprint(*schema.Minimum), "most", fmt.Sprint(*schema.Maximum))
	}
	if schema.Default != nil {
		words = w.T("{type}, {value} unless given", "type", words, "value", fmt.Sprint(schema.Default))
	}
	for i, v := range schema.Enum {
		words += []string{": ", ", "}[min(i, 1)] + fmt.Sprint(v)
	}
	return words
}

// described is a text of the OpenAPI document in the reader's language.
func described(w Words, text string) string { return w.T(locale.Msg(text)) }

// paragraphs are those of the document's introduction.
func paragraphs(text string) []string { return strings.Split(text, "\n\n") }

// marked reads the two marks of the description's Markdown: `code` and **strong**.
func marked(text string) []page.Run {
	var list []page.Run
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			list = append(list, page.Run{Text: part, Code: true})
			continue
		}
		for j, piece := range strings.Split(part, "**") {
			if piece != "" {
				list = append(list, page.Run{Text: piece, Strong: j%2 == 1})
			}
		}
	}
	return list
}
