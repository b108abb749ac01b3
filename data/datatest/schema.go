package datatest

import (
	"bytes"
	"embed"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Schemas are the published schemas that descriptions are held against; its README says
// where each one is from.
//
//go:embed schemas
var Schemas embed.FS

// Valid fails the test when a JSON document breaks the named schema (a file of Schemas
// without its ending). Formats such as date and uri are held too.
func Valid(t testing.TB, schema string, document []byte) {
	t.Helper()
	if err := Validate(schema, document); err != nil {
		t.Errorf("%s: %#v", schema, err)
	}
}

// Validate reports how a document breaks the named schema.
func Validate(schema string, document []byte) error {
	name := "schemas/" + schema + ".json"
	raw, err := Schemas.ReadFile(name)
	if err != nil {
		return err
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, parsed); err != nil {
		return err
	}
	compiled, err := c.Compile(name)
	if err != nil {
		return err
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return err
	}
	return compiled.Validate(instance)
}
