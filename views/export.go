package views

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// exportFormats are the endings of /data/{id}: the finished files, and what is made when it is asked for.
var exportFormats = append(data.FinishedFormats(), "xlsx")

// exportLimit is how long a reader may wait for a file that is made on request, its turn
// included.
const exportLimit = 5 * time.Minute

// bomParam puts a byte order mark before CSV, for Excel.
const bomParam = "bom"

// What a reader is told of each format: its name and what it is good for.
var (
	formatNames = map[string]string{"csv": "CSV", "parquet": "Parquet", "json": "JSON", "jsonl": "JSON Lines", "xlsx": "XLSX", "duckdb": "DuckDB", "zip": "ZIP"}
	formatUses  = map[string]locale.Msg{
		"csv":     "spreadsheets and everything else",
		"parquet": "DuckDB, R, pandas: typed and small",
		"json":    "programs: one array of rows",
		"jsonl":   "programs: one row on each line",
		"xlsx":    "Excel, LibreOffice: with a README sheet",
	}
)

// downloads lists the files of a dataset: the finished ones with their size and hash.
func downloads(w Words, id string, files []data.File) []layout.Download {
	var list []layout.Download
	for _, format := range exportFormats {
		d := layout.Download{Format: formatNames[format], Href: "/data/" + id + "." + format, Size: w.T("made on request"), Use: formatUses[format]}
		if i := slices.IndexFunc(files, func(f data.File) bool { return f.Format == format }); i >= 0 {
			d.Size, d.SHA256 = bytesWords(files[i].Bytes), files[i].SHA256
		}
		list = append(list, d)
	}
	return list
}

// exported reports whether an address under /data is that of a file.
func exported(r *Request) bool {
	_, format := splitName(r.PathValue("name"))
	return slices.Contains(exportFormats, format)
}

// export serves a dataset whole, from the edition's finished file, or a part of it or a
// past state, written in the same way.
func (s *Server) export(r *Request, d *data.Dataset, format string) (Response, error) {
	if !slices.Contains(exportFormats, format) {
		return Response{}, fmt.Errorf("dataset %s as %q: %w: it is published as %s", d.ID, format, data.ErrNotFound, listed(exportFormats))
	}
	form := format
	var others []string
	if format == "csv" {
		others = []string{bomParam}
	}
	conditions, err := r.conditions(d, others...)
	if err != nil {
		return Response{}, err
	}
	if marks, asked := r.URL.Query()[bomParam]; asked {
		if form = data.CSVForExcel; len(marks) != 1 || marks[0] != "1" {
			return Response{}, &data.ParamError{Param: bomParam, Found: strings.Join(marks, ", "), Expected: "1"}
		}
	}
	a := Response{
		Type: mediaTypes[format], Inline: format == "json",
		SaveAs: "citas-" + d.ID + "-" + r.Edition.Manifest.Label + "." + format,
		Links:  s.relations(d, r.Edition.Manifest, format),
	}
	query := data.Select{Dataset: d.ID, Where: conditions}
	if r.Edition.Finished(query, form) {
		file, path, err := r.Edition.Export(d.ID, format)
		a.File, a.Hash, a.Version = path, file.SHA256, frozenAddress(r.Edition.ID(), d.ID, format)
		return a, err
	}
	suffix := ""
	if r.Edition.Catalog().Dated(d) {
		suffix = r.asOfSuffix()
	}
	if len(conditions) > 0 {
		suffix += "-filtered"
	}
	a.SaveAs = strings.TrimSuffix(a.SaveAs, "."+format) + suffix + "." + format
	return a.sliced(r, query, form)
}

// sliced adds the file that is made on request. Who asks for the headers alone gets those
// that cost no export: without the length, tag and digest of a file that is not there.
func (a Response) sliced(r *Request, query data.Select, form string) (Response, error) {
	if r.Method == http.MethodHead {
		file, open, err := r.Edition.FindSlice(query, form)
		a.Open, a.Hash, a.Unmade = open, file.SHA256, open == nil
		return a, err
	}
	ctx, cancel := context.WithTimeout(r.reader, exportLimit)
	defer cancel()
	file, open, err := r.Edition.Slice(ctx, query, form)
	a.Open, a.Hash = open, file.SHA256
	return a, err
}

// frozenAddress is where the file of an edition stays.
func frozenAddress(edition, id, format string) string {
	return "/editions/" + edition + "/" + id + "." + format
}

// relations link a file to what describes it, its terms, the version to cite and the
// latest one.
func (s *Server) relations(d *data.Dataset, m *data.Manifest, format string) []string {
	base := s.config.BaseURL
	cite := "/editions/" + m.Edition
	files, _ := m.Dataset(d.ID)
	if _, finished := files.File(format); finished {
		cite = frozenAddress(m.Edition, d.ID, format)
	}
	var links []string
	if format == "csv" {
		links = append(links, link(base+"/data/"+d.ID+"."+endCSVW, "describedby")+`; type="`+typeCSVW+`"`)
	}
	return append(links,
		link(base+"/data/"+d.ID, "describedby"),
		link(data.Licences[d.Licence].URL, "license"),
		link(base+cite, "cite-as"),
		link(base+"/data/"+d.ID+"."+format, "latest-version"),
	)
}

// link is the value of a Link header (RFC 8288). Addresses are ours, or percent-encoded.
func link(address, relation string) string { return "<" + address + `>; rel="` + relation + `"` }
