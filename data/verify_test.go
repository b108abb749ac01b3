package data_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"citas/data"
	"citas/data/datatest"
)

// bundle is the edition's tables as a Data Package, described here and not by the
// program's own writer.
func bundle(t *testing.T) fstest.MapFS {
	t.Helper()
	e := datatest.Edition(t)
	files := fstest.MapFS{}
	var resources []any
	for _, d := range e.Catalog().Sorted() {
		f, path, err := e.Export(d.ID, "csv")
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files["data/"+d.ID+".csv"] = &fstest.MapFile{Data: raw}
		var fields, keys []any
		for _, f := range d.Fields {
			constraints := map[string]any{"required": f.Required}
			if f.Pattern != "" {
				constraints["pattern"] = f.Pattern
			}
			if f.Min != nil {
				constraints["minimum"] = *f.Min
			}
			if len(f.Enum) > 0 {
				constraints["enum"] = f.EnumValues()
			}
			fields = append(fields, map[string]any{"name": f.Name, "type": f.Type, "constraints": constraints})
			if id, name, ok := strings.Cut(f.Ref, "."); ok && f.Ref != d.ID+"."+f.Name {
				keys = append(keys, map[string]any{"fields": []string{f.Name}, "reference": map[string]any{"resource": id, "fields": []string{name}}})
			}
		}
		listed, _ := e.Manifest.Dataset(d.ID)
		resources = append(resources, map[string]any{"name": d.ID, "path": "data/" + d.ID + ".csv", "bytes": f.Bytes, "hash": "sha256:" + f.SHA256, "rows": listed.Rows,
			"schema": map[string]any{"fields": fields, "uniqueKeys": [][]string{d.Key}, "foreignKeys": keys}})
	}
	raw, err := json.Marshal(map[string]any{"resources": resources, "edition": map[string]any{"id": e.ID(), "label": e.Manifest.Label, "data_hash": e.Manifest.DataHash}})
	if err != nil {
		t.Fatal(err)
	}
	files["datapackage.json"] = &fstest.MapFile{Data: raw}
	var sums bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(files[name].Data), name)
	}
	files["SHA256SUMS"] = &fstest.MapFile{Data: sums.Bytes()}
	return files
}

// changed is the bundle with a text replaced once in a file, and with what states its
// bytes made to fit, so that only the content can be wrong.
func changed(t *testing.T, files fstest.MapFS, name, from, to string) fstest.MapFS {
	t.Helper()
	out := maps.Clone(files)
	if !bytes.Contains(out[name].Data, []byte(from)) {
		t.Fatalf("%s has no %q", name, from)
	}
	old, changed := out[name].Data, bytes.Replace(out[name].Data, []byte(from), []byte(to), 1)
	out[name] = &fstest.MapFile{Data: changed}
	description := string(out["datapackage.json"].Data)
	description = strings.ReplaceAll(description, fmt.Sprintf("%x", sha256.Sum256(old)), fmt.Sprintf("%x", sha256.Sum256(changed)))
	description = strings.ReplaceAll(description, fmt.Sprintf(`"bytes":%d,`, len(old)), fmt.Sprintf(`"bytes":%d,`, len(changed)))
	description = strings.ReplaceAll(description, datatest.Edition(t).Manifest.DataHash, "")
	out["datapackage.json"] = &fstest.MapFile{Data: []byte(description)}
	delete(out, "SHA256SUMS")
	return out
}

func TestVerifyPackage(t *testing.T) {
	sound := bundle(t)
	tests := []struct {
		name  string
		files fstest.MapFS
		want  []string // in the problems
	}{
		{"sound", sound, nil},
		{"a byte of a table", func() fstest.MapFS {
			files := maps.Clone(sound)
			raw := bytes.Clone(files["data/territories.csv"].Data)
			raw[len(raw)/2] ^= 1
			files["data/territories.csv"] = &fstest.MapFile{Data: raw}
			return files
		}(), []string{"data/territories.csv: found SHA-256 ", "as SHA256SUMS says"}},
		{"a byte of the description", func() fstest.MapFS {
			files := maps.Clone(sound)
			files["datapackage.json"] = &fstest.MapFile{Data: bytes.Replace(files["datapackage.json"].Data, []byte("wait-times"), []byte("wait-timez"), 1)}
			return files
		}(), []string{"datapackage.json: found SHA-256 "}},
		{"a byte of the sums", func() fstest.MapFS {
			files := maps.Clone(sound)
			raw := bytes.Clone(files["SHA256SUMS"].Data)
			raw[0] = 'x'
			files["SHA256SUMS"] = &fstest.MapFile{Data: raw}
			return files
		}(), []string{"as SHA256SUMS says"}},
		{"a missing table", func() fstest.MapFS {
			files := maps.Clone(sound)
			delete(files, "data/ports.csv")
			return files
		}(), []string{"data/ports.csv: ", "file does not exist"}},
		{"a file that nothing lists", func() fstest.MapFS {
			files := maps.Clone(sound)
			files["data/extra.csv"] = &fstest.MapFile{Data: []byte("a\n")}
			return files
		}(), []string{"data/extra.csv: is not listed in SHA256SUMS"}},
		{"a type", changed(t, sound, "data/appointments-processed.csv", ",57380,", ",5738O,"),
			[]string{`data/appointments-processed.csv, row 11, column appointments: found "5738O", expected a plain whole number`}},
		{"a required cell", changed(t, sound, "data/appointments-processed.csv", ",CU,Cuba,", ",CU,,"),
			[]string{"data/appointments-processed.csv, row 3, column nationality_label: found an empty cell, expected a value"}},
		{"a value of no list", changed(t, sound, "data/appointments-processed.csv", ",reported,", ",reportet,"),
			[]string{`column status: found "reportet", expected one of reported, `}},
		{"a form", changed(t, sound, "data/releases.csv", "2024-08-09,day", "2024-13-09,day"),
			[]string{"data/releases.csv, row ", `column published: found "2024-13-09", expected a day as YYYY-MM-DD`}},
		{"a key", changed(t, sound, "data/appointments-processed.csv", ",CU,Cuba,", ",CO,Colombia,"),
			[]string{"data/appointments-processed.csv, row 3: found the key ", " of row 2 again"}},
		{"a foreign key", changed(t, sound, "data/wait-times.csv", "curated@2026-11-23", "curated@2026-11-24"),
			[]string{`data/wait-times.csv, row 2, column release_id: found "curated@2026-11-24", expected a release_id of releases`}},
		{"an order", changed(t, sound, "data/appointments-processed.csv", ",CO,Colombia,", ",MX,Mexico,"),
			[]string{"data/appointments-processed.csv, row ", "expected the order of period, fiscal_year, month, nationality"}},
		{"a cell too many", changed(t, sound, "data/ports.csv", "\n", ",more\n"), []string{"data/ports.csv: row 1: found the columns "}},
		{"a formula", changed(t, sound, "data/appointments-processed.csv", ",CU,Cuba,", ",CU,=Cuba,"), []string{"expected no cell that a spreadsheet takes for a formula"}},
		{"a total", changed(t, sound, "data/appointments-processed.csv", ",57380,", ",67380,"),
			[]string{"data/appointments-processed.csv, check appointments-processed/total", "rows break it"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			report, err := data.VerifyPackage(t.Context(), test.files, nil, data.Published())
			if err != nil {
				t.Fatal(err)
			}
			all := strings.Join(report.Problems, "\n")
			if len(test.want) == 0 && all != "" {
				t.Errorf("found %s", all)
			}
			for _, want := range test.want {
				if !strings.Contains(all, want) {
					t.Errorf("no %q in\n%s", want, all)
				}
			}
		})
	}
}

// A stranger's ZIP is looked at before it is read.
func TestVerifyZipRefuses(t *testing.T) {
	for name, names := range map[string][]string{
		"leads out of the bundle":      {"datapackage.json", "../out.csv"},
		"two files are named data.csv": {"data.csv", "data.csv"},
	} {
		path := filepath.Join(t.TempDir(), "b.zip")
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range names {
			if _, err := z.Create(n); err != nil {
				t.Fatal(err)
			}
		}
		z.Close()
		if err := os.WriteFile(path, b.Bytes(), fs.ModePerm); err != nil {
			t.Fatal(err)
		}
		if _, _, err := data.VerifyZip(t.Context(), path, data.Published(), nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
	}
}
