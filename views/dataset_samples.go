package views

import (
	"fmt"
	"strings"

	"citas/data"
	"citas/views/page"
)

// localBase stands in samples where the public address is not known: the one that
// `citas serve` has by default.
const localBase = "http://localhost:8080"

// samplesOf is code that reads the rows of a view in the languages that researchers use.
// Tests run every text as it is shown.
func samplesOf(base string, r *Request, d *data.Dataset, v preview) []page.Sample {
	query := filterQuery(v.where)
	if day := asOfDay(r.Edition); day != "" {
		query = withParam("/"+query, asOfParam, day)[1:]
	}
	base = orElse(base, localBase)
	csv, parquet := base+"/data/"+d.ID+".csv"+query, base+"/data/"+d.ID+".parquet"+query
	return []page.Sample{
		{ID: "curl", Title: "curl", Code: "curl -fsS -o " + d.ID + ".csv '" + csv + "'"},
		{ID: "python", Title: "Python", Code: pythonSample(csv), Note: r.T("Standard library only. Every cell is text, an empty one is the empty text.")},
		{ID: "pandas", Title: r.T("Python with pandas"), Code: pandasSample(d, csv)},
		{ID: "r", Title: "R", Code: rSample(d, csv)},
		{ID: "duckdb", Title: "DuckDB", Code: duckdbSample(d, csv, parquet), Note: r.T("Parquet brings its types with it; CSV is told them, so that nothing is guessed.")},
	}
}

func pythonSample(address string) string {
	return `import csv, io, urllib.request

url = "` + address + `"
with urllib.request.urlopen(url) as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8", newline="")))
print(len(rows), "rows")`
}

func pandasSample(d *data.Dataset, address string) string {
	var types, days []string
	for _, f := range d.Fields {
		switch f.Type {
		case data.Date:
			days = append(days, fmt.Sprintf("%q", f.Name))
		default:
			types = append(types, fmt.Sprintf("%q: %q", f.Name, pandasTypes[f.Type]))
		}
	}
	return `import pandas as pd

url = "` + address + `"
rows = pd.read_csv(
    url,
    keep_default_na=False, na_values=[""],  # NA is Namibia; only an empty cell is missing
    dtype={` + wrapped(types, "        ") + `},
    parse_dates=[` + wrapped(days, "        ") + `],
)
print(len(rows), "rows")`
}

var pandasTypes = map[data.Type]string{data.String: "string", data.Integer: "Int64", data.Number: "float64", data.Boolean: "boolean"}

func rSample(d *data.Dataset, address string) string {
	var types []string
	for _, f := range d.Fields {
		types = append(types, f.Name+` = "`+rTypes[f.Type]+`"`)
	}
	return `rows <- read.csv(
  "` + address + `",
  na.strings = "", # NA is Namibia; only an empty cell is missing
  encoding = "UTF-8",
  colClasses = c(` + wrapped(types, "    ") + `)
)
cat(nrow(rows), "rows\n")`
}

var rTypes = map[data.Type]string{data.String: "character", data.Integer: "numeric", data.Number: "numeric", data.Boolean: "logical", data.Date: "Date"}

func duckdbSample(d *data.Dataset, csv, parquet string) string {
	var types []string
	for _, f := range d.Fields {
		types = append(types, "'"+f.Name+"': '"+f.Type.SQL()+"'")
	}
	return `-- curl -fsS -o ` + d.ID + `.parquet '` + parquet + `'
SELECT count(*) FROM read_parquet('` + d.ID + `.parquet');

-- curl -fsS -o ` + d.ID + `.csv '` + csv + `'
SELECT count(*) FROM read_csv('` + d.ID + `.csv',
  header = true, nullstr = '', -- NA is Namibia; only an empty cell is missing
  columns = {` + wrapped(types, "    ") + `});`
}

// wrapped joins the entries of a list over lines that are not too long.
func wrapped(list []string, indent string) string {
	var b strings.Builder
	width := 24
	for i, entry := range list {
		if i > 0 {
			b.WriteString(",")
			if width += len(entry) + 2; width > 76 {
				b.WriteString("\n" + indent)
				width = len(indent) + len(entry)
			} else {
				b.WriteString(" ")
			}
		}
		b.WriteString(entry)
	}
	return b.String()
}
