package views_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"citas/data"
	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

// sites are one that knows its address and who publishes it, and one that knows neither.
func sites(t *testing.T) map[string]*viewtest.Client {
	t.Helper()
	return map[string]*viewtest.Client{
		"whole": viewtest.New(t, func(c *views.Config) { c.Publisher, c.CorrectionsContact = `</script><b>"A" & Co`, "c@a.example" }),
		"bare":  viewtest.New(t, func(c *views.Config) { c.BaseURL = "" }),
	}
}

// some are all datasets for the whole site, and every sixth for the other.
func some(t *testing.T, site string) (list []*data.Dataset) {
	t.Helper()
	for i, d := range datatest.Edition(t).Catalog().Sorted() {
		if site == "whole" || i%6 == 0 {
			list = append(list, d)
		}
	}
	return list
}

func TestDescriptionsOnTheSiteKeepTheirSchemas(t *testing.T) {
	for name, c := range sites(t) {
		get := func(path string) []byte {
			a := c.Get(path)
			if a.Status != 200 {
				t.Fatalf("%s: %s: %d %.300s", name, path, a.Status, a.Body)
			}
			return a.Body
		}
		datatest.Valid(t, "datapackage-2.0", get("/datapackage.json"))
		datatest.Valid(t, "dcat-us-3", get("/data.json"))
		datatest.Valid(t, "csvw", get("/data/csv-metadata.json"))
		cff, err := yaml.YAMLToJSON(get("/CITATION.cff"))
		if err != nil {
			t.Fatal(err)
		}
		datatest.Valid(t, "cff-1.2.0", cff)
		for _, d := range some(t, name) {
			datatest.Valid(t, "datapackage-2.0", get("/data/"+d.ID+".datapackage.json"))
			datatest.Valid(t, "csvw", get("/data/"+d.ID+".csv-metadata.json"))
			datatest.Valid(t, "croissant-1.1", get("/data/"+d.ID+"/croissant.json"))
		}
	}
}

// TestDescriptionsLeadToTheirFiles: every address of a file answers with the hash and the
// size that the description gives, also where the site does not know its own address.
func TestDescriptionsLeadToTheirFiles(t *testing.T) {
	type resource struct {
		Path, ContentURL, Hash, SHA256 string
		Bytes                          int64
	}
	for name, c := range sites(t) {
		for path, from := range map[string]string{"/datapackage.json": "/", "/data/wait-times.datapackage.json": "/data/", "/data/wait-times/croissant.json": "/data/wait-times/"} {
			var doc struct{ Resources, Distribution []resource }
			if err := json.Unmarshal(c.Get(path).Body, &doc); err != nil {
				t.Fatal(err)
			}
			list := append(doc.Resources, doc.Distribution...)
			if len(list) == 0 {
				t.Errorf("%s%s names no file", name, path)
			}
			for _, r := range list {
				address, whole := strings.CutPrefix(r.Path+r.ContentURL, "https://citas.example")
				if whole != (name == "whole") {
					t.Errorf("%s: %s names %s", name, path, r.Path+r.ContentURL)
				}
				if !whole {
					address = filepath.Join(from, address)
				}
				hash := strings.TrimPrefix(r.Hash+r.SHA256, "sha256:")
				if a := c.Get(address); a.Status != 200 || a.Header.Get("ETag") != `"`+hash+`"` || r.Bytes > 0 && r.Bytes != int64(len(a.Body)) {
					t.Errorf("%s: %s leads to %s: %d, %s", name, path, address, a.Status, a.Header.Get("ETag"))
				}
			}
		}
	}
	// A CSV leads to its description.
	links := strings.Join(viewtest.New(t).Get("/data/ports.csv").Header.Values("Link"), ", ")
	if !strings.Contains(links, `<https://citas.example/data/ports.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`) {
		t.Errorf("Link: %s", links)
	}
}

// TestCroissantReadsTheCSV: each field is a column of the file that it names, each key a
// field, and no id stands twice.
func TestCroissantReadsTheCSV(t *testing.T) {
	type id struct {
		ID string `json:"@id"`
	}
	c := viewtest.New(t)
	for _, d := range datatest.Edition(t).Catalog().Sorted() {
		var doc struct {
			Distribution []id
			RecordSet    []struct {
				id
				Key   []id
				Field []struct {
					id
					Name   string
					Source struct {
						FileObject id
						Extract    struct{ Column string }
					}
				}
			}
		}
		if err := json.Unmarshal(c.Get("/data/"+d.ID+"/croissant.json").Body, &doc); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		note := func(id string) {
			if seen[id] || id == "" {
				t.Errorf("%s: id %q", d.ID, id)
			}
			seen[id] = true
		}
		for _, f := range doc.Distribution {
			note(f.ID)
		}
		columns := recordsOf(t, c.Get("/data/"+d.ID+".csv"))[0]
		for _, r := range doc.RecordSet {
			note(r.ID)
			var names []string
			for _, f := range r.Field {
				note(f.ID)
				names = append(names, f.Source.Extract.Column)
				if f.Source.FileObject.ID != d.ID+".csv" || f.Name != f.Source.Extract.Column {
					t.Errorf("%s: %s is read from %s", d.ID, f.Name, f.Source.FileObject.ID)
				}
			}
			if !slices.Equal(names, columns) || len(r.Key) != len(d.Key) {
				t.Errorf("%s: fields %v, columns %v, key %v", d.ID, names, columns, r.Key)
			}
			for _, k := range r.Key {
				if !seen[k.ID] {
					t.Errorf("%s: key %s is no field", d.ID, k.ID)
				}
			}
		}
	}
}

// TestEveryDescriptionNamesTheEdition: label, id and data hash.
func TestEveryDescriptionNamesTheEdition(t *testing.T) {
	c, m := viewtest.New(t), datatest.Edition(t).Manifest
	for _, path := range []string{"/datapackage.json", "/data/ports.datapackage.json", "/data/ports.csv-metadata.json", "/data/csv-metadata.json", "/data/ports/croissant.json", "/data.json", "/CITATION.cff", "/llms.txt", "/data/ports"} {
		body := string(c.Get(path).Body)
		for _, fact := range []string{m.Label, m.Edition, m.DataHash} {
			if !strings.Contains(body, fact) {
				t.Errorf("%s does not name %s", path, fact)
			}
		}
	}
}

// TestOneCitation: page, text file, JSON-LD and Croissant cite a dataset in the same words.
func TestOneCitation(t *testing.T) {
	c := viewtest.New(t)
	for _, id := range []string{"appointments-processed", "language-coverage", "ports"} {
		want := strings.TrimSpace(string(c.Get("/data/" + id + ".txt").Body))
		var linked struct{ Citation string }
		if err := json.Unmarshal([]byte(c.Get("/data/"+id).Doc().Find(`script[type="application/ld+json"]`).Text()), &linked); err != nil {
			t.Fatal(err)
		}
		var croissant struct{ CiteAs string }
		if err := json.Unmarshal(c.Get("/data/"+id+"/croissant.json").Body, &croissant); err != nil {
			t.Fatal(err)
		}
		if linked.Citation != want || croissant.CiteAs != want || !strings.Contains(want, "edition ") {
			t.Errorf("%s is cited as\n%s\n%s\n%s", id, want, linked.Citation, croissant.CiteAs)
		}
	}
}

// TestLinkedData: the pages' JSON-LD has only terms that schema.org has for its types,
// and cannot end the block that it stands in.
func TestLinkedData(t *testing.T) {
	raw, err := datatest.Schemas.ReadFile("schemas/schemaorg.json")
	if err != nil {
		t.Fatal(err)
	}
	var terms map[string][]string
	if err := json.Unmarshal(raw, &terms); err != nil {
		t.Fatal(err)
	}
	var check func(path string, v any)
	check = func(path string, v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				check(path, x)
			}
		case map[string]any:
			kind, _ := v["@type"].(string)
			known, ok := terms[kind]
			if !ok {
				t.Errorf("%s has the type %q", path, kind)
			}
			for name, x := range v {
				if !strings.HasPrefix(name, "@") && !slices.Contains(known, name) {
					t.Errorf("%s: %s is no property of %s", path, name, kind)
				}
				check(path, x)
			}
		}
	}
	for name, c := range sites(t) {
		paths := []string{"/data"}
		for _, d := range some(t, name) {
			paths = append(paths, "/data/"+d.ID)
		}
		for _, path := range paths {
			blocks := c.Get(path).Doc().Find(`head script[type="application/ld+json"]`)
			var doc map[string]any
			if err := json.Unmarshal([]byte(blocks.Text()), &doc); err != nil || blocks.Length() != 1 {
				t.Fatalf("%s: %s: %d blocks: %v", name, path, blocks.Length(), err)
			}
			if strings.Contains(blocks.Text(), "<") {
				t.Errorf("%s: a < stands in the block", path)
			}
			check(path, doc)
			for _, want := range []string{"name", "description", "url", "version", "creator", "isAccessibleForFree", "dateModified", "citation", "identifier"} {
				if doc[want] == nil || doc[want] == "" {
					t.Errorf("%s: %s: no %s", name, path, want)
				}
			}
			if path != "/data" && (doc["variableMeasured"] == nil || doc["distribution"] == nil || doc["license"] == nil) {
				t.Errorf("%s lacks variables, files or licence", path)
			}
		}
	}
	var doc struct{ TemporalCoverage string }
	c := viewtest.New(t)
	if err := json.Unmarshal([]byte(c.Get("/data/appointments-processed").Doc().Find(`script[type="application/ld+json"]`).Text()), &doc); err != nil || doc.TemporalCoverage != "2023-01-01/2024-08-31" {
		t.Errorf("covers %q: %v", doc.TemporalCoverage, err)
	}
	for _, path := range []string{"/data/wait-times?place=tijuana", "/data/wait-times?as_of=2024-08-09", "/data?as_of=2024-08-09"} {
		if c.Get(path).Doc().Find(`script[type="application/ld+json"]`).Length() != 0 {
			t.Errorf("%s is described as if it were the whole", path)
		}
	}
}

func TestBundleIsServed(t *testing.T) {
	c, m := viewtest.New(t), datatest.Edition(t).Manifest
	want := "/editions/" + m.Edition + "/citas-" + m.Edition + ".zip"
	for _, path := range []string{want, "/editions/" + m.Label + "/citas-" + m.Label + ".zip", "/editions/" + m.Edition + "/citas-" + m.Label + ".zip"} {
		a := c.Get(path)
		if a.Status != 200 || a.Header.Get("Content-Location") != want || a.Header.Get("ETag") != `"`+m.Bundle.SHA256+`"` || a.Header.Get("Content-Type") != "application/zip" ||
			a.Header.Get("Content-Disposition") != `attachment; filename="citas-`+m.Label+`.zip"` || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", path, a.Status, a.Header)
		}
	}
	for page, selector := range map[string]string{"/data": "#whole", "/editions/" + m.Label: "#files-table", "/data/ports": "#descriptions"} {
		for _, end := range []string{".zip", ".duckdb"} {
			if c.Get(page).Doc().Find(selector+` a[href^="/editions/"][href$="`+end+`"]`).Length() != 1 {
				t.Errorf("%s does not lead to the edition's %s", page, end)
			}
		}
	}
}
