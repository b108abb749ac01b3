package views

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
)

// mediaTypes of the export formats.
var mediaTypes = map[string]string{"csv": typeCSV, "json": typeJSON, "parquet": typeParquet, "jsonl": typeJSONL, "xlsx": typeXLSX, "duckdb": typeDuckDB}
