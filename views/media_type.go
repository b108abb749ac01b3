package views

import (
	"maps"
	"strings"
)

const (
	typeHTML    = "text/html; charset=utf-8"
	typeText    = "text/plain; charset=utf-8"
	typeCSV     = "text/csv; charset=utf-8; header=present"
	typeJSON    = "application/json"
	typeProblem = "application/problem+json"
	typeParquet = "application/vnd.apache.parquet"
	typeJSONL   = "application/jsonl"
	typeXLSX    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeDuckDB  = "application/vnd.duckdb"
	typeZIP     = "application/zip"

	typeMarkdown  = "text/markdown; charset=utf-8"
	typeXML       = "application/xml"
	typeYAML      = "application/yaml"
	typeCSVW      = "application/csvm+json"
	typeCroissant = `application/ld+json; profile="http://mlcommons.org/croissant/1.1"`
)

// plainType is a media type without its parameters.
func plainType(mediaType string) string {
	base, _, _ := strings.Cut(mediaType, ";")
	return base
}

// mediaTypes of the export formats.
var mediaTypes = map[string]string{"csv": typeCSV, "json": typeJSON, "parquet": typeParquet, "jsonl": typeJSONL, "xlsx": typeXLSX, "duckdb": typeDuckDB, "zip": typeZIP}

// MediaTypes are the media types of the files of an edition, by format.
func MediaTypes() map[string]string { return maps.Clone(mediaTypes) }
