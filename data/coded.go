package data

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// In a large table a text column with few different values is held as codes (DuckDB's ENUM): it is written and exported
// in a third of the time, and a filter compares numbers. Codes stand in the order of their texts. A code's type is named
// like its column, so that an edition tells which columns have them; small tables, and names of releases and places, stay
// text.

const (
	codedFrom   = 32 << 20 // bytes of staged text that make a table large
	codedMost   = 4096     // different values
	codedSample = 100_000  // rows that tell which columns may have so few
)

// codedType names the type of a column with codes.
func codedType(table, field string) string { return "main." + ident(table+codedMark+field) }

const codedMark = "__"

// codedTypes makes a type for each text column of d with few values, if what it reads is large, and returns their names
// by field.
func (b *Builder) codedTypes(ctx context.Context, d *Dataset) (map[string]string, error) {
	if d.SQL != "" || b.stagedBytes[d.Reads[0].Name] < b.codedFrom {
		return nil, nil
	}
	from := "(" + castSQL(d)
	names := slices.DeleteFunc(d.FieldNames(), func(name string) bool {
		f, _ := d.Field(name)
		return f.Type != String || name == "release_id" || name == "locator"
	})
	count := func(function, from string) (Row, error) {
		columns := make([]string, len(names))
		for i, name := range names {
			columns[i] = fmt.Sprintf(function, ident(name)) + " AS " + ident(name)
		}
		t, err := b.run(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+from, nil)
		if err != nil {
			return Row{}, fmt.Errorf("values of %s: %w", d.ID, err)
		}
		return t.Row(0), nil
	}
	sampled, err := count("approx_count_distinct(%s)", fmt.Sprintf("%s LIMIT %d)", from, codedSample))
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return sampled.Int(name) > codedMost })
	if len(names) == 0 {
		return nil, nil
	}
	// As one text, because a list is no cell of ours.
	all, err := count("to_json(map_keys(histogram(%s)))::VARCHAR", from+")")
	if err != nil {
		return nil, err
	}
	types := map[string]string{}
	for _, name := range names {
		var values []string
		if err := json.Unmarshal([]byte(cmp.Or(all.Text(name), "null")), &values); err != nil {
			return nil, fmt.Errorf("values of %s.%s: %w", d.ID, name, err)
		}
		if len(values) == 0 || len(values) > codedMost {
			continue
		}
		slices.Sort(values)
		types[name] = codedType(d.Table(), name)
		if err := b.exec(ctx, "CREATE TYPE "+types[name]+" AS ENUM ("+quoteEach(values, ", ")+")"); err != nil {
			return nil, err
		}
	}
	return types, nil
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

// sizeOf adds up files.
func sizeOf(paths []string) (n int64, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return 0, err
		}
		n += info.Size()
	}
	return n, nil
}
