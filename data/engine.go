package data

import (
	"fmt"
	"slices"
	"strings"
)

// Engines lists the query engines for which InPlace writes a statement.
func Engines() []string {
	var names []string
	for _, e := range engines {
		names = append(names, e.name)
	}
	return names
}

// engine is a program that reads the Parquet of an edition where it lies.
type engine struct {
	name    string
	schemes []string // of addresses that it reads; nil for any, and paths
	parted  bool     // it reads a folder of parts, and no single file
	types   map[Type]string
	write   func(e engine, p placed) string
}

// placed is a dataset where it lies.
type placed struct {
	*Dataset
	folder string   // address of the folder of its parts; empty without parts
	files  []string // addresses
}

var engines = []engine{
	{name: "duckdb", write: func(_ engine, p placed) string {
		return fmt.Sprintf("CREATE VIEW %s AS SELECT * FROM read_parquet([\n  %s\n], hive_partitioning = %t);", p.Table(), quoteEach(p.files, ",\n  "), p.folder != "")
	}},
	{name: "spark", write: func(_ engine, p placed) string {
		return fmt.Sprintf("CREATE TEMPORARY VIEW %s USING parquet OPTIONS (path %s);", p.Table(), quote(p.whole()))
	}},
	{name: "clickhouse", schemes: []string{"s3", "gs", "https", "http"}, write: func(_ engine, p placed) string {
		function := "s3"
		if strings.HasPrefix(p.files[0], "http") {
			function = "url"
		}
		return fmt.Sprintf("CREATE VIEW %s AS SELECT * FROM %s(%s, 'Parquet') SETTINGS use_hive_partitioning = 1;", p.Table(), function, quote(p.braces()))
	}},
	{name: "trino", schemes: []string{"s3", "gs"}, parted: true, types: sqlTypes, write: func(e engine, p placed) string {
		part, _ := p.Field(p.PartedBy)
		return fmt.Sprintf("CREATE TABLE hive.default.%s (\n%s\n) WITH (external_location = %s, format = 'PARQUET', partitioned_by = ARRAY[%s]);\n"+
			"CALL hive.system.sync_partition_metadata('default', %s, 'ADD');",
			p.Table(), e.columns(append(p.inFiles(), part), `"`), quote(p.folder), quote(p.PartedBy), quote(p.Table()))
	}},
	{name: "athena", schemes: []string{"s3"}, parted: true, types: map[Type]string{
		String: "string", Integer: "bigint", Number: "double", Boolean: "boolean", Date: "date",
	}, write: func(e engine, p placed) string {
		part, _ := p.Field(p.PartedBy)
		return fmt.Sprintf("CREATE EXTERNAL TABLE %s (\n%s\n) PARTITIONED BY (\n%s\n) STORED AS PARQUET LOCATION %s;\nMSCK REPAIR TABLE %s;",
			p.Table(), e.columns(p.inFiles(), "`"), e.columns([]Field{part}, "`"), quote(p.folder), p.Table())
	}},
	{name: "bigquery", schemes: []string{"gs"}, types: map[Type]string{
		String: "STRING", Integer: "INT64", Number: "FLOAT64", Boolean: "BOOL", Date: "DATE",
	}, write: func(e engine, p placed) string {
		if p.folder == "" {
			return fmt.Sprintf("CREATE EXTERNAL TABLE citas.%s OPTIONS (format = 'PARQUET', uris = [%s]);", p.Table(), quoteEach(p.files, ", "))
		}
		part, _ := p.Field(p.PartedBy)
		return fmt.Sprintf("CREATE EXTERNAL TABLE citas.%s WITH PARTITION COLUMNS (\n%s\n) OPTIONS (\n  format = 'PARQUET', uris = [%s], hive_partition_uri_prefix = %s\n);",
			p.Table(), e.columns([]Field{part}, "`"), quote(p.folder+"*"), quote(strings.TrimSuffix(p.folder, "/")))
	}},
}

// InPlace writes the statement with which an engine reads the Parquet of a dataset of the
// edition, whose exports are at an address such as s3://bucket/editions/{id}. It fails with
// ErrInvalid where the engine does not read such an address, or only folders.
func (m *Manifest) InPlace(d *Dataset, engineName, at string) (string, error) {
	i := slices.IndexFunc(engines, func(e engine) bool { return e.name == engineName })
	if i < 0 {
		return "", fmt.Errorf("engine %q: %w: one of %s", engineName, ErrInvalid, strings.Join(Engines(), ", "))
	}
	e := engines[i]
	if scheme, _, _ := strings.Cut(at, "://"); e.schemes != nil && !slices.Contains(e.schemes, scheme) {
		return "", fmt.Errorf("%s: %w: %s reads %s://…", at, ErrInvalid, e.name, strings.Join(e.schemes, "://…, "))
	}
	held, ok := m.Dataset(d.ID)
	whole, has := held.File("parquet")
	if !ok || !has {
		return "", fmt.Errorf("%s as Parquet in edition %s: %w", d.ID, m.Edition, ErrNotFound)
	}
	at = strings.TrimRight(at, "/") + "/"
	p := placed{Dataset: d, files: []string{at + whole.Name()}}
	if len(held.Parts) > 0 {
		p.folder, p.files = at+d.ID+"/", nil
		for _, f := range held.Parts {
			p.files = append(p.files, at+f.Name())
		}
	} else if e.parted {
		return "", fmt.Errorf("%s: %w: %s reads folders, and a table of less than %d rows lies in one file: copy %s into a folder of its own", d.ID, ErrInvalid, e.name, LargeFrom, p.files[0])
	}
	return e.write(e, p), nil
}

// whole is the folder of the parts, or the one file.
func (p placed) whole() string {
	if p.folder == "" {
		return p.files[0]
	}
	return p.folder
}

// braces names all files at once.
func (p placed) braces() string {
	if p.folder == "" {
		return p.files[0]
	}
	before, after := p.folder+p.PartedBy+"=", "/"+p.ID+".parquet"
	values := make([]string, len(p.files))
	for i, f := range p.files {
		values[i] = strings.TrimSuffix(strings.TrimPrefix(f, before), after)
	}
	return before + "{" + strings.Join(values, ",") + "}" + after
}

// inFiles are the columns of the parts: all but the one in their path.
func (p placed) inFiles() []Field {
	return slices.DeleteFunc(slices.Clone(p.Fields), func(f Field) bool { return f.Name == p.PartedBy })
}

// columns declares fields in the engine's types, a line for each.
func (e engine) columns(fields []Field, mark string) string {
	lines := make([]string, len(fields))
	for i, f := range fields {
		lines[i] = "  " + mark + f.Name + mark + " " + e.types[f.Type]
	}
	return strings.Join(lines, ",\n")
}
