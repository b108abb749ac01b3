package data

import (
	"fmt"
	"slices"
	"strings"
)

// exportFormat is a form in which the rows of a dataset are written. What DuckDB or the
// workbook writes must be byte-identical from run to run.
type exportFormat struct {
	name      string
	options   string // of DuckDB's COPY; empty when a workbook is made
	onRequest bool   // not among the finished files of an edition
	ifSmall   bool   // not among those of a large table
	facts     bool   // carries what it is as key-value metadata
	mark      string // stands before the first byte
	ending    string // of the file, where it is not the name
}

const csvOptions = `FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR ''`

// CSVForExcel is CSV with a byte order mark, without which Excel takes UTF-8 for the
// code page of the country.
const CSVForExcel = "csv-bom"

// rowGroup is how many rows of a Parquet file are read at once: of encounters, less than
// half a megabyte.
const rowGroup = 122_880

var exportFormats = []exportFormat{
	{name: "csv", options: csvOptions},
	{name: "parquet", options: fmt.Sprintf("FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d", rowGroup), facts: true},
	{name: "json", options: "FORMAT json, ARRAY true", ifSmall: true}, // of a large table it would be two fifths of all its files, and say what the lines say
	{name: "jsonl", options: "FORMAT json, ARRAY false"},
	{name: "xlsx", onRequest: true, facts: true},
	{name: CSVForExcel, options: csvOptions, onRequest: true, mark: "\ufeff", ending: "csv"},
}

// finishedFormats are those in which an edition has datasets as files: every one that is not large.
var finishedFormats = slices.DeleteFunc(slices.Clone(exportFormats), func(f exportFormat) bool { return f.onRequest })

// FinishedFormats lists the forms in which an edition has datasets as files, a large one in all but the array.
func FinishedFormats() []string {
	var names []string
	for _, f := range finishedFormats {
		names = append(names, f.name)
	}
	return names
}

func formatNamed(name string) (exportFormat, bool) {
	i := slices.IndexFunc(exportFormats, func(f exportFormat) bool { return f.name == name })
	if i < 0 {
		return exportFormat{}, false
	}
	return exportFormats[i], true
}

// facts say what a file is, apart from the page that it was taken from.
type facts struct {
	dataset *Dataset
	sources []string
	edition string
	asOf    string // day of the view, else of the newest release
}

// copyOptions completes the options of COPY. Metadata hold texts of the catalogue, the
// manifest and a parsed day, never a reader's.
func (f exportFormat) copyOptions(x facts) string {
	if !f.facts {
		return f.options
	}
	licence := Licences[x.dataset.Licence]
	var pairs []string
	for _, p := range [][2]string{
		{"dataset", x.dataset.ID}, {"title", x.dataset.Title}, {"edition", x.edition}, {"as_of", x.asOf},
		{"licence", licence.ID}, {"licence_url", licence.URL}, {"credit", licence.Credit},
		{"source", strings.Join(x.sources, ", ")}, {"counts", x.dataset.Counts}, {"does_not_count", x.dataset.Not},
	} {
		if p[1] != "" {
			pairs = append(pairs, p[0]+": "+quote(p[1]))
		}
	}
	return f.options + ", KV_METADATA {" + strings.Join(pairs, ", ") + "}"
}

// LastPublished is the day of the newest release of an edition: how far its record goes.
func LastPublished(releases []Release) string {
	last := ""
	for _, r := range releases {
		last = max(last, r.Published)
	}
	return last
}
