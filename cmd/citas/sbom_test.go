package main

import (
	"bytes"
	"runtime/debug"
	"testing"

	"github.com/CycloneDX/cyclonedx-go"
)

// The bill of materials is read back: every module of the binary is in it with version,
// sum and licence.
func TestSBOM(t *testing.T) {
	info := &debug.BuildInfo{
		GoVersion: "go1.26.0", Settings: []debug.BuildSetting{{Key: "vcs.time", Value: "2026-11-26T03:00:00Z"}, {Key: "-trimpath", Value: "true"}},
		Deps: []*debug.Module{
			{Path: "github.com/alecthomas/kong", Version: "v1.17.0", Sum: "h1:x="},
			{Path: "github.com/duckdb/duckdb-go-bindings/linux-amd64", Version: "v0.1.24", Sum: "h1:y="},
		},
	}
	var b bytes.Buffer
	if err := cyclonedx.NewBOMEncoder(&b, cyclonedx.BOMFileFormatJSON).EncodeVersion(bomOf(info), cyclonedx.SpecVersion1_6); err != nil {
		t.Fatal(err)
	}
	got := new(cyclonedx.BOM)
	if err := cyclonedx.NewBOMDecoder(&b, cyclonedx.BOMFileFormatJSON).Decode(got); err != nil {
		t.Fatal(err)
	}
	if got.Metadata.Timestamp != "2026-11-26T03:00:00Z" || got.Metadata.Component.Name != "citas" || len(*got.Components) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []struct{ name, version, licence string }{
		{"std", "1.26.0", "BSD-3-Clause"},
		{"github.com/alecthomas/kong", "v1.17.0", "MIT"},
		{"github.com/duckdb/duckdb-go-bindings/linux-amd64", "v0.1.24", "MIT"},
	} {
		c := (*got.Components)[i]
		if c.Name != want.name || c.Version != want.version || c.Licenses == nil || (*c.Licenses)[0].Expression != want.licence {
			t.Errorf("%+v, want %v", c, want)
		}
	}
}
