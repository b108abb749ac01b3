package views

import (
	_ "embed"
	"encoding/csv"
	"runtime/debug"
	"strings"
	"sync"

	"citas/views/layout"
)

// What is in the program beside its own code, written by the test of dependencies in
// cmd/citas: the licence of each module, and their texts.
var (
	//go:embed dependencies.csv
	dependenciesCSV string
	//go:embed notices.txt
	notices []byte
)

// Dependency is a work of others in the program.
type Dependency struct {
	Module  string // path, or std for Go's own library
	Version string // in this binary; empty if it does not say
	Licence string // SPDX
}

// Dependencies lists them by module.
var Dependencies = sync.OnceValue(func() []Dependency {
	rows, err := csv.NewReader(strings.NewReader(dependenciesCSV)).ReadAll()
	if err != nil {
		panic(err) // it is embedded
	}
	versions := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		versions["std"] = strings.TrimPrefix(info.GoVersion, "go")
		for _, m := range info.Deps {
			versions[m.Path] = m.Version
		}
	}
	list := make([]Dependency, 0, len(rows)-1)
	for _, row := range rows[1:] {
		list = append(list, Dependency{Module: row[0], Version: versions[row[0]], Licence: row[1]})
	}
	return list
})

// dependencyTable shows them on a page.
func dependencyTable(w Words) layout.Table {
	t := layout.Table{ID: "licences-table", Caption: w.T("Works of others in this program"), Columns: []layout.Column{
		{Label: "Module", Code: true}, {Label: "Version"}, {Label: "Licence"},
	}}
	for _, d := range Dependencies() {
		name := d.Module
		if name == "std" {
			name = w.T("Go standard library")
		}
		t.Rows = append(t.Rows, []layout.Cell{{Text: name, Header: true}, {Text: d.Version}, {Text: d.Licence, Lang: inEnglish(w)}})
	}
	return t
}

// noticesFile is /about/licences.txt: the terms of all of them, in full.
func (s *Server) noticesFile(*Request) (Response, error) {
	return Response{Type: typeText, Body: notices}, nil
}
