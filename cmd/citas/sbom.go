package main

import (
	"runtime/debug"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"

	"citas/views"
)

type sbomCommand struct{}

// Run prints what this binary contains as a CycloneDX bill of materials: what the linker
// wrote into it, and the licences listed with it. The same binary prints the same bytes.
func (sbomCommand) Run(e *env) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return exit{exitFailed, "this binary says nothing of how it was built"}
	}
	encoder := cyclonedx.NewBOMEncoder(e.out, cyclonedx.BOMFileFormatJSON)
	return encoder.SetPretty(true).SetEscapeHTML(false).EncodeVersion(bomOf(info), cyclonedx.SpecVersion1_6)
}

// bomOf describes a binary from its build information.
func bomOf(info *debug.BuildInfo) *cyclonedx.BOM {
	licences := map[string]string{}
	for _, d := range views.Dependencies() {
		licences[d.Module] = d.Licence
	}
	root := component("citas", version(), "Apache-2.0")
	root.Type = cyclonedx.ComponentTypeApplication
	var properties []cyclonedx.Property
	built := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			built = s.Value
		}
		properties = append(properties, cyclonedx.Property{Name: "cdx:gomod:build:" + s.Key, Value: s.Value})
	}
	root.Properties = &properties
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{Component: &root}
	if at, err := time.Parse(time.RFC3339, built); err == nil {
		bom.Metadata.Timestamp = at.UTC().Format(time.RFC3339) // of the revision: a build has no other time
	}
	std := component("std", strings.TrimPrefix(info.GoVersion, "go"), licences["std"])
	components, refs := []cyclonedx.Component{std}, []string{std.BOMRef}
	for _, m := range info.Deps {
		licence := licences[m.Path]
		if licence == "" && strings.HasPrefix(m.Path, duckdbBindings+"/") {
			licence = licences[duckdbBindings]
		}
		c := component(m.Path, m.Version, licence)
		if m.Sum != "" {
			c.Properties = &[]cyclonedx.Property{{Name: "cdx:gomod:sum", Value: m.Sum}} // of the module, as go.sum writes it
		}
		components, refs = append(components, c), append(refs, c.BOMRef)
	}
	bom.Components = &components
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: root.BOMRef, Dependencies: &refs}}
	return bom
}

// duckdbBindings has a module for each platform, with DuckDB itself in it.
const duckdbBindings = "github.com/duckdb/duckdb-go-bindings"

func component(path, version, licence string) cyclonedx.Component {
	c := cyclonedx.Component{Type: cyclonedx.ComponentTypeLibrary, Name: path, Version: version, PackageURL: "pkg:golang/" + path + "@" + version}
	c.BOMRef = c.PackageURL
	if licence != "" {
		c.Licenses = &cyclonedx.Licenses{{Expression: licence}}
	}
	return c
}
