package data

import (
	"slices"
	"strings"
)

const curatedPrefix = "curated_"

// CuratedTable is the layout of one CSV file of the curated tables, as its dataset
// declares it.
type CuratedTable struct {
	File   string // such as statements.csv
	Stage  Stage
	Fields []Field
	Key    []string // the rows of the file stand in its order
	// MayEmpty: the file may have a header only.
	MayEmpty bool
}

// CuratedTables lists the curated files that the catalogue reads, by name. A dataset
// whose first staged table is curated_<name> reads <name>.csv.
func CuratedTables() []CuratedTable {
	var tables []CuratedTable
	for _, d := range declared {
		if len(d.Reads) == 0 {
			continue
		}
		if name, ok := strings.CutPrefix(d.Reads[0].Name, curatedPrefix); ok {
			tables = append(tables, CuratedTable{File: name + ".csv", Stage: d.Reads[0], Fields: d.Fields, Key: d.Key, MayEmpty: d.MayEmpty})
		}
	}
	slices.SortFunc(tables, func(a, b CuratedTable) int { return strings.Compare(a.File, b.File) })
	return tables
}

// Header is the header row of the file. A citation ends each row: its locator stands
// between the source and the confidence, and is staged as the row's own.
func (t CuratedTable) Header() []string {
	header := slices.Clone(t.Stage.Columns)
	if i := slices.Index(header, "source_id"); i > 0 {
		header = slices.Insert(header, i+1, "locator")
	}
	return header
}

// Field finds the declaration of a column, or a plain text field for one that the
// dataset does not publish under that name.
func (t CuratedTable) Field(column string) Field {
	i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Name == column })
	if i < 0 {
		return Field{Name: column, Type: String}
	}
	return t.Fields[i]
}
