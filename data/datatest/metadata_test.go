package datatest_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
)

// places are how a site with and without an address, and a bundle, refer to files.
func places() map[string]data.Addresses {
	return map[string]data.Addresses{
		"site":     {Base: "https://citas.example", Publisher: "A & <B>", File: func(id, format string) string { return "https://citas.example/data/" + id + "." + format }},
		"relative": {File: func(id, format string) string { return "data/" + id + "." + format }},
	}
}

func describe(t *testing.T) *data.Metadata {
	t.Helper()
	m, err := datatest.Edition(t).Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCSVWGroupKeepsItsForeignKeys: each leads to the key of a table of the group, and
// every cell finds its row there.
func TestCSVWGroupKeepsItsForeignKeys(t *testing.T) {
	e := datatest.Edition(t)
	raw, err := describe(t).CSVWGroup(data.Addresses{File: func(id, format string) string { return id + "." + format }})
	if err != nil {
		t.Fatal(err)
	}
	var group struct {
		Tables []struct {
			URL         string
			TableSchema struct {
				ForeignKeys []struct {
					ColumnReference string
					Reference       struct{ Resource, ColumnReference string }
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &group); err != nil {
		t.Fatal(err)
	}
	column := func(file, name string) (values map[string]int) {
		rows, err := e.Select(t.Context(), data.Select{Dataset: strings.TrimSuffix(file, ".csv"), Columns: []string{name}})
		if err != nil {
			t.Fatal(err)
		}
		values = map[string]int{}
		rows.Each(func(r data.Row) { values[r.Text(name)]++ })
		return values
	}
	keys := 0
	for _, table := range group.Tables {
		for _, key := range table.TableSchema.ForeignKeys {
			keys++
			there := column(key.Reference.Resource, key.Reference.ColumnReference)
			for value := range column(table.URL, key.ColumnReference) {
				if value != "" && there[value] != 1 {
					t.Errorf("%s, %s: %q is in %d rows of %s", table.URL, key.ColumnReference, value, there[value], key.Reference.Resource)
				}
			}
		}
	}
	if len(group.Tables) != len(e.Catalog().Datasets()) || keys < len(group.Tables) {
		t.Errorf("%d tables, %d foreign keys", len(group.Tables), keys)
	}
}

// TestCSVWNamesTheColumns of the CSV, in its order, and a primary key where one may stand.
func TestCSVWNamesTheColumns(t *testing.T) {
	m := describe(t)
	for _, table := range m.Tables {
		raw, err := m.CSVW(table, places()["relative"])
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			TableSchema struct {
				Columns    []struct{ Name, Titles string }
				PrimaryKey []string
			}
		}
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range doc.TableSchema.Columns {
			names = append(names, c.Name)
			if c.Titles != c.Name {
				t.Errorf("%s: %s has the title %s", table.ID, c.Name, c.Titles)
			}
		}
		if !slices.Equal(names, table.FieldNames()) {
			t.Errorf("%s: columns %v", table.ID, names)
		}
		if key := doc.TableSchema.PrimaryKey; (len(key) > 0) == table.NullableKey() {
			t.Errorf("%s: primary key %v", table.ID, key)
		}
	}
}

// packaged is a data package as a reader of its own would take it.
type packaged struct {
	Version   string
	Edition   struct{ ID, Label, DataHash, DOI string }
	Resources []struct {
		Name, Path, Hash string
		Bytes, Rows      int64
		Temporal         struct{ Start, End string }
		Sources          []struct{ Title, Path, Version string }
		Schema           struct {
			Fields []struct {
				Name, Type  string
				Constraints struct {
					Required         bool
					Pattern          string
					Enum             []string
					Minimum, Maximum *float64
				}
			}
			PrimaryKey  []string
			UniqueKeys  [][]string
			ForeignKeys []struct {
				Fields    []string
				Reference struct {
					Resource string
					Fields   []string
				}
			}
		}
	}
}

// TestTablesKeepWhatTheDataPackageSays reads every CSV with nothing but the data package
// and holds each cell against it: type, constraints, keys and foreign keys.
func TestTablesKeepWhatTheDataPackageSays(t *testing.T) {
	e, m := datatest.Edition(t), describe(t)
	raw, err := m.DataPackage(places()["relative"])
	if err != nil {
		t.Fatal(err)
	}
	var p packaged
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != len(e.Catalog().Datasets()) || p.Version != e.Manifest.Label || p.Edition.ID != e.ID() {
		t.Fatalf("%d resources of edition %q %q", len(p.Resources), p.Version, p.Edition.ID)
	}
	cells := map[string]map[string][]string{} // by resource and field
	for _, r := range p.Resources {
		file, path, err := e.Export(r.Name, "csv")
		if err != nil {
			t.Fatal(err)
		}
		if r.Hash != "sha256:"+file.SHA256 || r.Bytes != file.Bytes || r.Path != "data/"+r.Name+".csv" {
			t.Errorf("%s: %s, %d bytes at %s", r.Name, r.Hash, r.Bytes, r.Path)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		records, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(records)-1) != r.Rows {
			t.Errorf("%s: %d rows, the package says %d", r.Name, len(records)-1, r.Rows)
		}
		columns := map[string][]string{}
		for i, field := range r.Schema.Fields {
			if records[0][i] != field.Name || len(records[0]) != len(r.Schema.Fields) {
				t.Fatalf("%s: columns %v", r.Name, records[0])
			}
			c := field.Constraints
			pattern := regexp.MustCompile(`^(?:` + c.Pattern + `)$`)
			for n, record := range records[1:] {
				v := record[i]
				columns[field.Name] = append(columns[field.Name], v)
				fail := func(why string) { t.Errorf("%s row %d, %s: %q %s", r.Name, n+1, field.Name, v, why) }
				if v == "" {
					if c.Required {
						fail("is empty but required")
					}
					continue
				}
				number, notNumber := strconv.ParseFloat(v, 64)
				switch {
				case field.Type == "integer" && !regexp.MustCompile(`^-?\d+$`).MatchString(v), field.Type == "number" && notNumber != nil,
					field.Type == "date" && !data.Date.Plain(v), field.Type == "boolean" && v != "true" && v != "false":
					fail("is no " + field.Type)
				case c.Enum != nil && !slices.Contains(c.Enum, v):
					fail("is not listed")
				case c.Pattern != "" && !pattern.MatchString(v):
					fail("does not match " + c.Pattern)
				case c.Minimum != nil && number < *c.Minimum, c.Maximum != nil && number > *c.Maximum:
					fail("is out of bounds")
				}
			}
		}
		cells[r.Name] = columns
	}
	for _, r := range p.Resources {
		keys := append(r.Schema.UniqueKeys, r.Schema.PrimaryKey)
		if len(r.Schema.UniqueKeys) > 0 == (len(r.Schema.PrimaryKey) > 0) {
			t.Errorf("%s: keys %v", r.Name, keys)
		}
		for _, key := range keys {
			seen := map[string]bool{}
			for i := range r.Rows {
				var values []string
				for _, name := range key {
					values = append(values, cells[r.Name][name][i])
				}
				id := strings.Join(values, "\x00")
				if len(key) > 0 && seen[id] {
					t.Errorf("%s: key %v repeats %q", r.Name, key, values)
				}
				seen[id] = true
			}
		}
		for _, key := range r.Schema.ForeignKeys {
			target := key.Reference.Resource
			if target == "" {
				target = r.Name
			}
			there := cells[target][key.Reference.Fields[0]]
			if there == nil && len(cells[target]) == 0 {
				t.Errorf("%s: foreign key to %v", r.Name, key.Reference)
			}
			for _, v := range cells[r.Name][key.Fields[0]] {
				if v != "" && !slices.Contains(there, v) {
					t.Errorf("%s.%s: %q is not in %s", r.Name, key.Fields[0], v, target)
				}
			}
		}
	}
	first, last := m.Span()
	if first > data.ProgrammeOpened || last < data.ProgrammeEnded {
		t.Errorf("the edition is about %s to %s", first, last)
	}
}

// TestCoverageIsThatOfTheRows: months with a value, not months that are named.
func TestCoverageIsThatOfTheRows(t *testing.T) {
	table, err := describe(t).Table("appointments-processed")
	if err != nil {
		t.Fatal(err)
	}
	if table.First != "2023-01-01" || table.Last != "2024-08-31" {
		t.Errorf("appointments-processed is about %s to %s", table.First, table.Last)
	}
	if len(table.Sources) == 0 || table.Sources[0].ID != "ohss-monthly" || table.Sources[0].Release != "ohss-monthly@2024-12-06" || table.Sources[0].URL == "" {
		t.Errorf("sources %+v", table.Sources)
	}
	if _, err := describe(t).Table("nothing"); err == nil {
		t.Error("there is metadata of nothing")
	}
}
