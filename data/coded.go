package data

import (
	"context"
	"database/sql"
	"maps"
	"slices"
)

// In a large table a text column with few different values is held as codes (DuckDB's ENUM): it is written and exported
// in a third of the time, and a filter compares numbers. Codes stand in the order of their texts. A code's type is named
// like its column, so that an edition tells which columns have them; small tables, and names of releases and places, stay
// text.

// MostValues is how many different texts a column with codes has at most.
const MostValues = 4096

// codedFrom is how many staged rows make a table large.
const codedFrom = 100_000

// codedType names the type of a column with codes.
func codedType(table, field string) string { return "main." + ident(table+"__"+field) }

// codedTypes makes a type for each text column of d with few values, if what it reads is large, and returns their names
// by field.
func (b *Builder) codedTypes(ctx context.Context, d *Dataset) (map[string]string, error) {
	if d.SQL != "" { // anything may have become of what was staged
		return nil, nil
	}
	rows := 0
	for _, f := range b.staged[d.Reads[0].Name] {
		rows += f.Rows
	}
	if rows < b.codedFrom {
		return nil, nil
	}
	types := map[string]string{}
	for _, f := range d.Fields {
		if f.Type != String || f.Name == "release_id" || f.Name == "locator" {
			continue
		}
		if values := b.stagedValues(d, f.Name); len(values) > 0 {
			types[f.Name] = codedType(d.Table(), f.Name)
			if err := b.exec(ctx, "CREATE TYPE "+types[f.Name]+" AS ENUM ("+quoteEach(values, ", ")+")"); err != nil {
				return nil, err
			}
		}
	}
	return types, nil
}

// stagedValues are the texts of a field of d, which castSQL takes from the one table that it reads; nil where they are
// too many, or not known.
func (b *Builder) stagedValues(d *Dataset, field string) []string {
	at := slices.Index(d.Reads[0].Columns, field)
	if at < 0 && field == "status" {
		return []string{statusOfRows}
	}
	all := map[string]bool{}
	for _, f := range b.staged[d.Reads[0].Name] {
		if at < 0 || at >= len(f.Values) || f.Values[at] == nil {
			return nil
		}
		for _, v := range f.Values[at] {
			all[v] = true
		}
	}
	if len(all) > MostValues {
		return nil
	}
	return slices.Sorted(maps.Keys(all))
}

// codes are the columns of an edition that have codes: main."table__field".
type codes map[string]bool

// readCodes asks an edition's database which they are.
func readCodes(ctx context.Context, db *sql.DB) (codes, error) {
	t, err := query(ctx, db, "SELECT type_name FROM duckdb_types() WHERE schema_name = 'main' AND logical_type = 'ENUM' AND NOT internal")
	if err != nil {
		return nil, err
	}
	known := codes{}
	t.Each(func(r Row) { known["main."+ident(r.Text("type_name"))] = true })
	return known, nil
}

// value is the SQL of a value to be compared with a field of d. One that no row has becomes NULL, which no row is equal to.
func (c codes) value(d *Dataset, f Field) string {
	if name := codedType(d.Table(), f.Name); c[name] {
		return "TRY_CAST(? AS " + name + ")"
	}
	return "?"
}
